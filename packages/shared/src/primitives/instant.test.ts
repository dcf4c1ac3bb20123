import { expect, it } from 'vitest';
import { instantSchema } from './instant.ts';

it('takes moments that somebody may mean, whose order as text is their order in time', () => {
  const isTaken = (text: string): boolean => instantSchema.safeParse(text).success;
  for (const text of ['1970-01-01T00:00:00.000Z', '2026-11-28T18:30:00.125Z', '9998-12-31T23:59:59.999Z'])
    expect(isTaken(text), text).toBe(true);
  for (const text of [
    '1969-12-31T23:59:59.999Z',
    '0020-12-24T18:30:00.000Z',
    '9999-01-01T00:00:00.000Z',
    '+010000-01-01T00:00:00.000Z',
    '-000043-03-15T12:00:00.000Z',
    '2026-11-28T18:30:00Z',
    '2026-11-28T18:30:00.125+00:00',
    '2026-02-30T18:30:00.125Z',
    '2026-11-28',
    '',
  ])
    expect(isTaken(text), text).toBe(false);
});
