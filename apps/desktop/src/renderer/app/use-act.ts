import { useCallback } from 'react';
import { useApp } from './app-context.tsx';
import { failureText } from './failure-text.ts';

/**
 * Runs something that may be refused and says so in words. Answers what it answered, or null when it failed; a caller
 * that has nothing to do after a failure needs no `catch`.
 */
export function useAct(): <Value>(action: () => Promise<Value>) => Promise<Value | null> {
  const { showToast, t } = useApp();
  return useCallback(
    async (action) => {
      try {
        return await action();
      } catch (error) {
        showToast({ text: failureText(error, t), tone: 'danger' });
        return null;
      }
    },
    [showToast, t],
  );
}
