import { useCallback, useRef, useState } from 'react';
import { useApp } from '../../app/app-context.tsx';
import { EngineUnreachable, reasonOf } from '../../app/engine-failure.ts';
import type { ImportSource } from '../../app/platform.ts';

export type ImportStep =
  | { readonly state: 'choosing' }
  | {
      readonly state: 'failed';
      readonly reason: string;
      /** What can be tried once more as it is: nothing was wrong with it. */
      readonly again: ImportSource | null;
    }
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
      /** The engine ended in the middle of it. */
      readonly interrupt: () => void;
    };

export interface RunningImport {
  readonly step: ImportStep;
  /** How the import ends is still open: it may be too late to cancel it. */
  readonly isCancelling: boolean;
  readonly begin: (source: ImportSource) => void;
  readonly cancel: () => void;
}

/**
 * One import from the chosen file to the running import of the engine, which goes on by itself. `onCancelled` is called
 * for one that the engine has never begun.
 */
export function useImport(onCancelled: () => void): RunningImport {
  const { engine, t } = useApp();
  const [step, setStep] = useState<ImportStep>({ state: 'choosing' });
  const [isCancelling, setCancelling] = useState(false);
  const abort = useRef<AbortController | null>(null);
  const importId = useRef<string | null>(null);

  const begin = useCallback(
    (source: ImportSource) => {
      const { signal } = (abort.current = new AbortController());
      importId.current = null;
      setCancelling(false);
      const fail = (reason: string) => setStep({ state: 'failed', reason, again: null });
      const interrupt = () => setStep({ state: 'failed', reason: t('importing.interrupted'), again: source });
      const onProgress = (sentBytes: number, totalBytes: number) =>
        setStep({ state: 'reading', source, sentBytes, totalBytes });
      const run = async () => {
        onProgress(0, 0);
        const chosen = await source.prepare(onProgress, signal);
        signal.throwIfAborted();
        const started = await engine.client.import.start(chosen);
        importId.current = started.importId;
        setStep({ state: 'importing', source, importId: started.importId, fail, interrupt });
        if (signal.aborted) cancelOf(engine, started.importId);
      };
      run().catch((error: unknown) => {
        if (signal.aborted) onCancelled();
        else if (error instanceof EngineUnreachable) interrupt();
        else fail(reasonOf(error));
      });
    },
    [engine, onCancelled, t],
  );
  const cancel = useCallback(() => {
    setCancelling(true);
    abort.current?.abort();
    if (importId.current !== null) cancelOf(engine, importId.current);
  }, [engine]);
  return { step, isCancelling, begin, cancel };
}

/** How it ended is read from its state, also when the engine cannot answer this. */
const cancelOf = (engine: ReturnType<typeof useApp>['engine'], importId: string): void =>
  void engine.client.import.cancel({ importId }).catch(() => undefined);
