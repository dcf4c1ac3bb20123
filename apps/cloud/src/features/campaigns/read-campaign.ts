/** What a reader may see of campaigns. */
import { mayDo } from '../../platform/access.ts';
import { notFound } from '../../platform/app-error.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { findCampaign, listRewards, type CampaignRow, type RewardRow } from './campaign-store.ts';

export interface CampaignView {
  readonly campaign: CampaignRow;
  readonly rewards: readonly RewardRow[];
}

/** A campaign that is live or has ended, or any campaign to those who run it. The same refusal for a draft as for what does not exist. */
export async function readCampaign(tx: ReadTx, campaignId: string): Promise<CampaignView> {
  const campaign = await findCampaign(tx, campaignId);
  if (!campaign || !(isPublic(campaign) || mayPreview(tx, campaignId))) throw notFound();
  return { campaign, rewards: await listRewards(tx, campaign.id) };
}

const isPublic = ({ status }: CampaignRow): boolean => status === 'live' || status === 'ended';

const mayPreview = (tx: ReadTx, campaignId: string): boolean => mayDo(tx, 'campaign.preview', { campaignId });
