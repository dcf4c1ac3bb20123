import { useCallback, useSyncExternalStore } from 'react';

export const BELOW_INSPECTOR = '(width < 1100px)';
export const BELOW_OUTLINE = '(width < 800px)';

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
