/**
 * What backers rely on cannot be changed under them. The server refuses such edits; the desktop shows the fields as
 * locked and says why before anybody tries.
 */
import type { PlainMessageKey } from '../messages/translate.ts';
import type { Campaign } from './campaign.entity.ts';
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

/** The same for a reward. Its limit may grow at any time, and shrink down to the places that are taken. */
export function refusedRewardChange(before: RewardTerms | null, after: RewardTerms): PlainMessageKey | null {
  if (after.deliveryMonth !== null && !isMonth(after.deliveryMonth)) return 'campaignRules.noMonth';
  if (before === null || before.claimedCount === 0) return null;
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
