import { createStore } from './store.ts';

export const appearances = ['light', 'dark', 'system'] as const;
export type Appearance = (typeof appearances)[number];

const KEY = 'educrowd.appearance';

/** How the app looks on this computer; kept in the window's own storage, since it is nobody else's business. */
export function createAppearance(root: HTMLElement, storage: Storage) {
  const kept = storage.getItem(KEY);
  const store = createStore<Appearance>(appearances.find((each) => each === kept) ?? 'system');
  const apply = () => {
    if (store.get() === 'system') delete root.dataset.theme;
    else root.dataset.theme = store.get();
  };
  apply();
  store.subscribe(() => {
    storage.setItem(KEY, store.get());
    apply();
  });
  return store;
}
