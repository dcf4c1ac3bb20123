import { DrizzleQueryError } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

test('secrets are not written down, wherever they appear', () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  logger.info(
    {
      password: 'p1',
      headers: { authorization: 'p2', cookie: 'p3' },
      deep: { er: { token: 'p4' } },
      name: 'Ada',
    },
    'something',
  );
  logger.debug('not at this level');
  expect(lines).toHaveLength(1);
  const entry = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
  expect(entry).toMatchObject({ level: 'info', msg: 'something', name: 'Ada', password: '[secret]' });
  expect(lines[0]).not.toMatch(/p[1-4]/);
});

test('a query that failed is written down without its values', () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  const cause = Object.assign(new Error('new row violates a check'), {
    detail: 'Failing row contains (p1).',
  });
  logger.error(
    { err: new DrizzleQueryError('insert into mail values ($1)', ['p1'], cause) },
    'request failed',
  );
  expect(lines[0]).toContain('insert into mail values ($1)');
  expect(lines[0]).toContain('new row violates a check');
  expect(lines[0]).toContain('logger.test.ts');
  expect(lines[0]).not.toContain('p1');
});
