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
  const ours = currency.toUpperCase() as Currency;
  return money(shifted(amount, decimalsOf(ours) - chargedDecimals(ours)), ours);
}
