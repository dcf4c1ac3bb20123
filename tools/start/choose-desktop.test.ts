import { expect, test, vi } from 'vitest';
import { chooseDesktop, type Surroundings } from './choose-desktop.ts';
import type { FoundElectron } from './find-electron.ts';

const missing: FoundElectron = { state: 'missing', why: 'it is not here' };
const found: FoundElectron = { state: 'found', path: 'electron' };

const here = (given: Partial<Surroundings>): Surroundings => ({
  platform: 'linux',
  userId: 1000,
  hasScreen: true,
  find: () => found,
  fetch: () => {
    throw new Error('fetched although nobody asked for it');
  },
  ...given,
});

test('Electron is used where it is', () => {
  expect(chooseDesktop('auto', here({}))).toEqual({ kind: 'electron', path: 'electron' });
  expect(chooseDesktop('electron', here({}))).toEqual({ kind: 'electron', path: 'electron' });
});

test.for<[string, Partial<Surroundings>, string]>([
  ['without its program', { find: () => missing }, 'it is not here; EDUCROWD_DESKTOP=electron fetches it'],
  ['without a screen', { hasScreen: false }, 'there is no screen here for a window of its own'],
  ['as root', { userId: 0 }, "Electron's sandbox does not work for the user root"],
])('%s a browser is used, and nothing is fetched', ([, given, why]) => {
  expect(chooseDesktop('auto', here(given))).toEqual({ kind: 'browser', why });
});

test('a browser is used for whoever asks for it', () => {
  expect(chooseDesktop('browser', here({})).kind).toBe('browser');
});

test('the program is fetched for whoever asks for it; if that fails there is a browser, and why', () => {
  const fetch = vi.fn<() => FoundElectron>(() => found);
  expect(chooseDesktop('electron', here({ find: () => missing, fetch })).kind).toBe('electron');
  expect(fetch).toHaveBeenCalledOnce();
  const failing = here({ find: () => missing, fetch: () => ({ state: 'missing', why: 'no network' }) });
  expect(chooseDesktop('electron', failing)).toEqual({ kind: 'browser', why: 'no network' });
});
