import { useMemo } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { useCommands } from '../../app/use-commands.ts';
import { useExportUnsent } from '../sync/use-export-unsent.ts';

/** Schools, signing in and out, and what was not sent: everywhere, as the menu of schools is. */
export function useSessionCommands(onSignOut: () => void): void {
  const { command, queries } = useApp();
  const navigate = useNavigate();
  const exportUnsent = useExportUnsent();
  const { data: session } = useSuspenseQuery(queries.session());
  const hasSchool = session.current !== null && session.current.school !== null;
  const { signedIn } = session;
  const list = useMemo(() => {
    const connect = () => void navigate({ to: '/connect' });
    return [
      command('connect', connect),
      ...(hasSchool && !signedIn ? [command('signIn', connect)] : []),
      ...(hasSchool && signedIn ? [command('signOut', onSignOut)] : []),
      command('exportUnsent', exportUnsent),
    ];
  }, [command, exportUnsent, hasSchool, navigate, onSignOut, signedIn]);
  useCommands(list);
}
