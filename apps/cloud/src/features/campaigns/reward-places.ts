/** How many places of a reward are taken at this moment: its synced row tells that a little later. */
import { and, count, eq, gt, isNotNull, isNull, or } from 'drizzle-orm';
import { rewardPlaces } from '@educrowd/db/postgres/schema/payments';
import { lockUntilCommit } from '../../platform/lock-until-commit.ts';
import type { ReadTx, TenantTx } from '../../platform/with-tenant.ts';

/** Until COMMIT nobody else takes a place of this reward or changes its terms: what is read afterwards stays true. */
export const lockPlaces = (tx: TenantTx, rewardId: string): Promise<void> =>
  lockUntilCommit(tx, `places ${rewardId}`);

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
