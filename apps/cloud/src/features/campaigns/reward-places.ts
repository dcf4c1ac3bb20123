/** How many places of a reward are taken at this moment: its synced row tells that a little later. */
import { and, count, eq, gt, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { rewardPlaces } from '@educrowd/db/postgres/schema/payments';
import type { ReadTx, TenantTx } from '../../platform/with-tenant.ts';

/** Until COMMIT nobody else takes a place of this reward or changes its terms: what is read afterwards stays true. */
export async function lockPlaces(tx: TenantTx, rewardId: string): Promise<void> {
  const key = `places ${tx.tenantId} ${rewardId}`;
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

/** Paid for, or held until later than now. */
export async function countTakenPlaces(tx: ReadTx, rewardId: string): Promise<number> {
  const [row] = await tx.db
    .select({ taken: count() })
    .from(rewardPlaces)
    .where(
      and(
        eq(rewardPlaces.tenantId, tx.tenantId),
        eq(rewardPlaces.rewardId, rewardId),
        isNotNull(rewardPlaces.pledgeId),
        or(isNull(rewardPlaces.heldUntil), gt(rewardPlaces.heldUntil, tx.now.toISOString())),
      ),
    );
  return row?.taken ?? 0;
}
