/** All SQL of campaigns that is not syncing. */
import { and, eq, isNull } from 'drizzle-orm';
import { campaigns, rewards } from '@educrowd/db/postgres/schema/synced';
import { compareSiblings } from '@educrowd/shared/sync/order';
import type { ReadTx } from '../../platform/with-tenant.ts';

export type CampaignRow = typeof campaigns.$inferSelect;
export type RewardRow = typeof rewards.$inferSelect;

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
