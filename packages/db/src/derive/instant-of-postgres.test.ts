import { expect, it } from 'vitest';
import { instantOfPostgres } from './instant-of-postgres.ts';

it('reads every moment that PostgreSQL writes, whatever the year', () => {
  const written: [string, string][] = [
    ['2026-11-28 18:30:00+00', '2026-11-28T18:30:00.000Z'],
    ['2026-11-28 18:30:00.125+05:30', '2026-11-28T13:00:00.125Z'],
    ['2026-11-28 18:30:00.123999-03:30', '2026-11-28T22:00:00.123Z'],
    ['0020-12-24 18:30:00+00', '0020-12-24T18:30:00.000Z'],
    ['0002-12-24 18:30:00.5+00', '0002-12-24T18:30:00.500Z'],
    ['1890-01-01 00:53:28+00:53:28', '1890-01-01T00:00:00.000Z'],
    ['10000-01-01 00:00:00+00', '+010000-01-01T00:00:00.000Z'],
    ['0044-03-15 12:00:00+00 BC', '-000043-03-15T12:00:00.000Z'],
    ['0001-12-31 23:59:59+00 BC', '0000-12-31T23:59:59.000Z'],
    ['infinity', '+275760-09-13T00:00:00.000Z'],
    ['-infinity', '-271821-04-20T00:00:00.000Z'],
    ['294276-12-31 23:59:59+00', '+275760-09-13T00:00:00.000Z'],
  ];
  for (const [text, instant] of written) expect(instantOfPostgres(text).toISOString()).toBe(instant);
});

it('reads plain dates as the beginning of their day, and times without a zone as UTC', () => {
  expect(instantOfPostgres('2026-11-28').toISOString()).toBe('2026-11-28T00:00:00.000Z');
  expect(instantOfPostgres('0044-03-15 BC').toISOString()).toBe('-000043-03-15T00:00:00.000Z');
  expect(instantOfPostgres('2026-11-28 18:30:00.5').toISOString()).toBe('2026-11-28T18:30:00.500Z');
});

it('takes nothing else', () => {
  for (const text of ['', 'yesterday', '2026-11-28T18:30:00Z', '28.11.2026'])
    expect(() => instantOfPostgres(text)).toThrow('a moment of PostgreSQL');
});
