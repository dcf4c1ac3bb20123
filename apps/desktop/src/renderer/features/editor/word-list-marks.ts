/** How Word writes lists for other programs: paragraphs with a style of its own, each with its number or bullet as text. */

export interface WordListPlace {
  /** Tells lists apart that follow one another. */
  readonly list: string;
  /** From 1. */
  readonly level: number;
}

export interface WordListLook {
  readonly tag: 'ul' | 'ol';
  /** As HTML names kinds of numbers; null: digits. */
  readonly type: 'a' | 'A' | 'i' | 'I' | null;
  readonly start: number;
}

/** From the style of a paragraph, e.g. "text-indent:-18.0pt;mso-list:l0 level1 lfo1"; null: it is in no list. */
export function readListPlace(style: string): WordListPlace | null {
  const [, list, level, override = ''] = /mso-list:\s*(l\d+)\s+level(\d+)(?:\s+(lfo\d+))?/i.exec(style) ?? [];
  return list === undefined ? null : { list: `${list} ${override}`, level: Number(level) };
}

const BULLETS: WordListLook = { tag: 'ul', type: null, start: 1 };

/** From the number or bullet before the first item, e.g. "·", "3." or "(b)". */
export function readListLook(mark: string): WordListLook {
  const text = mark.replaceAll(/\s/g, '');
  const digits = /^\(?(?:\d+\.)*(\d+)[.)]?$/.exec(text)?.[1];
  if (digits !== undefined) return { tag: 'ol', type: null, start: Number(digits) };
  // A lone letter is a bullet: Word draws the second level's with an "o".
  const letters = /^\(?([a-z]+)[.)]$/i.exec(text)?.[1];
  if (letters === undefined) return BULLETS;
  const isUpper = letters === letters.toUpperCase();
  const lower = letters.toLowerCase();
  if (lower === 'i' || (lower.length > 1 && /^[ivxlcdm]+$/.test(lower)))
    return { tag: 'ol', type: isUpper ? 'I' : 'i', start: romanValue(lower) };
  return { tag: 'ol', type: isUpper ? 'A' : 'a', start: letterValue(lower) };
}

/** a … z, then aa. */
const letterValue = (letters: string): number =>
  letters.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0);

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };

function romanValue(letters: string): number {
  const values = letters.split('').map((letter) => ROMAN[letter] ?? 0);
  // A smaller sign before a larger one is taken away.
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}
