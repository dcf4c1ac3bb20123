import { useSuspenseQuery } from '@tanstack/react-query';
import { useApp } from '../../app/app-context.tsx';

/** Whether there is a school to sync with, and a sign-in for it. */
export function useCanSync(): boolean {
  const { data: session } = useSuspenseQuery(useApp().queries.session());
  return session.current?.school !== null && session.signedIn;
}
