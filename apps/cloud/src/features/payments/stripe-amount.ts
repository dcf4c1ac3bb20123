/** Our amounts in the provider's units and back. */
import { chargedDecimals, shifted, toCharge } from '@educrowd/shared/payments/card-amounts';
import { decimalsOf, money, type Currency, type Money } from '@educrowd/shared/primitives/money';

export function toStripeAmount(amount: Money): number {
  const scaled = toCharge(amount);
  if (!Number.isInteger(scaled))
    throw new Error(`${amount.minor} ${amount.currency} cannot be charged exactly`);
  return scaled;
}

/** `currency` as Stripe writes it, in lower case. */
export function fromStripeAmount(amount: number, currency: string): Money {
  const { units, ours } = inOurUnits(amount, currency);
  return money(units, ours);
}

/**
 * What Stripe has kept of a payment, to the nearest of our units: a share of an amount is counted in Stripe's own, also
 * where those are finer than what the currency has (73.09 Icelandic crowns).
 */
export function feeFromStripe(amount: number, currency: string): Money {
  const { units, ours } = inOurUnits(amount, currency);
  return money(Math.round(units), ours);
}

function inOurUnits(amount: number, currency: string): { readonly units: number; readonly ours: Currency } {
  const ours = currency.toUpperCase() as Currency;
  return { units: shifted(amount, decimalsOf(ours) - chargedDecimals(ours)), ours };
}
