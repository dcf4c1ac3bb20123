import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountProblem } from '@educrowd/shared/payments/card-amounts';
import { currencySchema, money } from '@educrowd/shared/primitives/money';
import { feeFromStripe, fromStripeAmount, toStripeAmount } from './stripe-amount.ts';

const amount = (minor: number, code: string) => money(minor, currencySchema.parse(code));

test.each([
  [2_500, 'USD', 2_500],
  [500, 'JPY', 500],
  [12_340, 'KWD', 12_340],
  // Stripe counts these in other units than ISO 4217 does.
  [500, 'ISK', 50_000],
  [500, 'UGX', 50_000],
  [50_000, 'MGA', 500],
  [250_000, 'HUF', 250_000],
])('%i minor units of %s are %i to Stripe', (minor, code, stripe) => {
  expect(toStripeAmount(amount(minor, code))).toBe(stripe);
  expect(fromStripeAmount(stripe, code.toLowerCase())).toEqual(amount(minor, code));
});

test('whatever can be charged comes back as it was', () => {
  const some = fc.constantFrom('USD', 'EUR', 'JPY', 'KWD', 'BHD', 'ISK', 'MGA', 'HUF', 'KRW', 'CLP');
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 200_000_000 }), (code, minor) => {
      const given = amount(minor, code);
      if (amountProblem(given) !== null) return;
      expect(fromStripeAmount(toStripeAmount(given), code.toLowerCase())).toEqual(given);
    }),
  );
});

test.each([
  [7_309, 'ISK', 73],
  [7_350, 'UGX', 74],
  [49, 'ISK', 0],
  [103, 'JPY', 103],
  [103, 'MGA', 10_300],
  [123, 'KWD', 123],
])('a fee of %i, as Stripe counts %s, is %i to us; a charge is never rounded', (stripe, code, minor) => {
  expect(feeFromStripe(stripe, code.toLowerCase())).toEqual(amount(minor, code));
  if (stripe % 100 !== 0 && (code === 'ISK' || code === 'UGX'))
    expect(() => fromStripeAmount(stripe, code.toLowerCase())).toThrow('whole minor units');
});

test.each([
  [49, 'USD', 'tooSmall'],
  [50, 'USD', null],
  [99_999_999, 'USD', null],
  [100_000_000, 'USD', 'tooLarge'],
  [12_345, 'KWD', 'tooFine'],
  [12_350, 'KWD', null],
  [490, 'KWD', 'tooSmall'],
  [50_050, 'MGA', 'tooFine'],
  [49, 'JPY', 'tooSmall'],
  [29, 'GBP', 'tooSmall'],
  [30, 'GBP', null],
  [17_499, 'HUF', 'tooSmall'],
])('%i minor units of %s: %s', (minor, code, problem) => {
  expect(amountProblem(amount(minor, code))).toBe(problem);
});
