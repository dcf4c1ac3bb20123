import { useCallback } from 'react';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';

/** Lets the person keep everything unsent or refused as a file. */
export function useExportUnsent(): () => void {
  const { engine, platform, showToast, t } = useApp();
  const act = useAct();
  return useCallback(
    () =>
      void act(async () => {
        const { fileName, json } = await engine.client.sync.exportUnsent();
        platform.saveText(fileName, json);
        showToast({ text: t('sync.exported', { file: fileName }) });
      }),
    [act, engine, platform, showToast, t],
  );
}
