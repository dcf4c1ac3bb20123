import { describe, expect, it } from 'vitest';
import { createMarker, phrasesOf } from './phrases.ts';
import { END, FOUND } from './snippet.ts';

/** With "[" and "]" around what was found. */
const mark = (query: string, text: string): string =>
  createMarker(phrasesOf(query))(text).replaceAll(FOUND, '[').replaceAll(END, ']');

describe('what is sought', () => {
  it('is each word, by the words that its signs are', () => {
    expect(phrasesOf('Crème, 学习SQL')).toEqual([['creme'], ['学', '习', 'sql']]);
    expect(phrasesOf('* " \u0301 ـ')).toEqual([]);
  });

  it('is said once, and no more of it is sought than tells texts apart', () => {
    expect(phrasesOf('Oak acorn oak OÁK a ac')).toEqual([['oak'], ['acorn']]);
    expect(phrasesOf('学 学习')).toEqual([['学', '习']]);
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(97 + index));
    expect(phrasesOf(letters.join(' '))).toEqual(letters.slice(0, 12).map((letter) => [letter]));
  });

  it('is marked as it is written, and only where all of it stands', () => {
    expect(mark('creme', 'Crèmes, cream')).toBe('[Crèmes], cream');
    expect(mark('学习', '学数据学习SQL')).toBe('学数据[学习]SQL');
    expect(mark('习sq', '学习SQL，学习')).toBe('学[习SQL]，学习');
    expect(mark('ab b', 'abc b c')).toBe('[abc] [b] c');
  });
});
