import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { markedAsText } from './marked-as-text.ts';

test.each([
  ['=1+1', "'=1+1"],
  ['-5 % for everyone', "'-5 % for everyone"],
  ['＝1+1', "'＝1+1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠SUM(A1)', "'＠SUM(A1)"],
  [' =1', "' =1"],
  ['\t=1', "'\t'=1"],
  ['\rnew', "'\rnew"],
  ['Roof;=1+cmd|calc', "Roof;'=1+cmd|calc"],
  ['Roof; @SUM(A1)', "Roof;' @SUM(A1)"],
  ['Roof,"=1"', `Roof,'"'=1"`],
])('%j becomes %j', (title, marked) => {
  expect(markedAsText(title)).toBe(marked);
});

test.each([
  'A roof',
  '1 + 1 = 2',
  'Fund - our school',
  'a@example.org',
  'Roof; walls, too',
  'Re-use "it"',
  '',
])('%j stays as it is', (title) => {
  expect(markedAsText(title)).toBe(title);
});

test('wherever a title is cut into cells, none of them begins as a formula', () => {
  const titles = fc.stringMatching(/^[a=+\-@＝＋－＠;,\t\r\n" ]{0,12}$/);
  fc.assert(
    fc.property(titles, fc.constantFrom(/;/, /,/, /\t/, /[;,\t\r\n]/), (title, separator) => {
      for (const cell of markedAsText(title).split(separator))
        expect(cell).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]/);
    }),
  );
});
