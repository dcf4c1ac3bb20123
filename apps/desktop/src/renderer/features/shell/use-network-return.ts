import { useEffect } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';

/** The computer has a network again: what waits for the school is tried now, not at the end of its pause. */
export function useNetworkReturn(): void {
  const { engine, queries } = useApp();
  const act = useAct();
  const { data: session } = useSuspenseQuery(queries.session());
  const canSync = session.current?.school !== null && session.signedIn;

  useEffect(() => {
    if (!canSync) return undefined;
    const tryNow = () => void act(() => engine.client.sync.syncNow());
    window.addEventListener('online', tryNow);
    return () => window.removeEventListener('online', tryNow);
  }, [act, canSync, engine]);
}
