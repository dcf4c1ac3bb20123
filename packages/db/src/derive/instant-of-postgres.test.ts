import { expect, it } from 'vitest';
import { instantOfPostgres } from './instant-of-postgres.ts';

it('reads every moment that PostgreSQL writes, whatever the year', () => {
  const written: [string, string][] = [
    ['2026-11-28 18:30:00+00', '2026-11-28T18:30:00.000Z'],
    ['2026-11-28 18:30:00.125+05:30', '2026-11-28T13:00:00.125Z'],
    ['0020-12-24 18:30:00+00', '0020-12-24T18:30:00.000Z'],
    ['0002-12-24 18:30:00.5+00', '0002-12-24T18:30:00.500Z'],
  ];
  for (const [text, instant] of written) expect(instantOfPostgres(text).toISOString()).toBe(instant);
});
