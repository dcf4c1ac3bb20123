import { useCallback, useRef, useState } from 'react';
import { useApp } from '../../app/app-context.tsx';
import { reasonOf } from '../../app/engine-failure.ts';
import type { ImportSource } from '../../app/platform.ts';

export type ImportStep =
  | { readonly state: 'choosing' }
  | { readonly state: 'failed'; readonly reason: string }
  | {
      readonly state: 'reading';
      readonly source: ImportSource;
      readonly sentBytes: number;
      readonly totalBytes: number;
    }
  | {
      readonly state: 'importing';
      readonly source: ImportSource;
      readonly importId: string;
      readonly fail: (reason: string) => void;
    };

/** One import from the chosen file to the running import of the engine, which goes on by itself. */
export function useImport(): { step: ImportStep; begin: (source: ImportSource) => void; cancel: () => void } {
  const { engine, announce, t } = useApp();
  const [step, setStep] = useState<ImportStep>({ state: 'choosing' });
  const abort = useRef<AbortController | null>(null);
  const importId = useRef<string | null>(null);

  const begin = useCallback(
    (source: ImportSource) => {
      const controller = new AbortController();
      abort.current = controller;
      const fail = (reason: string) => setStep({ state: 'failed', reason });
      const onProgress = (sentBytes: number, totalBytes: number) =>
        setStep({ state: 'reading', source, sentBytes, totalBytes });
      const run = async () => {
        onProgress(0, 0);
        const chosen = await source.prepare(onProgress, controller.signal);
        const started = await engine.client.import.start(chosen);
        importId.current = started.importId;
        if (controller.signal.aborted) await engine.client.import.cancel(started);
        else setStep({ state: 'importing', source, importId: started.importId, fail });
      };
      run().catch((error: unknown) => {
        if (!controller.signal.aborted) fail(reasonOf(error));
      });
    },
    [engine],
  );
  const cancel = useCallback(() => {
    abort.current?.abort();
    if (importId.current !== null)
      void engine.client.import.cancel({ importId: importId.current }).catch(() => undefined);
    announce(t('importing.cancelled'));
  }, [announce, engine, t]);
  return { step, begin, cancel };
}
