import { expect, test } from 'vitest';
import { toHref } from './link-address.ts';

test.each([
  ['https://example.org/a?b#c', 'https://example.org/a?b#c'],
  ['example.org', 'https://example.org'],
  [' example.org/path ', 'https://example.org/path'],
  ['example.org:8080/x', 'https://example.org:8080/x'],
  ['anna@example.org', 'mailto:anna@example.org'],
  ['mailto:anna@example.org', 'mailto:anna@example.org'],
  ['#summary', '#summary'],
])('%s becomes %s', (typed, href) => {
  expect(toHref(typed)).toBe(href);
});

test.each(['', 'hello', 'javascript:alert(1)', 'data:text/html,x', 'two words.org', 'file:///etc/passwd'])(
  '%s is no address',
  (typed) => {
    expect(toHref(typed)).toBeNull();
  },
);
