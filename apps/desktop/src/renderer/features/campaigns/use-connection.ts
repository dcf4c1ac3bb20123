import { useSuspenseQuery } from '@tanstack/react-query';
import { useApp } from '../../app/app-context.tsx';

/** Whether the school can be asked now, as far as anybody knows; `local`: there is no school yet. */
export function useConnection(): 'connected' | 'offline' | 'local' {
  const { queries } = useApp();
  const { data: session } = useSuspenseQuery(queries.session());
  const { data: sync } = useSuspenseQuery(queries.syncStatus());
  if (session.current === null || session.current.school === null) return 'local';
  return UNREACHABLE.has(sync.pill.state) ? 'offline' : 'connected';
}

const UNREACHABLE: ReadonlySet<string> = new Set([
  'offline',
  'notAnswering',
  'signIn',
  'role',
  'update',
  'notSaved',
]);
