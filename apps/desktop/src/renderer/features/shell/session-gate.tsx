import { useSuspenseQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { FirstRun } from '../first-run/first-run.tsx';

/** Until a workspace is open there is only one question. */
export function SessionGate() {
  const { queries } = useApp();
  const { data: session } = useSuspenseQuery(queries.session());
  return session.current ? <Outlet /> : <FirstRun />;
}
