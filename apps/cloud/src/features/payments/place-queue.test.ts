import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPlaceQueue } from './place-queue.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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

test('few at a time for the same places, in the order in which they came, and no others wait for them', async () => {
  const queue = createPlaceQueue();
  const { begun, letGo, work } = heldWork();
  const answers = ['a', 'b', 'c', 'd'].map((name) => queue.inTurn('seats', work(name)));
  const elsewhere = queue.inTurn('books', work('elsewhere'));
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual(['a', 'b', 'elsewhere']);
  letGo[0]?.();
  await answers[0];
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual(['a', 'b', 'elsewhere', 'c']);
  for (const name of ['b', 'elsewhere', 'c', 'd']) {
    letGo[begun.indexOf(name)]?.();
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(await Promise.all([...answers, elsewhere])).toEqual(['a', 'b', 'c', 'd', 'elsewhere']);
});

test('whoever has waited for too long is told to come again, and nothing was begun for them', async () => {
  const queue = createPlaceQueue();
  const { begun, letGo, work } = heldWork();
  const served = [queue.inTurn('seats', work('a')), queue.inTurn('seats', work('b'))];
  const late = queue.inTurn('seats', work('late')).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(20_001);
  for (const go of letGo) go();
  await Promise.all(served);
  expect(await late).toMatchObject({ code: 'UNAVAILABLE', waitMs: 5_000 });
  expect(begun).toEqual(['a', 'b']);
  // Those after them find it free.
  const next = queue.inTurn('seats', work('next'));
  await vi.advanceTimersByTimeAsync(1);
  letGo.at(-1)?.();
  expect(await next).toBe('next');
});

test('work that fails makes room for the next', async () => {
  const queue = createPlaceQueue();
  const failing = Array.from({ length: 5 }, () =>
    queue.inTurn('seats', () => Promise.reject(new Error('sold out'))).catch(() => 'failed'),
  );
  expect(await Promise.all(failing)).toEqual(Array(5).fill('failed'));
  expect(await queue.inTurn('seats', () => Promise.resolve('served'))).toBe('served');
});
