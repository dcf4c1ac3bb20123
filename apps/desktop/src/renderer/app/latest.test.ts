import { expect, test } from 'vitest';
import { createLatest } from './latest.ts';

test('saves the first value at once and then only the newest', async () => {
  const saved: string[] = [];
  const gate = Promise.withResolvers<void>();
  const finished = Promise.withResolvers<void>();
  const save = createLatest<string>(
    async (value) => {
      saved.push(value);
      await gate.promise;
      if (value === 'abc') finished.resolve();
    },
    () => undefined,
  );
  save('a');
  save('ab');
  save('abc');
  expect(saved).toEqual(['a']);
  gate.resolve();
  await finished.promise;
  expect(saved).toEqual(['a', 'abc']);
});

test('a failure is reported and does not stop what comes after', async () => {
  const failures: unknown[] = [];
  const finished = Promise.withResolvers<void>();
  const save = createLatest<string>(
    async (value) => {
      if (value === 'a') throw new Error('disk');
      finished.resolve();
    },
    (error) => failures.push(error),
  );
  save('a');
  save('b');
  await finished.promise;
  expect(failures).toEqual([new Error('disk')]);
});
