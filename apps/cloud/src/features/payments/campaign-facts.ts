/** What settling needs of a campaign whatever its state is by then: a payment may arrive after the end. */
import { and, eq } from 'drizzle-orm';
import { rewards } from '@educrowd/db/postgres/schema/synced';
import type { TenantTx } from '../../platform/with-tenant.ts';

/** Null: without limit. */
export async function rewardLimit(tx: TenantTx, rewardId: string): Promise<number | null> {
  const [row] = await tx.db
    .select({ limit: rewards.limitCount })
    .from(rewards)
    .where(
      and(eq(rewards.tenantId, tx.tenantId), eq(rewards.id, rewardId as typeof rewards.$inferSelect.id)),
    );
  return row?.limit ?? null;
}
