/**
 * Stripe counts some currencies in other units than ISO 4217 does: what is one thing to us may be a hundred to it.
 * https://docs.stripe.com/currencies
 */
import { decimalsOf, money, type Currency, type Money } from '@educrowd/shared/primitives/money';
import type { AmountProblem } from './payment-gateway.ts';

const withoutDecimals: ReadonlySet<string> = new Set([
  'BIF',
  'CLP',
  'DJF',
  'GNF',
  'JPY',
  'KMF',
  'KRW',
  'MGA',
  'PYG',
  'RWF',
  'VND',
  'VUV',
  'XAF',
  'XOF',
  'XPF',
]);
const withThreeDecimals: ReadonlySet<string> = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

const stripeDecimals = (currency: Currency): number =>
  withoutDecimals.has(currency) ? 0 : withThreeDecimals.has(currency) ? 3 : 2;

/** The smallest step: three-decimal amounts have to end in 0. */
const stepOf = (currency: Currency): number => (withThreeDecimals.has(currency) ? 10 : 1);

/** Eight digits, whatever the currency. */
const MAX_STRIPE_AMOUNT = 99_999_999;
/** Half a dollar or so; the provider knows the exact minimum of each currency and refuses below it. */
const MIN_STRIPE_AMOUNT = 50;

export function amountProblem(amount: Money): AmountProblem | null {
  const scaled = scale(amount);
  if (!Number.isInteger(scaled) || scaled % stepOf(amount.currency) !== 0) return 'tooFine';
  if (scaled > MAX_STRIPE_AMOUNT) return 'tooLarge';
  const smallest = stripeDecimals(amount.currency) === 3 ? MIN_STRIPE_AMOUNT * 10 : MIN_STRIPE_AMOUNT;
  return scaled < smallest ? 'tooSmall' : null;
}

export function toStripeAmount(amount: Money): number {
  const scaled = scale(amount);
  if (!Number.isInteger(scaled))
    throw new Error(`${amount.minor} ${amount.currency} cannot be charged exactly`);
  return scaled;
}

/** `currency` as Stripe writes it, in lower case. */
export function fromStripeAmount(amount: number, currency: string): Money {
  const ours = currency.toUpperCase() as Currency;
  return money(shifted(amount, decimalsOf(ours) - stripeDecimals(ours)), ours);
}

const scale = ({ minor, currency }: Money): number =>
  shifted(minor, stripeDecimals(currency) - decimalsOf(currency));

/** By a power of ten, divided where it is negative: `10 ** -2` is no exact number. */
const shifted = (amount: number, digits: number): number =>
  digits >= 0 ? amount * 10 ** digits : amount / 10 ** -digits;
