import { expect, test } from 'vitest';
import * as z from 'zod';
import { readForm, safePath } from './read-form.ts';

test.each([
  ['/courses', '/courses'],
  ['/device?user_code=ABCD', '/device?user_code=ABCD'],
  ['/a/../b', '/b'],
])('%s leads to %s', (wanted, path) => {
  expect(safePath(wanted)).toBe(path);
});

test.each([
  undefined,
  '',
  'courses',
  'https://evil.example.org/',
  '//evil.example.org',
  '/\\evil.example.org',
  '/a\\b',
  '/\t/evil.example.org',
  'javascript:alert(1)',
  '/a b',
  '/.//evil.example.org',
  '/..//evil.example.org/x',
  '/a/..//evil.example.org',
  '/%2e//evil.example.org',
  `/${'a'.repeat(1001)}`,
])('%j leads to the start page', (wanted) => {
  expect(safePath(wanted)).toBe('/');
});

test('each wrong field gets its own words, once', () => {
  const schema = z.object({ name: z.string().min(1), code: z.string().min(3).regex(/^\d+$/) });
  expect(
    readForm({ name: '', code: 'x' }, schema, { name: 'Enter a name.', code: 'Enter three digits.' }),
  ).toEqual({
    ok: false,
    errors: { name: 'Enter a name.', code: 'Enter three digits.' },
  });
  expect(readForm({ name: 'Ada', code: '123' }, schema, {})).toEqual({
    ok: true,
    values: { name: 'Ada', code: '123' },
  });
});
