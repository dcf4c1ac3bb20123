import { expect, test } from 'vitest';
import type { Currency } from '@educrowd/shared/primitives/money';
import { missingAmounts } from './missing-amounts.ts';

const then = {
  currency: 'USD' as Currency,
  goalMinor: 125_050,
  rewards: [
    { id: 'a', amountMinor: 1_250 },
    { id: 'b', amountMinor: 2_000 },
    { id: 'c', amountMinor: 0 },
  ],
};
const emptied = {
  campaign: { goalMinor: null },
  rewards: [
    { id: 'a', amountMinor: 0 },
    { id: 'b', amountMinor: 20 },
    { id: 'c', amountMinor: 0 },
  ],
};

test('amounts that a currency on the way had no room for are there again in the next that has', () => {
  expect(missingAmounts(emptied, then, 'USD' as Currency)).toEqual({
    goalMinor: 125_050,
    rewards: [{ id: 'a', amountMinor: 1_250 }],
    lost: 0,
  });
  expect(missingAmounts(emptied, then, 'KWD' as Currency)).toEqual({
    goalMinor: 1_250_500,
    rewards: [{ id: 'a', amountMinor: 12_500 }],
    lost: 0,
  });
});

test('those that this currency has no room for are counted, and nothing is invented', () => {
  expect(missingAmounts(emptied, then, 'JPY' as Currency)).toEqual({ goalMinor: null, rewards: [], lost: 2 });
});

test('what was decided meanwhile, was never decided, or is gone stays as it is', () => {
  const now = { campaign: { goalMinor: 9 }, rewards: [{ id: 'a', amountMinor: 7 }] };
  expect(missingAmounts(now, then, 'USD' as Currency)).toEqual({ goalMinor: null, rewards: [], lost: 0 });
});
