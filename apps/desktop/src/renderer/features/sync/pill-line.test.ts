import { expect, test } from 'vitest';
import { createTranslate } from '@educrowd/shared/messages/translate';
import { createFormats } from '../../app/formats.ts';
import { pillLine, type Pill } from './pill-line.ts';

const now = new Date(2026, 2, 12, 15, 0);
const words = { t: createTranslate('en-GB'), formats: createFormats('en-GB', () => now), now };
const at = new Date(2026, 2, 12, 14, 5).toISOString();

const lines: [Pill, string][] = [
  [{ state: 'notSaved', reason: 'disk full' }, 'Not saved: disk full'],
  [{ state: 'signIn', saved: 3 }, 'Sign in to sync · 3 saved here'],
  [{ state: 'role', saved: 3 }, 'No role at the school now · 3 saved here'],
  [{ state: 'update', saved: 3 }, 'Update to sync · 3 saved here'],
  [{ state: 'rebuilding', kept: 12 }, 'Rebuilding · your 12 changes are kept'],
  [{ state: 'offline', since: at, saved: 1204 }, 'Offline since 14:05 · 1,204 saved here'],
  [
    { state: 'notAnswering', nextTryAt: new Date(now.getTime() + 7400).toISOString() },
    'School not answering · next try in 8 s',
  ],
  [{ state: 'firstSync', rows: 1200, totalRows: 20000 }, 'First sync: 1,200 of 20,000'],
  [{ state: 'sending', sent: 2, total: 5 }, 'Sending 2 of 5'],
  [{ state: 'sendingFiles', sentBytes: 1_240_000, totalBytes: 8_000_000 }, 'Sending files: 1.2 of 8 MB'],
  [{ state: 'waiting', waiting: 2 }, '2 waiting'],
  [{ state: 'checking' }, 'Checking…'],
  [{ state: 'synced', at }, 'Synced 14:05'],
  [{ state: 'local', saved: 0 }, 'On this computer'],
  [{ state: 'local', saved: 4 }, 'On this computer · 4 saved'],
];

test.each(lines)('%o', (pill, line) => {
  expect(pillLine(pill, words)).toBe(line);
});

test('a time that has come counts no further', () => {
  expect(pillLine({ state: 'notAnswering', nextTryAt: at }, words)).toBe(
    'School not answering · next try in 0 s',
  );
});
