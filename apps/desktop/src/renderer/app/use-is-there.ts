import { useQuery, type QueryKey, type UseQueryOptions } from '@tanstack/react-query';
import { isNotThere } from './engine-failure.ts';

/**
 * Whether a screen still has something to show. What was read of it stays in the cache when it has gone to Trash, in
 * another window too; that reading it again is refused tells. Once it is restored, it is there again.
 */
export function useIsThere<Data, Key extends QueryKey>(
  options: UseQueryOptions<Data, Error, Data, Key>,
): boolean {
  // Route loaders have asked: no answer means that it was not there, and asking is left to the engine's events.
  const { data: isRead = false, error } = useQuery({ ...options, select: anything, retryOnMount: false });
  return isRead && !isNotThere(error);
}

const anything = () => true;
