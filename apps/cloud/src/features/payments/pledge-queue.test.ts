import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPledgeQueue } from './pledge-queue.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const seats = { key: 'seats', signal: new AbortController().signal };
const books = { ...seats, key: 'books' };

/** Work that lasts until it is let go, and a list of what has begun. */
function heldWork() {
  const begun: string[] = [];
  const letGo: (() => void)[] = [];
  const work = (name: string) => () =>
    new Promise<string>((resolve) => {
      begun.push(name);
      letGo.push(() => resolve(name));
    });
  return { begun, letGo, work };
}

test('few at a time for the same campaign, in the order in which they came, and no others wait for them', async () => {
  const queue = createPledgeQueue();
  const { begun, letGo, work } = heldWork();
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const answers = names.map((name) => queue.inTurn(seats, work(name)));
  const elsewhere = queue.inTurn(books, work('elsewhere'));
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'elsewhere']);
  letGo[1]?.();
  await answers[1];
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'elsewhere', 'e']);
  for (const name of ['a', 'c', 'd', 'elsewhere', 'e', 'f']) {
    letGo[begun.indexOf(name)]?.();
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(await Promise.all([...answers, elsewhere])).toEqual([...names, 'elsewhere']);
});

test('nobody waits for too long, also while those in front never end: nothing is begun for them', async () => {
  const queue = createPledgeQueue();
  const { begun, letGo, work } = heldWork();
  const served = ['a', 'b', 'c', 'd'].map((name) => queue.inTurn(seats, work(name)));
  const late = queue.inTurn(seats, work('late')).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(20_001);
  expect(await late).toMatchObject({ code: 'UNAVAILABLE', waitMs: 5_000 });
  // Those who come after it still wait for those in front, and have their turn.
  const next = queue.inTurn(seats, work('next'));
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  for (const go of letGo) go();
  await Promise.all(served);
  await vi.advanceTimersByTimeAsync(1);
  letGo.at(-1)?.();
  expect(await next).toBe('next');
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'next']);
});

test('nothing is begun for whoever has gone, before or while they waited', async () => {
  const queue = createPledgeQueue();
  const { begun, letGo, work } = heldWork();
  const served = ['a', 'b', 'c', 'd'].map((name) => queue.inTurn(seats, work(name)));
  const visitor = new AbortController();
  const goes = queue.inTurn({ ...seats, signal: visitor.signal }, work('goes')).catch(() => 'gone');
  await vi.advanceTimersByTimeAsync(1);
  visitor.abort();
  expect(await goes).toBe('gone');
  expect(await queue.inTurn({ ...seats, signal: visitor.signal }, work('went')).catch(() => 'gone')).toBe(
    'gone',
  );
  for (const go of letGo) go();
  await Promise.all(served);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
});

test('where very many wait, the next is told at once to come again', async () => {
  const queue = createPledgeQueue();
  const waiting = Array.from({ length: 1_100 }, () =>
    queue.inTurn(seats, () => new Promise<never>(() => undefined)).catch(() => 'busy'),
  );
  const told = await Promise.race([Promise.all(waiting.slice(-50)), vi.advanceTimersByTimeAsync(1)]);
  expect(told).toEqual(Array(50).fill('busy'));
});

test('work that fails makes room for the next', async () => {
  const queue = createPledgeQueue();
  const failing = Array.from({ length: 5 }, () =>
    queue.inTurn(seats, () => Promise.reject(new Error('sold out'))).catch(() => 'failed'),
  );
  expect(await Promise.all(failing)).toEqual(Array(5).fill('failed'));
  expect(await queue.inTurn(seats, () => Promise.resolve('served'))).toBe('served');
});
