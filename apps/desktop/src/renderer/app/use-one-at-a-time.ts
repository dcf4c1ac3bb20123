import { useCallback, useRef, useState } from 'react';

/**
 * Runs an action unless it is still running: a double click, or Enter pressed twice, does once what was meant once.
 * Memoise the action where the answered function has to stay the same.
 */
export function useOneAtATime<Arguments extends unknown[]>(
  action: (...given: Arguments) => Promise<unknown>,
): readonly [run: (...given: Arguments) => void, isRunning: boolean] {
  const running = useRef(false);
  const [isRunning, setRunning] = useState(false);
  const run = useCallback(
    (...given: Arguments) => {
      if (running.current) return;
      running.current = true;
      setRunning(true);
      void action(...given).finally(() => {
        running.current = false;
        setRunning(false);
      });
    },
    [action],
  );
  return [run, isRunning];
}
