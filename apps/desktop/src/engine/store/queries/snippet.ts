/** The piece of a text that tells most about why it was found. */
import type { SearchHit } from '../../../ipc/search.ts';

/** Marks around found words; no text that people write has them. */
export const FOUND = '\u0002';
export const END = '\u0003';

const foundWord = new RegExp(`${FOUND}([^${END}]*)${END}`, 'g');

/** Length of a piece, in UTF-16 units. */
const LENGTH = 160;
/** How much of it may stand before the first word that was found. */
const BEFORE = 40;

/** @param text in which each found word stands between `FOUND` and `END` */
export function snippetOf(text: string): SearchHit['snippet'] {
  const first = bestStart(text);
  const start = wordAfter(text, Math.max(0, first - BEFORE), first);
  const most = Math.min(text.length, start + LENGTH);
  const end = most === text.length ? most : wordAfter(text, most, wholeSign(text, most));
  return partsOf(`${start > 0 ? '…' : ''}${text.slice(start, end).trimEnd()}${end < text.length ? '…' : ''}`);
}

/** Where the found word stands after which the most different ones follow within one piece. */
function bestStart(text: string): number {
  const words = [...text.matchAll(foundWord)].map((match) => ({
    at: match.index,
    word: (match[1] ?? '').toLowerCase(),
  }));
  const within = new Map<string, number>();
  let best = { at: words[0]?.at ?? 0, different: 0 };
  let next = 0;
  for (const { at, word } of words) {
    for (let found = words[next]; found && found.at < at + LENGTH - BEFORE; found = words[++next])
      within.set(found.word, (within.get(found.word) ?? 0) + 1);
    if (within.size > best.different) best = { at, different: within.size };
    const left = (within.get(word) ?? 0) - 1;
    if (left > 0) within.set(word, left);
    else within.delete(word);
  }
  return best.at;
}

/** The first place from `from` on at which a word begins; `otherwise` where none does nearby, as in Chinese. */
function wordAfter(text: string, from: number, otherwise: number): number {
  if (from === 0) return 0;
  const match = /\s+/.exec(text.slice(from, from + BEFORE));
  return match ? from + match.index + match[0].length : otherwise;
}

/** Not between the two halves of one sign. */
const wholeSign = (text: string, at: number): number =>
  /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') ? at - 1 : at;

/** A word that the piece cuts into is shown as far as it goes. */
const partsOf = (piece: string): SearchHit['snippet'] =>
  piece
    .split(FOUND)
    .flatMap((part, index) => {
      const [word = '', rest = ''] = index === 0 ? ['', part] : part.split(END);
      return [
        { text: word, found: true },
        { text: rest, found: false },
      ];
    })
    .filter((part) => part.text !== '');
