/** Whoever pays nothing cannot keep a limited reward from others: only so many of its places are held at once. */
import { and, count, eq, gt, isNotNull, ne, or, sql, type SQL } from 'drizzle-orm';
import { pledges, rewardPlaces } from '@educrowd/db/postgres/schema/payments';
import { rewards } from '@educrowd/db/postgres/schema/synced';
import { lockUntilCommit } from '../../platform/lock-until-commit.ts';
import type { TenantTx } from '../../platform/with-tenant.ts';
import { PledgeRefused } from './pledge-refused.ts';
import type { PledgeRow } from './pledge-store.ts';

const HOLDS_OF_PERSON = 3;
const HOLDS_OF_NETWORK = 10;

/** Refuses a pledge that holds one place too many of its backer or of the guests of one network. */
export async function checkHolds(
  tx: TenantTx,
  { id, email, userId, network }: Pick<PledgeRow, 'id' | 'email' | 'userId' | 'network'>,
): Promise<void> {
  const isPerson = or(eq(pledges.email, email), userId === null ? undefined : eq(pledges.userId, userId));
  await lockHolds(tx, email);
  if ((await countHolds(tx, { but: id, of: isPerson })) >= HOLDS_OF_PERSON) throw tooMany();
  if (network === null) return;
  await lockHolds(tx, network);
  if ((await countHolds(tx, { but: id, of: eq(pledges.network, network) })) >= HOLDS_OF_NETWORK)
    throw tooMany();
}

const tooMany = () => new PledgeRefused('TOO_MANY', 'pledge.tooManyHolds', 'reward');

/** Two that come at once count each other. */
const lockHolds = (tx: TenantTx, of: string): Promise<void> => lockUntilCommit(tx, `holds ${of}`);

/** Places of limited rewards that are held and not paid for. */
async function countHolds(
  tx: TenantTx,
  { but, of }: { readonly but: string; readonly of: SQL | undefined },
): Promise<number> {
  const [row] = await tx.db
    .select({ holds: count() })
    .from(pledges)
    .innerJoin(
      rewardPlaces,
      and(eq(rewardPlaces.tenantId, pledges.tenantId), eq(rewardPlaces.pledgeId, pledges.id)),
    )
    .innerJoin(
      rewards,
      and(eq(rewards.tenantId, rewardPlaces.tenantId), eq(rewards.id, sql`${rewardPlaces.rewardId}`)),
    )
    .where(
      and(
        eq(pledges.tenantId, tx.tenantId),
        eq(pledges.status, 'pending'),
        ne(pledges.id, but),
        of,
        gt(rewardPlaces.heldUntil, tx.now.toISOString()),
        isNotNull(rewards.limitCount),
      ),
    );
  return row?.holds ?? 0;
}
