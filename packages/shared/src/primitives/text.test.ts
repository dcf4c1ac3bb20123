import fc from 'fast-check';
import { expect, test } from 'vitest';
import { personName, shortened } from './text.ts';

test.for([
  ['Ada  Byron ', 'Ada Byron'],
  ['moc.knab \u202Etest\u202C', 'moc.knab test'],
  ['Ada\r\nBcc: everybody@example.org', 'Ada Bcc: everybody@example.org'],
  ['\u2066Mallory\u2069', 'Mallory'],
  ['عائشة بنت أحمد', 'عائشة بنت أحمد'],
  ['Zoë \u200Dفا', 'Zoë فا'],
  ['A\u202Ed\u200Ba\u2060 \u00ADB\uFEFFy\u061Cr\u200Fo\u200Cn', 'Ada Byron'],
  ['\u3164\u115F\u1160\uFFA0\u2800', ''],
  ['\u202E', ''],
  ['سینه\u200Cزن', 'سینه\u200Cزن'],
  ['ශ්\u200Dරී', 'ශ්\u200Dරී'],
  ['Ada 👩\u200D🚀', 'Ada 👩\u200D🚀'],
  ['葛\u{E0100}城', '葛\u{E0100}城'],
  ['Ada\u{E0041}\uFE0F', 'Ada'],
])('a name is read as it is written: %j', ([typed = '', read]) => {
  expect(personName(120).parse(typed)).toBe(read);
});

test.for(['—', '...', '\u0301', '🚀'])('a name of signs alone is refused: %j', (typed) => {
  expect(personName(120).safeParse(typed).success).toBe(false);
});

test.for(['a'.repeat(121), 'A\0da', 'A\uD800'])('what cannot be stored is refused', (typed) => {
  expect(personName(120).safeParse(typed).success).toBe(false);
});

test('what is cut short fits, is whole, and begins as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, maxLength) => {
      const cut = shortened(text, maxLength);
      expect(cut.length).toBeLessThanOrEqual(maxLength);
      expect(cut.isWellFormed()).toBe(true);
      expect(cut === text || (cut.endsWith('…') && text.startsWith(cut.slice(0, -1)))).toBe(true);
    }),
  );
  expect(shortened('👩\u200D🚀👩\u200D🚀', 9)).toBe('👩\u200D🚀…');
});
