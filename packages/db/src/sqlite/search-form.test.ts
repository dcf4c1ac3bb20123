import { expect, test } from 'vitest';
import { searchForm, wordsWithin } from './search-form.ts';

const wordsOf = (text: string): string[] => searchForm(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

test.each([
  ['Crème Brûlée', 'creme brulee'],
  ['αθήνα ΣΊΣΥΦΟΣ', 'ΑΘΗΝΑ σισυφος'],
  ['Ёлка', 'елка'],
  ['שָׁלוֹם', 'שלום'],
  ['مُحَمَّد', 'محمد'],
  ['İstanbul Straße Łódź øre œuvre', 'istanbul strasse lodz ore oeuvre'],
  ['ﾃﾞｰﾀ ＡＢＣ x² ﬁn', 'データ abc x2 fin'],
  ['데이터 ガイド café'.normalize('NFD'), '데이터 ガイド café'],
])('%s is sought as %s', (text, sought) => {
  expect(searchForm(text)).toBe(searchForm(sought));
});

test('marks that are vowels or change the sign stay', () => {
  expect(searchForm('की')).not.toBe(searchForm('का'));
  expect(searchForm('が')).not.toBe(searchForm('か'));
  expect(searchForm('ที่')).not.toBe(searchForm('ที'));
});

test('a sign of writing without spaces is a word, and parts words of other writing', () => {
  expect(wordsOf('使用Python编程。第3章')).toEqual(['使', '用', 'python', '编', '程', '第', '3', '章']);
  expect(wordsOf('ภาษาที่SQL')).toEqual(['ภ', 'า', 'ษ', 'า', 'ที่', 'sql']);
});

test('words of a text are found where they stand, as it is written', () => {
  const text = 'L’été: 学习SQL, が'.normalize('NFD');
  const words = [...wordsWithin(text)];
  expect(words.map(([word]) => word.normalize('NFC'))).toEqual(['L', 'été', '学', '习', 'SQL', 'が']);
  for (const { 0: word, index } of words) expect(text.slice(index, index + word.length)).toBe(word);
});
