import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { END, FOUND, snippetOf } from './snippet.ts';

/** With "[" and "]" around what was found. */
const cut = (text: string): string =>
  snippetOf(text.replaceAll('[', FOUND).replaceAll(']', END))
    .map((part) => (part.found ? `[${part.text}]` : part.text))
    .join('');

describe('a snippet', () => {
  it('is the whole of a short text', () => {
    expect(cut('An [acorn] falls.')).toBe('An [acorn] falls.');
    expect(cut('Nothing was found here.')).toBe('Nothing was found here.');
  });

  it('begins a little before the words and ends with a whole one', () => {
    const text = `${'before '.repeat(50)}[acorn] ${'after '.repeat(50)}`;
    expect(cut(text)).toMatch(/^…(before ){1,6}\[acorn\]( after){10,30}…$/);
  });

  it('is taken where the most different words stand together', () => {
    const far = 'and so on '.repeat(60);
    expect(cut(`[oak] [oak] ${far} the [oak] and its [acorn] ${far}`)).toContain('the [oak] and its [acorn]');
  });

  it('is cut short also where no blanks are', () => {
    expect(cut(`${'木'.repeat(500)}[橡]${'🌊'.repeat(500)}`)).toMatch(/^…\[橡\]🌊+…$/u);
  });

  it('is a whole piece of the text, however many words were found', () => {
    const part = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(' ', '\n', '[a]', '[bee]', 'and '),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 200 }), (parts) => {
        const text = parts
          .map((each) => (/^\[\w+\]$/.test(each) ? each : each.replaceAll(/[[\]]/g, '')))
          .join('');
        const shown = cut(text);
        expect(shown.isWellFormed()).toBe(true);
        const words = (marked: string): string => marked.replaceAll(/[[\]]/g, '');
        expect(words(text)).toContain(words(shown.replace(/^…/, '').replace(/…$/, '')));
      }),
    );
    expect(cut('[a] '.repeat(60_000)).length).toBeLessThan(300);
  });
});
