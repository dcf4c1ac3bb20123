import { useCallback } from 'react';
import { useApp } from './app-context.tsx';
import { useAct } from './use-act.ts';

/** Puts a text on the clipboard and says so. */
export function useCopy(): (text: string) => void {
  const { showToast, t } = useApp();
  const act = useAct();
  return useCallback(
    (text) =>
      void act(async () => {
        await navigator.clipboard.writeText(text);
        showToast({ text: t('common.copied') });
      }),
    [act, showToast, t],
  );
}
