/**
 * The form in which texts are searched. A text and what is sought in it are brought into this form alike, so that
 * neither accents and letter case nor the way in which signs are encoded matter. Migrations name it: whoever changes
 * it has to fill the index anew.
 */

/** Vowel points of Hebrew and Arabic, and the accents of Latin, Greek and Cyrillic. Others' marks are their vowels. */
const ACCENTS =
  /[\u0300-\u036F]|[\u1AB0-\u1AFF]|[\u1DC0-\u1DFF]|[\p{Mn}&&[\p{Script=Hebrew}\p{scx=Arab}\p{scx=Syrc}]]|\u0640/gv;

/** Letters that are written with a stroke or as one, which Unicode does not take apart. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  ς: 'σ',
};
const UNDIVIDED = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

/** A sign of writing without spaces between words, with its marks. */
const SIGN =
  /[[\p{L}\p{N}]&&[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]]\p{M}*/gv;

/** Such a sign, or a word of other writing. */
const WORD = new RegExp(
  `${SIGN.source}|(?:(?!${SIGN.source})[\\p{L}\\p{N}\\p{Co}])(?:(?!${SIGN.source})[\\p{L}\\p{M}\\p{N}\\p{Co}])*`,
  'gv',
);

const isPlain = (text: string): boolean => /^[\0-\x7F]*$/.test(text);

/** In it, every sign of writing without spaces is a word of its own. */
export function searchForm(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replaceAll(ACCENTS, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(UNDIVIDED, (letter) => LETTERS[letter] ?? letter)
    .replaceAll(SIGN, ' $& ');
}

/** The words of a text as it is written, each with where it begins. */
export const wordsWithin = (text: string): IterableIterator<RegExpExecArray> => text.matchAll(WORD);
