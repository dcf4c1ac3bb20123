import { expect, test } from 'vitest';
import { createRandom } from '../support/random.ts';
import { planKills } from './kill-plan.ts';

test('a seed always gives the same kills, another seed others', () => {
  const plan = (seed: number) => planKills(createRandom(seed), { engine: 50, server: 20, database: 10 });
  expect(plan(1)).toEqual(plan(1));
  expect(plan(1)).not.toEqual(plan(2));
  expect(plan(1).filter(({ target }) => target === 'engine')).toHaveLength(50);
  expect(plan(1).filter(({ target }) => target === 'server')).toHaveLength(20);
  expect(plan(1).filter(({ target }) => target === 'database')).toHaveLength(10);
});
