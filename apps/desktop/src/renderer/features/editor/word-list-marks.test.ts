import { expect, test } from 'vitest';
import { readListLook, readListPlace } from './word-list-marks.ts';

test('a paragraph of a list is known by its style', () => {
  expect(readListPlace('margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1')).toEqual({
    list: 'l0 lfo1',
    level: 1,
  });
  expect(readListPlace('mso-list:\n  l12 level3 lfo4;tab-stops:list 72.0pt')).toEqual({
    list: 'l12 lfo4',
    level: 3,
  });
  for (const style of ['', 'mso-list:Ignore', 'mso-list:none', 'margin-left:36.0pt'])
    expect(readListPlace(style)).toBeNull();
});

test.each([
  ['·\u00a0\u00a0 ', 'ul', null, 1],
  ['o\u00a0\u00a0', 'ul', null, 1],
  ['§', 'ul', null, 1],
  ['-', 'ul', null, 1],
  ['1.\u00a0\u00a0\u00a0', 'ol', null, 1],
  ['7)', 'ol', null, 7],
  ['2.3.', 'ol', null, 3],
  ['a.', 'ol', 'a', 1],
  ['(c)', 'ol', 'a', 3],
  ['AB.', 'ol', 'A', 28],
  ['i.', 'ol', 'i', 1],
  ['XIV.', 'ol', 'I', 14],
])('the mark %j', (mark, ...look) => {
  const { tag, type, start } = readListLook(mark);
  expect([tag, type, start]).toEqual(look);
});
