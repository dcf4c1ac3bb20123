import { expect, test } from 'vitest';
import { directionOf, validLocale } from './locale.ts';

test('knows which languages are written from right to left', () => {
  for (const tag of ['ar', 'he', 'fa-IR', 'ur', 'yi', 'dv', 'ckb', 'az-Arab', 'ar-EG'])
    expect([tag, directionOf(tag)]).toEqual([tag, 'rtl']);
  for (const tag of ['en', 'de-AT', 'ja', 'az', 'ar-Latn', '', 'not a tag'])
    expect([tag, directionOf(tag)]).toEqual([tag, 'ltr']);
});

test('takes the first tag that is one, and English where none is', () => {
  expect(validLocale('de-AT', 'en')).toBe('de-AT');
  expect(validLocale('en-US@posix', 'fr')).toBe('fr');
  expect(validLocale('C', '', undefined, '*', 'x'.repeat(500))).toBe('en');
  expect(validLocale()).toBe('en');
});
