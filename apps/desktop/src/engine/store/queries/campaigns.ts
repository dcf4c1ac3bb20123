/** Campaigns and what is in them, as they are shown. */
import type { Campaign } from '@educrowd/shared/campaigns/campaign.entity';
import type { CampaignUpdate } from '@educrowd/shared/campaigns/campaign-update.entity';
import type { Faq } from '@educrowd/shared/campaigns/faq.entity';
import type { PledgeRecord } from '@educrowd/shared/campaigns/pledge-record.entity';
import type { Reward } from '@educrowd/shared/campaigns/reward.entity';
import { compareSiblings } from '@educrowd/shared/sync/order';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { CampaignSummary, OpenCampaign, PledgeRow } from '../../../ipc/campaigns.ts';
import type { Store } from '../open-store.ts';
import { readPendingRows, type PendingRows } from './pending-rows.ts';

const campaign = entityNamed('Campaign');

/** Campaigns that are not in Trash, the one changed last first. */
export function listCampaigns(store: Store): CampaignSummary[] {
  const rows = store.views.select(campaign, 'deleted_at is null') as unknown as Campaign[];
  const around = readAround(store);
  return rows
    .map((row) => summaryOf(row, around))
    .toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt) || a.id.localeCompare(b.id));
}

/** What was pledged, the newest first. A reward keeps its name here when it lies in Trash. */
export function listPledges({ views }: Store, campaignId: string): PledgeRow[] {
  const rewards = views.select(entityNamed('Reward'), 'campaign_id = ?', campaignId);
  const titles = new Map(rewards.map((row) => [row.id, String(row.title)]));
  const records = views.select(
    entityNamed('PledgeRecord'),
    'campaign_id = ? and deleted_at is null order by pledged_at desc, id',
    campaignId,
  ) as unknown as PledgeRecord[];
  return records.map((row) => ({
    id: row.id,
    backerName: row.backerName,
    rewardTitle: titles.get(row.rewardId) ?? null,
    amountMinor: row.amountMinor,
    refundedMinor: row.refundedMinor,
    currency: row.currency,
    status: row.status,
    pledgedAt: row.pledgedAt,
  }));
}

/** Null when the campaign is not here or in Trash. */
export function readCampaign(store: Store, campaignId: string): Omit<OpenCampaign, 'publicAddress'> | null {
  const row = store.views.read(campaign, campaignId) as Campaign | null;
  if (row === null || row.deletedAt !== null) return null;
  const texts = readTexts(store, campaignId);
  const story = texts.get(null);
  // Both are written and published together; without its story there is nothing to open.
  if (story === undefined) return null;
  const around = readAround(store);
  const { pending } = around;
  return {
    campaign: {
      ...summaryOf(row, around),
      fundingModel: row.fundingModel,
      launchedAt: row.launchedAt,
      endedAt: row.endedAt,
      collectedMinor: row.collectedMinor,
      storyDocumentId: story.documentId,
      storyText: story.text,
    },
    rewards: readRewards(store, campaignId, pending),
    faqs: readFaqs(store, campaignId, pending),
    updates: readUpdates(store, campaignId, { pending, texts }),
  };
}

/** What a summary takes from beside its row. */
interface Around {
  readonly pending: PendingRows;
  readonly timeZone: string | null;
}

function readAround(store: Store): Around {
  const [school] = store.views.select(entityNamed('TenantSettings'), 'true');
  return {
    pending: readPendingRows(store),
    timeZone: typeof school?.timeZone === 'string' ? school.timeZone : null,
  };
}

const summaryOf = (row: Campaign, { pending, timeZone }: Around): CampaignSummary => {
  const pendingAt = pending.latestIn(row.id);
  return {
    id: row.id,
    title: row.title,
    summary: row.summary,
    status: row.status,
    coverMaterialId: row.coverMaterialId,
    currency: row.currency,
    goalMinor: row.goalMinor,
    deadline: row.deadline,
    timeZone,
    pledgedMinor: row.pledgedMinor,
    backerCount: row.backerCount,
    updatedAt: pendingAt !== undefined && pendingAt > row.updatedAt ? pendingAt : row.updatedAt,
    pending: pendingAt !== undefined,
  };
};

const OF_CAMPAIGN = 'campaign_id = ? and deleted_at is null';

const readRewards = ({ views }: Store, campaignId: string, pending: PendingRows): OpenCampaign['rewards'] =>
  (views.select(entityNamed('Reward'), OF_CAMPAIGN, campaignId) as unknown as Reward[])
    .toSorted(compareSiblings)
    .map((row) => ({
      id: row.id,
      title: row.title,
      description: row.description,
      amountMinor: row.amountMinor,
      limitCount: row.limitCount,
      deliveryMonth: row.deliveryMonth,
      position: row.position,
      claimedCount: row.claimedCount,
      pending: pending.has(row.id),
    }));

const readFaqs = ({ views }: Store, campaignId: string, pending: PendingRows): OpenCampaign['faqs'] =>
  (views.select(entityNamed('Faq'), OF_CAMPAIGN, campaignId) as unknown as Faq[])
    .toSorted(compareSiblings)
    .map(({ id, question, answer, position }) => ({
      id,
      question,
      answer,
      position,
      pending: pending.has(id),
    }));

/** The newest first. */
const readUpdates = (
  { views }: Store,
  campaignId: string,
  { pending, texts }: { readonly pending: PendingRows; readonly texts: ReadonlyMap<string | null, Text> },
): OpenCampaign['updates'] =>
  (views.select(entityNamed('CampaignUpdate'), OF_CAMPAIGN, campaignId) as unknown as CampaignUpdate[])
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id))
    .flatMap(({ id, title, publishedAt, createdAt }) => {
      const text = texts.get(id);
      if (text === undefined) return [];
      const { documentId } = text;
      const isEmpty = text.text === '';
      return [{ id, title, documentId, isEmpty, publishedAt, createdAt, pending: pending.has(id) }];
    });

interface Text {
  readonly documentId: string;
  readonly text: string;
}

/** The texts of a campaign by the update that they belong to; the story by null. */
function readTexts({ db }: Store, campaignId: string): Map<string | null, Text> {
  const texts = db
    .prepare<[string], { update_id: string | null; document_id: string; text: string }>(
      `select d.campaign_update_id as update_id, min(d.id) as document_id, coalesce(e.body, '') as text
       from documents d left join search_entry e on e.row_id = coalesce(d.campaign_update_id, d.id)
       where d.campaign_id = ? group by d.campaign_update_id`,
    )
    .all(campaignId);
  return new Map(
    texts.map(({ update_id: updateId, document_id: documentId, text }) => [updateId, { documentId, text }]),
  );
}
