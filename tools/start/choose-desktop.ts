import type { FoundElectron } from './find-electron.ts';

/** `auto`: Electron where everything that it needs is here. `electron`: fetch what is missing. `browser`: never. */
export const desktopWishes = ['auto', 'electron', 'browser'] as const;
export type DesktopWish = (typeof desktopWishes)[number];

export type ChosenDesktop =
  | { readonly kind: 'electron'; readonly path: string }
  | { readonly kind: 'browser'; readonly why: string };

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  /** Undefined where the system has no such thing. */
  readonly userId: number | undefined;
  readonly hasScreen: boolean;
  readonly find: () => FoundElectron;
  readonly fetch: () => FoundElectron;
}

/** What the desktop app runs in, and if not in Electron, why. Fetches nothing unless it was asked to. */
export function chooseDesktop(wish: DesktopWish, here: Surroundings): ChosenDesktop {
  const browser = (why: string): ChosenDesktop => ({ kind: 'browser', why });
  if (wish === 'browser') return browser('EDUCROWD_DESKTOP=browser was set');
  if (!here.hasScreen) return browser('there is no screen here for a window of its own');
  if (here.platform === 'linux' && here.userId === 0)
    return browser("Electron's sandbox does not work for the user root");
  const present = here.find();
  if (present.state === 'found') return { kind: 'electron', path: present.path };
  if (wish === 'auto') return browser(`${present.why}; EDUCROWD_DESKTOP=electron fetches it`);
  const fetched = here.fetch();
  return fetched.state === 'found' ? { kind: 'electron', path: fetched.path } : browser(fetched.why);
}
