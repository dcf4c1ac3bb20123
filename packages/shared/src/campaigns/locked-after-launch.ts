/**
 * What backers rely on cannot be changed under them. The server refuses such edits; the desktop shows the fields as
 * locked and says why before anybody tries.
 */
import type { PlainMessageKey } from '../messages/translate.ts';
import type { AmountProblem } from '../payments/card-amounts.ts';
import type { Campaign } from './campaign.entity.ts';
import { chargeProblem } from './launch-checklist.ts';
import type { Reward } from './reward.entity.ts';

type CampaignTerms = Pick<
  Campaign,
  'status' | 'title' | 'summary' | 'currency' | 'goalMinor' | 'fundingModel' | 'deadline' | 'deletedAt'
>;
type RewardTerms = Pick<
  Reward,
  'title' | 'amountMinor' | 'limitCount' | 'deliveryMonth' | 'claimedCount' | 'deletedAt'
>;

export type LockedCampaignField = 'currency' | 'goalMinor' | 'fundingModel' | 'deadline';
const terms: readonly LockedCampaignField[] = ['currency', 'goalMinor', 'fundingModel', 'deadline'];

export const isLaunched = ({ status }: Pick<Campaign, 'status'>): boolean => status !== 'draft';

/** Fields that can no longer be changed. */
export const lockedAfterLaunch = {
  Campaign: (campaign: Pick<Campaign, 'status'>): readonly LockedCampaignField[] =>
    isLaunched(campaign) ? terms : [],
  Reward: (reward: Pick<Reward, 'claimedCount'>): readonly 'amountMinor'[] =>
    reward.claimedCount > 0 ? ['amountMinor'] : [],
} as const;

/** Why an edit or the trashing of a campaign is refused; null when it is fine. `before` is null for a new one. */
export function refusedCampaignChange(
  before: CampaignTerms | null,
  after: CampaignTerms,
): PlainMessageKey | null {
  if (before === null || !isLaunched(before)) return null;
  if (after.deletedAt !== null && before.deletedAt === null) return 'campaignRules.launchedStays';
  if (isEmptied(before.title, after.title)) return 'campaignRules.titleStays';
  if (isEmptied(before.summary, after.summary)) return 'campaignRules.summaryStays';
  return terms.some((field) => after[field] !== before[field]) ? 'campaignRules.termsLocked' : null;
}

/**
 * The same for a reward. Its limit may grow at any time, and shrink down to the places that are taken. After the launch
 * nobody goes through the checklist any more, so what it says of amounts is kept up here: also in a reward that is new.
 */
export function refusedRewardChange(
  before: RewardTerms | null,
  after: RewardTerms,
  campaign: Pick<Campaign, 'status' | 'currency'> | null,
): PlainMessageKey | null {
  if (after.deliveryMonth !== null && !isMonth(after.deliveryMonth)) return 'campaignRules.noMonth';
  const refused = before && before.claimedCount > 0 ? refusedClaimedChange(before, after) : null;
  if (refused !== null || before?.amountMinor === after.amountMinor) return refused;
  return campaign && refusedRewardAmount(after, campaign);
}

/** The same for what a reward is to cost, while somebody types it. Nothing yet is fine: nobody is offered it then. */
export function refusedRewardAmount(
  reward: Pick<Reward, 'amountMinor'>,
  campaign: Pick<Campaign, 'status'> & { readonly currency: string },
): PlainMessageKey | null {
  const problem = isLaunched(campaign) ? chargeProblem(reward, campaign) : null;
  return problem && chargeKeys[problem];
}

const chargeKeys = {
  tooSmall: 'campaignRules.rewardTooSmall',
  tooLarge: 'campaignRules.rewardTooLarge',
  tooFine: 'campaignRules.rewardTooFine',
} as const satisfies Record<AmountProblem, PlainMessageKey>;

function refusedClaimedChange(before: RewardTerms, after: RewardTerms): PlainMessageKey | null {
  if (after.deletedAt !== null && before.deletedAt === null) return 'campaignRules.claimedStays';
  if (isEmptied(before.title, after.title)) return 'campaignRules.titleStays';
  if (after.amountMinor !== before.amountMinor) return 'campaignRules.amountLocked';
  return after.limitCount !== null && after.limitCount < before.claimedCount
    ? 'campaignRules.limitBelowClaimed'
    : null;
}

const isEmptied = (before: string, after: string): boolean => before.trim() !== '' && after.trim() === '';

/** `2027-03`. */
const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
