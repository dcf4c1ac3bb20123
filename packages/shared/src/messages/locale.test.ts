import { expect, test } from 'vitest';
import { validLocale } from './locale.ts';

test('takes the first tag that is one, and English where none is', () => {
  expect(validLocale('de-AT', 'en')).toBe('de-AT');
  expect(validLocale('en-US@posix', 'fr')).toBe('fr');
  expect(validLocale('C', '', undefined, '*', 'x'.repeat(500))).toBe('en');
  expect(validLocale()).toBe('en');
});
