import { expect, test } from 'vitest';
import { createFormats } from './formats.ts';

const now = new Date(2026, 2, 12, 15, 0);
const formats = createFormats('en-GB', () => now);

test('a moment is as short as it can be without being ambiguous', () => {
  expect(formats.moment(new Date(2026, 2, 12, 14, 5))).toBe('14:05');
  expect(formats.moment(new Date(2026, 2, 10, 14, 5))).toBe('Tue 14:05');
  expect(formats.moment(new Date(2026, 2, 3, 14, 5))).toBe('3 March 2026');
  expect(formats.moment(new Date(2026, 2, 5, 14, 5))).toBe('5 March 2026');
});

test('sizes are megabytes with one decimal at most', () => {
  expect(formats.megabytes(1_250_000)).toBe('1.3');
  expect(formats.megabytes(12_000_000)).toBe('12');
});

test('a language that is none is shown as it is', () => {
  expect(formats.languageName('de')).toBe('German');
  expect(formats.languageName('not a code')).toBe('not a code');
});
