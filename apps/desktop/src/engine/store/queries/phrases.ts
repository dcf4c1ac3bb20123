/** What is sought, and where it stands in a text. */
import { searchForm, wordsWithin } from '@educrowd/db/sqlite/search-form';
import { END, FOUND } from './snippet.ts';

/**
 * Words of the search form that must follow each other, the last one at least by its beginning. A word that somebody
 * typed is one, or as many as it has signs of writing without spaces.
 */
export type Phrase = readonly string[];

/** What more words say is not worth the time that seeking them in long texts takes. */
const MOST = 12;

/** The words of a query, without those that others say already. */
export function phrasesOf(query: string): Phrase[] {
  const words = [...new Set(wordsOf(query).map((word) => searchForm(word).trim()))];
  return words
    .filter((word) => !words.some((other) => other !== word && other.startsWith(word)))
    .map(wordsOf)
    .filter((parts) => parts.length > 0)
    .slice(0, MOST);
}

/** Marks that stand alone are none. */
const wordsOf = (text: string): string[] =>
  text.split(/[^\p{L}\p{M}\p{N}\p{Co}]+/u).filter((word) => /[^\p{M}]/u.test(word));

/** Writes a text so that whatever was sought stands between `FOUND` and `END`. */
export function createMarker(phrases: readonly Phrase[]): (text: string) => string {
  // Long texts are made of few words.
  const known = new Map<string, string>();
  const formOf = (word: string): string => {
    const form = known.get(word) ?? searchForm(word).trim();
    known.set(word, form);
    return form;
  };

  return (text) => {
    const words = [...wordsWithin(text)];
    const forms = words.map(([word]) => formOf(word));
    const parts: string[] = [];
    let done = 0;
    for (let at = 0; at < words.length; at += 1) {
      const length = lengthAt(forms, at, phrases);
      const [first, last] = [words[at], words[at + length - 1]];
      if (length === 0 || !first || !last) continue;
      const end = last.index + last[0].length;
      parts.push(text.slice(done, first.index), FOUND, text.slice(first.index, end), END);
      done = end;
      at += length - 1;
    }
    return `${parts.join('')}${text.slice(done)}`;
  };
}

/** How many words from here on belong to the longest phrase that stands here; 0 where none does. */
function lengthAt(forms: readonly string[], at: number, phrases: readonly Phrase[]): number {
  let longest = 0;
  for (const phrase of phrases)
    if (phrase.length > longest && standsAt(forms, at, phrase)) longest = phrase.length;
  return longest;
}

function standsAt(forms: readonly string[], at: number, phrase: Phrase): boolean {
  const last = phrase.length - 1;
  for (let index = 0; index < last; index += 1) if (forms[at + index] !== phrase[index]) return false;
  return forms[at + last]?.startsWith(phrase[last] ?? '') ?? false;
}
