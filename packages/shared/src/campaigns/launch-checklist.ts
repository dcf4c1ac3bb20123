/**
 * What a campaign needs before it can be launched. The desktop shows the list while people write; the server goes
 * through the same list, on its own rows, when somebody launches.
 */
import type { PlainMessageKey } from '../messages/translate.ts';
import { amountProblem, type AmountProblem } from '../payments/card-amounts.ts';
import { isCardCurrency } from '../payments/card-currencies.ts';
import { currencySchema, money } from '../primitives/money.ts';
import type { Campaign } from './campaign.entity.ts';
import type { Reward } from './reward.entity.ts';

const MIN_DAYS_TO_DEADLINE = 1;
const MAX_DAYS_TO_DEADLINE = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface LaunchDraft {
  readonly campaign: Pick<Campaign, 'title' | 'summary' | 'goalMinor' | 'deadline' | 'fundingModel'> & {
    /** ISO 4217. */
    readonly currency: string;
  };
  /** Those that are not in Trash. */
  readonly rewards: readonly Pick<Reward, 'id' | 'title' | 'amountMinor' | 'deliveryMonth'>[];
  /** The story as plain text. */
  readonly storyText: string;
  /** The cover picture is chosen and, on the server, has arrived. */
  readonly hasCover: boolean;
  readonly now: Date;
}

const items = {
  title: ['campaignRules.launchTitle', 'campaignRules.launchTitleHint'],
  summary: ['campaignRules.launchSummary', 'campaignRules.launchSummaryHint'],
  story: ['campaignRules.launchStory', 'campaignRules.launchStoryHint'],
  goal: ['campaignRules.launchGoal', 'campaignRules.launchGoalHint'],
  deadline: ['campaignRules.launchDeadline', 'campaignRules.launchDeadlineHint'],
  deadlineRange: ['campaignRules.launchDeadlineRange', 'campaignRules.launchDeadlineRangeHint'],
  rewardsComplete: ['campaignRules.launchRewardsComplete', 'campaignRules.launchRewardsCompleteHint'],
  rewardsChargeable: ['campaignRules.launchRewardsChargeable', 'campaignRules.launchRewardsChargeableHint'],
  deliveryAhead: ['campaignRules.launchDeliveryAhead', 'campaignRules.launchDeliveryAheadHint'],
  currency: ['campaignRules.launchCurrency', 'campaignRules.launchCurrencyHint'],
  charging: ['campaignRules.launchCharging', 'campaignRules.launchChargingHint'],
  cover: ['campaignRules.launchCover', 'campaignRules.launchCoverHint'],
  someReward: ['campaignRules.launchSomeReward', 'campaignRules.launchSomeRewardHint'],
} as const satisfies Record<string, readonly [label: PlainMessageKey, hint: PlainMessageKey]>;

export type LaunchKey = keyof typeof items;

export interface LaunchItem {
  readonly key: LaunchKey;
  /** `missing` keeps the campaign from being launched, `advice` does not. */
  readonly state: 'done' | 'missing' | 'advice';
  /** What it is about, in few words. */
  readonly label: PlainMessageKey;
  /** What to do about it. */
  readonly hint: PlainMessageKey;
  /** The rewards that it is about. */
  readonly rewardIds: readonly string[];
}

/** Everything that matters for a launch, done or not, in the order in which people fill it in. */
export function launchChecklist({ campaign, rewards, storyText, hasCover, now }: LaunchDraft): LaunchItem[] {
  const incomplete = rewards.filter((reward) => !isRewardComplete(reward));
  const uncharged = rewards.filter((reward) => chargeProblem(reward, campaign) !== null);
  const thisMonth = now.toISOString().slice(0, 'YYYY-MM'.length);
  const late = rewards.filter(({ deliveryMonth }) => deliveryMonth !== null && deliveryMonth < thisMonth);
  return [
    required('title', !isBlank(campaign.title)),
    required('summary', !isBlank(campaign.summary)),
    advised('cover', hasCover),
    required('story', !isBlank(storyText)),
    required('goal', campaign.goalMinor !== null && campaign.goalMinor > 0),
    required('currency', isCardCurrency(campaign.currency)),
    required('charging', campaign.fundingModel === 'keepItAll'),
    required('deadline', campaign.deadline !== null),
    // Of a deadline that nobody has chosen, nothing more is missing.
    ...(campaign.deadline === null
      ? []
      : [required('deadlineRange', isDeadlineInRange(new Date(campaign.deadline), now))]),
    advised('someReward', rewards.length > 0),
    { ...required('rewardsComplete', incomplete.length === 0), rewardIds: incomplete.map(({ id }) => id) },
    { ...required('rewardsChargeable', uncharged.length === 0), rewardIds: uncharged.map(({ id }) => id) },
    // Whoever offers no delivery has nothing to check.
    ...(late.length === 0
      ? []
      : [{ ...advised('deliveryAhead', false), rewardIds: late.map(({ id }) => id) }]),
  ];
}

export const isReadyToLaunch = (checklist: readonly LaunchItem[]): boolean =>
  checklist.every(({ state }) => state !== 'missing');

/** A reward without title or amount is still being written: nobody is offered it. */
export const isRewardComplete = ({ title, amountMinor }: Pick<Reward, 'title' | 'amountMinor'>): boolean =>
  !isBlank(title) && amountMinor > 0;

/**
 * Why no card can be charged what a reward costs; null when one can. Of an amount that is missing, or a currency that
 * cannot be charged, nothing more is said.
 */
export function chargeProblem(
  { amountMinor }: Pick<Reward, 'amountMinor'>,
  campaign: { readonly currency: string },
): AmountProblem | null {
  if (amountMinor === 0 || !isCardCurrency(campaign.currency)) return null;
  const currency = currencySchema.safeParse(campaign.currency).data;
  return currency === undefined ? null : amountProblem(money(amountMinor, currency));
}

const isBlank = (text: string): boolean => text.trim() === '';

/** Long enough to be heard of, soon enough to be remembered. */
export const isDeadlineInRange = (deadline: Date, now: Date): boolean => {
  const days = (deadline.getTime() - now.getTime()) / DAY_MS;
  return days >= MIN_DAYS_TO_DEADLINE && days <= MAX_DAYS_TO_DEADLINE;
};

const itemOf = (key: LaunchKey, state: LaunchItem['state']): LaunchItem => {
  const [label, hint] = items[key];
  return { key, state, label, hint, rewardIds: [] };
};
const required = (key: LaunchKey, isDone: boolean): LaunchItem => itemOf(key, isDone ? 'done' : 'missing');
const advised = (key: LaunchKey, isDone: boolean): LaunchItem => itemOf(key, isDone ? 'done' : 'advice');
