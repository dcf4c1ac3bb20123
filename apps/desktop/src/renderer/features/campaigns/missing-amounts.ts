import { inOtherCurrency, money, type Currency } from '@educrowd/shared/primitives/money';

/** Null, and 0 of a reward: not decided yet. */
interface Decided {
  readonly goalMinor: number | null;
  readonly rewards: readonly { readonly id: string; readonly amountMinor: number }[];
}

export interface Amounts extends Decided {
  readonly currency: Currency;
}

export interface MissingAmounts extends Decided {
  /** How many amounts the currency has no room for. */
  readonly lost: number;
}

/**
 * What is undecided now, though it was decided when the currency was another, and what it is in the present one. Numbers
 * stay the same: 12.50 dollars are 12.50 francs, and no yen.
 */
export function missingAmounts(
  now: { readonly campaign: Pick<Decided, 'goalMinor'>; readonly rewards: Decided['rewards'] },
  then: Amounts,
  currency: Currency,
): MissingAmounts {
  const inNewCurrency = (minor: number) =>
    inOtherCurrency(money(minor, then.currency), currency)?.minor ?? null;
  const undecided = new Set(now.rewards.filter((each) => each.amountMinor === 0).map(({ id }) => id));
  const rewards = then.rewards
    .filter(({ id, amountMinor }) => amountMinor > 0 && undecided.has(id))
    .map(({ id, amountMinor }) => ({ id, amountMinor: inNewCurrency(amountMinor) }));
  const isGoalMissing = now.campaign.goalMinor === null && then.goalMinor !== null;
  const goalMinor = isGoalMissing && then.goalMinor !== null ? inNewCurrency(then.goalMinor) : null;
  return {
    goalMinor,
    rewards: rewards.flatMap(({ id, amountMinor }) => (amountMinor === null ? [] : [{ id, amountMinor }])),
    lost:
      Number(isGoalMissing && goalMinor === null) +
      rewards.filter(({ amountMinor }) => amountMinor === null).length,
  };
}
