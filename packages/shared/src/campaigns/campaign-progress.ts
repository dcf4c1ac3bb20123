/** How far a campaign is, in money and in time. */
import type { Campaign } from './campaign.entity.ts';

/**
 * Whole percent of the goal, rounded down, so that it never says 100 before the goal is reached; above 100 when more
 * came in. Null where there is no goal to measure against.
 */
export function percentOfGoal({
  pledgedMinor,
  goalMinor,
}: Pick<Campaign, 'pledgedMinor' | 'goalMinor'>): number | null {
  if (goalMinor === null || goalMinor <= 0) return null;
  return Math.floor((pledgedMinor * 100) / goalMinor);
}

/** Whether nothing can be pledged any more: also while the job that notes the end has not run yet. */
export function isOver({ status, deadline }: Pick<Campaign, 'status' | 'deadline'>, now: Date): boolean {
  if (status === 'ended' || status === 'cancelled') return true;
  return status === 'live' && deadline !== null && new Date(deadline) <= now;
}

/** Midnights between now and the deadline on the school's clock: 0 on the last day; null when it has passed. */
export function daysLeft(deadline: Date, now: Date, timeZone: string): number | null {
  if (deadline <= now) return null;
  return (dayNumber(deadline, timeZone) - dayNumber(now, timeZone)) / DAY_MS;
}

/** Places of a reward that are left; null: without limit. */
export const placesLeft = (reward: {
  readonly limitCount: number | null;
  readonly claimedCount: number;
}): number | null =>
  reward.limitCount === null ? null : Math.max(0, reward.limitCount - reward.claimedCount);

const DAY_MS = 24 * 60 * 60 * 1000;

/** The calendar day at a place, as the UTC midnight that has the same date. */
function dayNumber(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(at);
  const [year, month, day] = (['year', 'month', 'day'] as const).map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  );
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day);
}
