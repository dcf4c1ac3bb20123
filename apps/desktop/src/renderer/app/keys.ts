/**
 * Key combinations as commands name them: "Mod-Shift-f", "Alt-ArrowUp", "F2". Mod is Command on a Mac, else Control.
 */
interface Combination {
  readonly mod: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly key: string;
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

function parse(keys: string): Combination {
  const parts = keys.split('-');
  const key = parts.pop() ?? '';
  return { mod: parts.includes('Mod'), shift: parts.includes('Shift'), alt: parts.includes('Alt'), key };
}

export function matchesKeys(press: KeyPress, keys: string, isMac: boolean): boolean {
  const wanted = parse(keys);
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const otherMod = isMac ? press.ctrlKey : press.metaKey;
  if (mod !== wanted.mod || otherMod || press.altKey !== wanted.alt) return false;
  // Some layouts need Shift for `\`, `[` or `.`: there the character decides, not the modifier.
  const isSign = wanted.key.length === 1 && !/[a-z]/.test(wanted.key);
  if (!isSign && press.shiftKey !== wanted.shift) return false;
  return keyOf(press) === wanted.key.toLowerCase() || press.code === SIGN_CODES[wanted.key];
}

/** The place on the keyboard of signs that many layouts reach only with AltGr. */
const SIGN_CODES: Readonly<Record<string, string>> = {
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '\\': 'Backslash',
  '.': 'Period',
};

const keyOf = (press: KeyPress): string => press.key.toLowerCase();

const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };
const KEY_NAMES: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', Delete: 'Del' };

/** The keys as a person reads them, one text per key cap. */
export function keyCaps(keys: string, isMac: boolean): string[] {
  return keys.split('-').map((part, index, all) => {
    if (index < all.length - 1)
      return (isMac ? MAC_SIGNS[part] : undefined) ?? (part === 'Mod' ? 'Ctrl' : part);
    return KEY_NAMES[part] ?? part.toUpperCase();
  });
}

/** The same for `aria-keyshortcuts`. */
export const ariaKeys = (keys: string, isMac: boolean): string =>
  keys.replace('Mod', isMac ? 'Meta' : 'Control').replaceAll('-', '+');
