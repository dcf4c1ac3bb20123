import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { createDatabase } from './database.ts';
import { createRateLimiter, limitRate } from './rate-limiter.ts';

const database = await createTestDatabase();
const identity = createDatabase(database.urls.identityUrl, { maxConnections: 5, name: 'test' });
let now = new Date('2026-03-01T10:00:00.000Z');
const limiter = createRateLimiter(identity, () => now);
const limit = { max: 3, windowMs: 60_000 };
afterAll(async () => {
  await identity.close();
  await database.drop();
});

test('so many attempts in a window, then none until it is over', async () => {
  for (let attempt = 0; attempt < 3; attempt++) expect(await limiter.consume('a', limit)).toBeNull();
  now = new Date('2026-03-01T10:00:20.000Z');
  expect(await limiter.consume('a', limit)).toBe(40_000);
  expect(await limiter.consume('b', limit)).toBeNull();
  now = new Date('2026-03-01T10:01:00.000Z');
  expect(await limiter.consume('a', limit)).toBeNull();
});

test('attempts at the same moment are all counted', async () => {
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => limiter.consume('together', limit)));
  expect(outcomes.filter((wait) => wait === null)).toHaveLength(3);
});

test('forgetting starts anew', async () => {
  for (let attempt = 0; attempt < 3; attempt++) await limiter.consume('c', limit);
  expect(await limiter.consume('c', limit)).toBe(60_000);
  await limiter.forget('c');
  expect(await limiter.consume('c', limit)).toBeNull();
});

test('an attempt that is given back leaves room for another one, and none that was never counted does', async () => {
  for (let attempt = 0; attempt < 3; attempt++) await limiter.consume('d', limit);
  await limiter.giveBack('d');
  expect(await limiter.consume('d', limit)).toBeNull();
  for (let attempt = 0; attempt < 5; attempt++) await limiter.giveBack('d');
  for (let attempt = 0; attempt < 3; attempt++) expect(await limiter.consume('d', limit)).toBeNull();
  expect(await limiter.consume('d', limit)).not.toBeNull();
});

test('the refusal says when to try again', async () => {
  await expect(limitRate(limiter, 'together', limit)).rejects.toThrow(
    'Too many attempts. Try again in 1 minute.',
  );
});

test('sweeping keeps what still counts', async () => {
  await limiter.consume('fresh', limit);
  await database.admin`insert into identity.rate_limit values ('old', 9, '2026-03-01T09:00:00Z')`;
  await limiter.sweep();
  const keys = await database.admin`select key from identity.rate_limit where key in ('old', 'fresh')`;
  expect(keys).toEqual([{ key: 'fresh' }]);
});
