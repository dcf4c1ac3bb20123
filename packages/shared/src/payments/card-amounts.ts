/**
 * What a card can be charged at the payment provider, which counts some currencies in other units than ISO 4217 does:
 * what is one thing to us may be a hundred to it. https://docs.stripe.com/currencies
 */
import { decimalsOf, type Currency, type Money } from '../primitives/money.ts';

const withoutDecimals: ReadonlySet<string> = new Set(
  'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '),
);
const withThreeDecimals: ReadonlySet<string> = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

export const chargedDecimals = (currency: Currency): number =>
  withoutDecimals.has(currency) ? 0 : withThreeDecimals.has(currency) ? 3 : 2;

/** The smallest step: three-decimal amounts have to end in 0. */
const stepOf = (currency: Currency): number => (withThreeDecimals.has(currency) ? 10 : 1);

/** Eight digits, whatever the currency. */
const MAX_CHARGE = 99_999_999;
/** Half a dollar or so, in the provider's units, where it names no other minimum. */
const MIN_CHARGE = 50;
const MIN_CHARGES: Readonly<Record<string, number>> = {
  AED: 200,
  BGN: 100,
  CZK: 1_500,
  DKK: 250,
  GBP: 30,
  HKD: 400,
  HUF: 17_500,
  MXN: 1_000,
  MYR: 200,
  NOK: 300,
  PLN: 200,
  RON: 200,
  SEK: 300,
  THB: 1_000,
};

/** Why the provider would not take an amount; null when it would. */
export type AmountProblem = 'tooSmall' | 'tooLarge' | 'tooFine';

export function amountProblem(amount: Money): AmountProblem | null {
  const { currency } = amount;
  const charge = toCharge(amount);
  if (!Number.isInteger(charge) || charge % stepOf(currency) !== 0) return 'tooFine';
  if (charge > MAX_CHARGE) return 'tooLarge';
  const smallest = MIN_CHARGES[currency] ?? (chargedDecimals(currency) === 3 ? MIN_CHARGE * 10 : MIN_CHARGE);
  return charge < smallest ? 'tooSmall' : null;
}

/** In the provider's units; a fraction where it cannot be charged exactly. */
export const toCharge = ({ minor, currency }: Money): number =>
  shifted(minor, chargedDecimals(currency) - decimalsOf(currency));

/** By a power of ten, divided where it is negative: `10 ** -2` is no exact number. */
export const shifted = (amount: number, digits: number): number =>
  digits >= 0 ? amount * 10 ** digits : amount / 10 ** -digits;
