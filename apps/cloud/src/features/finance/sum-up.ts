import { addMoney, money, negateMoney, type Currency, type Money } from '@educrowd/shared/primitives/money';
import type { Movement } from './finance-store.ts';

/** What has become of money, in one currency. */
export interface Sums {
  readonly collected: Money;
  readonly refunded: Money;
  readonly platformFee: Money;
  /** Of the payment provider, which may keep it in another currency than it took the pledge in. */
  readonly processorFee: Money;
  /** What is left for the campaign. */
  readonly rest: Money;
}

/** Currency by currency, in alphabetical order. */
export function sumUp(movements: readonly Movement[]): Sums[] {
  return [...Map.groupBy(movements, ({ currency }) => currency)]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([currency, moved]) => sumUpIn(currency, moved));
}

function sumUpIn(currency: Currency, movements: readonly Movement[]): Sums {
  const sum = (isCounted: (movement: Movement) => boolean): Money =>
    movements
      .filter(isCounted)
      .reduce((total, { minor }) => addMoney(total, money(minor, currency)), money(0, currency));
  const credited = (...accounts: readonly Movement['account'][]): Money =>
    negateMoney(sum(({ account }) => accounts.includes(account)));
  const isHeld = ({ account }: Movement): boolean => account === 'backerReceivable';
  return {
    collected: sum((movement) => isHeld(movement) && movement.kind === 'capture'),
    refunded: negateMoney(sum((movement) => isHeld(movement) && movement.kind !== 'capture')),
    platformFee: credited('platformFee'),
    processorFee: credited('processorFee'),
    rest: credited('campaignFunds', 'refunds'),
  };
}
