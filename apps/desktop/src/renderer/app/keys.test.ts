import { describe, expect, test } from 'vitest';
import { ariaKeys, keyCaps, matchesKeys } from './keys.ts';

const press = (key: string, held: Partial<KeyboardEvent> = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('matchesKeys', () => {
  test('Mod is Control, on a Mac Command, never both', () => {
    expect(matchesKeys(press('k', { ctrlKey: true }), 'Mod-k', false)).toBe(true);
    expect(matchesKeys(press('k', { metaKey: true }), 'Mod-k', false)).toBe(false);
    expect(matchesKeys(press('k', { metaKey: true }), 'Mod-k', true)).toBe(true);
    expect(matchesKeys(press('k', { ctrlKey: true, metaKey: true }), 'Mod-k', false)).toBe(false);
  });

  test('letters need exactly the modifiers that are named', () => {
    expect(matchesKeys(press('F', { ctrlKey: true, shiftKey: true }), 'Mod-Shift-f', false)).toBe(true);
    expect(matchesKeys(press('f', { ctrlKey: true }), 'Mod-Shift-f', false)).toBe(false);
    expect(matchesKeys(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod-z', false)).toBe(false);
    expect(matchesKeys(press('ArrowUp', { altKey: true }), 'Alt-ArrowUp', false)).toBe(true);
  });

  test('signs are found on layouts that write them in another way', () => {
    expect(matchesKeys(press('[', { ctrlKey: true, shiftKey: true }), 'Mod-[', false)).toBe(true);
    expect(matchesKeys(press('ü', { ctrlKey: true, code: 'BracketLeft' }), 'Mod-[', false)).toBe(true);
  });
});

test('keys are shown as the system writes them', () => {
  expect(keyCaps('Mod-Shift-f', false)).toEqual(['Ctrl', 'Shift', 'F']);
  expect(keyCaps('Mod-Shift-f', true)).toEqual(['⌘', '⇧', 'F']);
  expect(keyCaps('Alt-ArrowUp', false)).toEqual(['Alt', '↑']);
  expect(ariaKeys('Mod-Shift-f', false)).toBe('Control+Shift+f');
});
