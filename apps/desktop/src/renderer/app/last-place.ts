const KEY = 'educrowd.place';

/** Opens where the person was: the address is kept whenever it changes and used when the window opens without one. */
export function restoreLastPlace(location: Location, storage: Storage): void {
  const kept = storage.getItem(KEY);
  if (location.hash === '' && kept?.startsWith('#/')) location.replace(kept);
}

export const noteLastPlace = (location: Location, storage: Storage): void =>
  storage.setItem(KEY, location.hash);
