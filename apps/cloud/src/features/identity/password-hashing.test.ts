import { expect, test } from 'vitest';
import { AppError } from '../../platform/app-error.ts';
import { createPasswordHashing } from './password-hashing.ts';

test('very many at once are refused at once; those who wait have their turn, and so has whoever comes after', async () => {
  const hashing = createPasswordHashing();
  const attempts = Array.from({ length: 1_000 }, () =>
    hashing.verify({ hash: 'no hash', password: 'stones-and-rivers' }).then(
      () => 'checked',
      (error: unknown) => (error instanceof AppError && error.code === 'UNAVAILABLE' ? 'refused' : 'checked'),
    ),
  );
  const outcomes = await Promise.all(attempts);
  const refused = outcomes.filter((outcome) => outcome === 'refused').length;
  expect(refused).toBeGreaterThan(700);
  expect(outcomes.slice(0, 200)).toEqual(Array(200).fill('checked'));

  const hash = await hashing.hash('stones-and-rivers');
  expect(await hashing.verify({ hash, password: 'stones-and-rivers' })).toBe(true);
  expect(await hashing.verify({ hash, password: 'rivers-and-stones' })).toBe(false);
});
