/**
 * Places of rewards, one row each, also where there is no limit: it may come later. Whoever takes or keeps one has locked
 * the places of the reward before (`lockPlaces`) and read its limit after that, so that nothing can be oversold: what
 * counts is how many are taken, not their numbers, since a limit may have been lowered.
 */
import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { rewardPlaces } from '@educrowd/db/postgres/schema/payments';
import type { TenantTx } from '../../platform/with-tenant.ts';
import { countTakenPlaces } from '../campaigns/index.ts';

export interface PlaceWish {
  readonly rewardId: string;
  readonly pledgeId: string;
  /** Null: without limit. */
  readonly limit: number | null;
  /** Null: for good. */
  readonly heldUntil: Date | null;
}

/** Whether a place was free: an own one or one that nobody has any more, else a number nobody has had yet. */
export async function takePlace(tx: TenantTx, wish: PlaceWish): Promise<boolean> {
  if (wish.limit !== null && (await countTakenPlaces(tx, wish.rewardId)) >= wish.limit) return false;
  if (await takeFreedPlace(tx, wish)) return true;
  const { rewardId, pledgeId, heldUntil } = wish;
  await tx.db.insert(rewardPlaces).values({
    tenantId: tx.tenantId,
    rewardId,
    place: await nextNumber(tx, rewardId),
    pledgeId,
    heldUntil: heldUntil?.toISOString() ?? null,
  });
  return true;
}

/** The own place, whose time is over, comes first: a pledge has one at most. */
async function takeFreedPlace(tx: TenantTx, { rewardId, pledgeId, heldUntil }: PlaceWish): Promise<boolean> {
  const now = tx.now.toISOString();
  const rows = await tx.db.execute(sql`
    update reward_place set pledge_id = ${pledgeId}, held_until = ${heldUntil?.toISOString() ?? null}::timestamptz
    where tenant_id = ${tx.tenantId} and reward_id = ${rewardId} and place = (
      select place from reward_place
      where tenant_id = ${tx.tenantId} and reward_id = ${rewardId}
        and (pledge_id is null or held_until <= ${now}::timestamptz)
      order by (pledge_id = ${pledgeId}) is true desc, place limit 1 for update skip locked)
    returning place`);
  return rows.length > 0;
}

async function nextNumber(tx: TenantTx, rewardId: string): Promise<number> {
  const [row] = await tx.db
    .select({ last: sql<number | null>`max(${rewardPlaces.place})` })
    .from(rewardPlaces)
    .where(and(eq(rewardPlaces.tenantId, tx.tenantId), eq(rewardPlaces.rewardId, rewardId)));
  return (row?.last ?? 0) + 1;
}

const ofPledge = (tx: TenantTx, pledgeId: string) =>
  and(eq(rewardPlaces.tenantId, tx.tenantId), eq(rewardPlaces.pledgeId, pledgeId));

/** Keeps the place of a pledge, until a moment or for good; false when somebody else has it by now or may have one more. */
export async function keepPlace(tx: TenantTx, pledgeId: string, heldUntil: Date | null): Promise<boolean> {
  const rows = await tx.db
    .update(rewardPlaces)
    .set({ heldUntil: heldUntil?.toISOString() ?? null })
    .where(
      and(
        ofPledge(tx, pledgeId),
        or(isNull(rewardPlaces.heldUntil), gt(rewardPlaces.heldUntil, tx.now.toISOString())),
      ),
    )
    .returning({ place: rewardPlaces.place });
  return rows.length > 0;
}

export async function releasePlace(tx: TenantTx, pledgeId: string): Promise<void> {
  await tx.db.update(rewardPlaces).set({ pledgeId: null, heldUntil: null }).where(ofPledge(tx, pledgeId));
}
