/** What a reader may see of campaigns. */
import { isRewardComplete } from '@educrowd/shared/campaigns/launch-checklist';
import type { ContentDoc } from '@educrowd/shared/content/content-json';
import { mayDo } from '../../platform/access.ts';
import { notFound } from '../../platform/app-error.ts';
import { findReadyCovers } from '../../platform/ready-covers.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { readDocumentContents } from '../sync/index.ts';
import {
  findCampaign,
  findDocumentIds,
  listFaqs,
  listPublishedUpdates,
  listRewards,
  type CampaignRow,
  type CampaignUpdateRow,
  type FaqRow,
  type RewardRow,
} from './campaign-store.ts';

export interface CampaignView {
  readonly campaign: CampaignRow;
  /** Those that can be chosen or are taken: one without title or amount is still being written. */
  readonly rewards: readonly RewardRow[];
}

/** A campaign that is live or has ended, or any campaign to those who run it. The same refusal for a draft as for what does not exist. */
export async function readCampaign(tx: ReadTx, campaignId: string): Promise<CampaignView> {
  const campaign = await findCampaign(tx, campaignId);
  if (!campaign || !(isPublic(campaign) || mayPreview(tx, campaignId))) throw notFound();
  return { campaign, rewards: (await listRewards(tx, campaign.id)).filter(isRewardComplete) };
}

export interface CampaignTexts extends CampaignView {
  readonly hasCover: boolean;
  readonly story: ContentDoc | null;
  readonly faqs: readonly FaqRow[];
  readonly updates: readonly (CampaignUpdateRow & { readonly content: ContentDoc | null })[];
}

/** Everything that its page shows. */
export async function readCampaignPage(tx: ReadTx, campaignId: string): Promise<CampaignTexts> {
  const view = await readCampaign(tx, campaignId);
  const updates = await listPublishedUpdates(tx, view.campaign.id);
  const ids = await findDocumentIds(
    tx,
    view.campaign.id,
    updates.map(({ id }) => id),
  );
  const contents = await readDocumentContents(tx, [
    ...(ids.story === null ? [] : [ids.story]),
    ...ids.byUpdate.values(),
  ]);
  const contentOf = (id: string | null | undefined): ContentDoc | null => contents.get(id ?? '') ?? null;
  return {
    ...view,
    hasCover: (await findReadyCovers(tx, [view.campaign])).size > 0,
    story: contentOf(ids.story),
    faqs: (await listFaqs(tx, view.campaign.id)).filter(({ question }) => question.trim() !== ''),
    updates: updates.map((update) => ({ ...update, content: contentOf(ids.byUpdate.get(update.id)) })),
  };
}

/**
 * Refuses a file that the campaign's page does not show: its cover, and what stands in the story and in updates that
 * are out. Those who run the campaign see all of its files.
 */
export async function readShownFile(tx: ReadTx, campaignId: string, materialId: string): Promise<void> {
  if (mayPreview(tx, campaignId)) return;
  const { campaign, story, updates } = await readCampaignPage(tx, campaignId);
  const isShown =
    campaign.coverMaterialId === materialId ||
    [story, ...updates.map(({ content }) => content)].some((content) => doesShow(content, materialId));
  if (!isShown) throw notFound();
}

/** As a picture or as the target of a link, anywhere in it. */
function doesShow(node: unknown, materialId: string): boolean {
  if (typeof node !== 'object' || node === null) return false;
  return Object.entries(node).some(
    ([key, value]: [string, unknown]) =>
      (key === 'materialId' && value === materialId) ||
      (key === 'href' && value === `material:${materialId}`) ||
      doesShow(value, materialId),
  );
}

const isPublic = ({ status }: CampaignRow): boolean => status === 'live' || status === 'ended';

export const mayPreview = (tx: ReadTx, campaignId: string): boolean =>
  mayDo(tx, 'campaign.preview', { campaignId });
