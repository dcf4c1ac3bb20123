import { useEffect } from 'react';
import { useApp } from '../../app/app-context.tsx';
import { useCanSync } from './use-can-sync.ts';

/** All devices of a building have their network back at the same moment. */
const SPREAD_MS = 2_000;

/**
 * The computer has a network again: what waits for the school is tried soon, not at the end of its pause. It has none any
 * more: that is found out now, not when the school would next be asked.
 */
export function useNetworkChange(): void {
  const { engine } = useApp();
  const canSync = useCanSync();

  useEffect(() => {
    if (!canSync) return undefined;
    let timer: number | undefined;
    const tryNow = (): void => {
      // Nobody has asked for it: an engine that is away is told of by its own banner, and tries by itself when it is back.
      engine.client.sync.syncNow().catch(() => undefined);
    };
    const trySoon = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(tryNow, Math.random() * SPREAD_MS);
    };
    window.addEventListener('online', trySoon);
    window.addEventListener('offline', tryNow);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('online', trySoon);
      window.removeEventListener('offline', tryNow);
    };
  }, [canSync, engine]);
}
