/** All SQL of campaigns that is not syncing. */
import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import { campaigns, campaignUpdates, documents, faqs, rewards } from '@educrowd/db/postgres/schema/synced';
import { compareSiblings } from '@educrowd/shared/sync/order';
import type { ReadTx } from '../../platform/with-tenant.ts';

export const CAMPAIGNS_PER_PAGE = 24;

export type CampaignRow = typeof campaigns.$inferSelect;
export type RewardRow = typeof rewards.$inferSelect;
export type CampaignUpdateRow = typeof campaignUpdates.$inferSelect;
export type FaqRow = typeof faqs.$inferSelect;

export interface CampaignQuery {
  readonly status: 'live' | 'ended' | 'all';
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
}

/** What everybody may see: running campaigns first, those that end soonest before others, then ended ones, newest first. */
export async function listCampaigns(
  tx: ReadTx,
  { status, page, perPage }: CampaignQuery,
): Promise<{ rows: CampaignRow[]; total: number }> {
  const condition = and(
    eq(campaigns.tenantId, tx.tenantId),
    isNull(campaigns.deletedAt),
    inArray(campaigns.status, status === 'all' ? ['live', 'ended'] : [status]),
  );
  const [counted] = await tx.db.select({ total: count() }).from(campaigns).where(condition);
  const rows = await tx.db
    .select()
    .from(campaigns)
    .where(condition)
    .orderBy(
      desc(campaigns.status),
      sql`case when ${campaigns.status} = 'live' then ${campaigns.deadline} end`,
      desc(campaigns.endedAt),
      asc(campaigns.id),
    )
    .limit(perPage)
    .offset((page - 1) * perPage);
  return { rows, total: counted?.total ?? 0 };
}

export async function findCampaign(tx: ReadTx, campaignId: string): Promise<CampaignRow | null> {
  const [row] = await tx.db
    .select()
    .from(campaigns)
    .where(
      and(
        eq(campaigns.tenantId, tx.tenantId),
        eq(campaigns.id, campaignId as CampaignRow['id']),
        isNull(campaigns.deletedAt),
      ),
    );
  return row ?? null;
}

/** In the order that the manager has given them. */
export async function listRewards(tx: ReadTx, campaignId: CampaignRow['id']): Promise<RewardRow[]> {
  const rows = await tx.db
    .select()
    .from(rewards)
    .where(
      and(eq(rewards.tenantId, tx.tenantId), eq(rewards.campaignId, campaignId), isNull(rewards.deletedAt)),
    );
  return rows.toSorted(compareSiblings);
}

export async function listFaqs(tx: ReadTx, campaignId: CampaignRow['id']): Promise<FaqRow[]> {
  const rows = await tx.db
    .select()
    .from(faqs)
    .where(and(eq(faqs.tenantId, tx.tenantId), eq(faqs.campaignId, campaignId), isNull(faqs.deletedAt)));
  return rows.toSorted(compareSiblings);
}

/** Newest first. */
export const listPublishedUpdates = (
  tx: ReadTx,
  campaignId: CampaignRow['id'],
): Promise<CampaignUpdateRow[]> =>
  tx.db
    .select()
    .from(campaignUpdates)
    .where(
      and(
        eq(campaignUpdates.tenantId, tx.tenantId),
        eq(campaignUpdates.campaignId, campaignId),
        isNotNull(campaignUpdates.publishedAt),
        isNull(campaignUpdates.deletedAt),
      ),
    )
    .orderBy(desc(campaignUpdates.publishedAt), asc(campaignUpdates.id));

/** The documents of the story and of updates. Where two devices have made one each, the first counts. */
export async function findDocumentIds(
  tx: ReadTx,
  campaignId: CampaignRow['id'],
  updateIds: readonly CampaignUpdateRow['id'][],
): Promise<{ story: string | null; byUpdate: ReadonlyMap<string, string> }> {
  const ofUpdates = updateIds.length === 0 ? undefined : inArray(documents.campaignUpdateId, [...updateIds]);
  const rows = await tx.db
    .select({ id: documents.id, updateId: documents.campaignUpdateId })
    .from(documents)
    .where(
      and(
        eq(documents.tenantId, tx.tenantId),
        eq(documents.campaignId, campaignId),
        isNull(documents.deletedAt),
        or(isNull(documents.campaignUpdateId), ofUpdates),
      ),
    )
    .orderBy(desc(documents.id));
  return {
    story: rows.findLast((row) => row.updateId === null)?.id ?? null,
    byUpdate: new Map(rows.flatMap((row) => (row.updateId === null ? [] : [[row.updateId, row.id]]))),
  };
}

/** Live campaigns whose deadline has passed. */
export const listOverdue = (tx: ReadTx): Promise<{ id: CampaignRow['id'] }[]> =>
  tx.db
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(
      and(
        eq(campaigns.tenantId, tx.tenantId),
        eq(campaigns.status, 'live'),
        lte(campaigns.deadline, tx.now.toISOString()),
      ),
    );

export async function findUpdate(tx: ReadTx, updateId: string): Promise<CampaignUpdateRow | null> {
  const [row] = await tx.db
    .select()
    .from(campaignUpdates)
    .where(
      and(
        eq(campaignUpdates.tenantId, tx.tenantId),
        eq(campaignUpdates.id, updateId as CampaignUpdateRow['id']),
        isNull(campaignUpdates.deletedAt),
      ),
    );
  return row ?? null;
}
