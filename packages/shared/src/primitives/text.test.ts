import { expect, test } from 'vitest';
import { personName } from './text.ts';

test.for([
  ['Ada  Byron ', 'Ada Byron'],
  ['moc.knab \u202Etest\u202C', 'moc.knab test'],
  ['Ada\r\nBcc: everybody@example.org', 'Ada Bcc: everybody@example.org'],
  ['\u2066Mallory\u2069', 'Mallory'],
  ['عائشة بنت أحمد', 'عائشة بنت أحمد'],
  ['Zoë \u200Dفا', 'Zoë \u200Dفا'],
  ['\u202E', ''],
])('a name is read as it is written: %j', ([typed = '', read]) => {
  expect(personName(120).parse(typed)).toBe(read);
});

test.for(['a'.repeat(121), 'A\0da', 'A\uD800'])('what cannot be stored is refused', (typed) => {
  expect(personName(120).safeParse(typed).success).toBe(false);
});
