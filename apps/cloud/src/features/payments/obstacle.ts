import { isOver, placesLeft } from '@educrowd/shared/campaigns/campaign-progress';
import { AppError } from '../../platform/app-error.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { readCampaign, type CampaignView } from '../campaigns/index.ts';
import type { PledgeRow } from './pledge-store.ts';

/** Whether pledges are taken at this moment. */
export const isOpen = (
  campaign: { readonly status: string; readonly deadline: string | null; readonly fundingModel: string },
  now: Date,
): boolean =>
  campaign.status === 'live' &&
  campaign.fundingModel === 'keepItAll' &&
  (campaign.deadline === null || new Date(campaign.deadline) > now);

/** Why a campaign that is not open takes no pledges, in a backer's words. */
export const closedReason = (campaign: CampaignView['campaign'], now: Date) =>
  isOver(campaign, now) ? 'pledge.over' : 'pledge.closed';

/** Whether a reward has come to cost more than was pledged for it. The currency of a launched campaign stays. */
export const costsMore = (
  reward: Pick<CampaignView['rewards'][number], 'amountMinor'>,
  pledge: Pick<PledgeRow, 'amountMinor'>,
): boolean => reward.amountMinor > pledge.amountMinor;

export type Obstacle = 'over' | 'closed' | 'rewardGone' | 'rewardRaised';

/** What stands in the way of paying for a pledge whose time has run out; null: nothing that is known by now. */
export async function obstacleTo(tx: ReadTx, pledge: PledgeRow): Promise<Obstacle | null> {
  const view = await readCampaign(tx, pledge.campaignId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null;
    throw error;
  });
  if (view === null) return 'closed';
  if (!isOpen(view.campaign, tx.now)) return isOver(view.campaign, tx.now) ? 'over' : 'closed';
  if (pledge.rewardId === null) return null;
  const reward = view.rewards.find(({ id }) => id === pledge.rewardId);
  if (reward === undefined || placesLeft(reward) === 0) return 'rewardGone';
  return costsMore(reward, pledge) ? 'rewardRaised' : null;
}
