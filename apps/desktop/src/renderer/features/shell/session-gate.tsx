import { useEffect, useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useApp } from '../../app/app-context.tsx';
import { FirstRun } from '../first-run/first-run.tsx';
import { FailureScreen } from './error-screen.tsx';
import { OpeningScreen } from './opening-screen.tsx';

/** Until a workspace is open there is only one question. Another workspace begins with everything new. */
export function SessionGate({ children }: { children: (workspaceId: string) => ReactNode }) {
  const { queries } = useApp();
  const { data: session, error, refetch } = useQuery(queries.session());
  const isSlow = useIsSlow();
  if (error) return <FailureScreen error={error} onRetry={() => void refetch()} />;
  if (!session) return isSlow ? <OpeningScreen /> : null;
  return session.current ? children(session.current.workspaceId) : <FirstRun />;
}

/** No word about waiting before it is waiting. */
function useIsSlow(): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return isSlow;
}
