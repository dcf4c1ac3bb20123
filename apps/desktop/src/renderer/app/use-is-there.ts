import { useQuery, type QueryKey, type UseQueryOptions } from '@tanstack/react-query';
import { useApp } from './app-context.tsx';
import { isNotThere } from './engine-failure.ts';

/**
 * Whether a screen still has something to show. What was read of it stays in the cache when it has gone to Trash, in
 * another window too, until it is restored. What somebody may not read any more stays on the screen as well: they may
 * be writing in it.
 */
export function useIsThere<Data, Key extends QueryKey>(
  id: string,
  options: UseQueryOptions<Data, Error, Data, Key>,
): boolean {
  const { queries } = useApp();
  // Route loaders have asked: no answer means that it was not there, and asking is left to the engine's events.
  const { data: isRead = false, error } = useQuery({ ...options, select: anything, retryOnMount: false });
  const { data: trash = [] } = useQuery({ ...queries.trash(), enabled: isRead && isNotThere(error) });
  return isRead && !(isNotThere(error) && trash.some((item) => item.id === id));
}

const anything = () => true;
