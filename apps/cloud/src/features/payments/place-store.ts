/**
 * Places of limited rewards. Each is a row whose key is its number, so two pledges cannot get the same one and no number
 * lies above the limit: nothing is counted, and nothing can be oversold.
 */
import { and, eq, sql } from 'drizzle-orm';
import { rewardPlaces } from '@educrowd/db/postgres/schema/payments';
import type { TenantTx } from '../../platform/with-tenant.ts';

export interface PlaceWish {
  readonly rewardId: string;
  readonly pledgeId: string;
  readonly limit: number;
  /** Null: for good. */
  readonly heldUntil: Date | null;
}

/** Whether a place was free: one that was given back or whose time is over first, else a number nobody has had yet. */
export async function takePlace(tx: TenantTx, wish: PlaceWish): Promise<boolean> {
  if (await takeFreedPlace(tx, wish)) return true;
  for (;;) {
    const next = await nextNumber(tx, wish.rewardId);
    if (next > wish.limit) return false;
    // Waits for whoever takes this number at the same time, and goes on to the next if they do.
    const [taken] = await tx.db
      .insert(rewardPlaces)
      .values({
        tenantId: tx.tenantId,
        rewardId: wish.rewardId,
        place: next,
        pledgeId: wish.pledgeId,
        heldUntil: wish.heldUntil?.toISOString() ?? null,
      })
      .onConflictDoNothing({ target: [rewardPlaces.tenantId, rewardPlaces.rewardId, rewardPlaces.place] })
      .returning({ place: rewardPlaces.place });
    if (taken) return true;
  }
}

async function takeFreedPlace(
  tx: TenantTx,
  { rewardId, pledgeId, limit, heldUntil }: PlaceWish,
): Promise<boolean> {
  const now = tx.now.toISOString();
  const rows = await tx.db.execute(sql`
    update reward_place set pledge_id = ${pledgeId}, held_until = ${heldUntil?.toISOString() ?? null}::timestamptz
    where tenant_id = ${tx.tenantId} and reward_id = ${rewardId} and place = (
      select place from reward_place
      where tenant_id = ${tx.tenantId} and reward_id = ${rewardId} and place <= ${limit}
        and (pledge_id is null or held_until < ${now}::timestamptz)
      order by place limit 1 for update skip locked)
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

/** Keeps the place of a pledge, until a moment or for good; false when somebody else has it by now. */
export async function keepPlace(tx: TenantTx, pledgeId: string, heldUntil: Date | null): Promise<boolean> {
  const rows = await tx.db
    .update(rewardPlaces)
    .set({ heldUntil: heldUntil?.toISOString() ?? null })
    .where(ofPledge(tx, pledgeId))
    .returning({ place: rewardPlaces.place });
  return rows.length > 0;
}

export async function releasePlace(tx: TenantTx, pledgeId: string): Promise<void> {
  await tx.db.update(rewardPlaces).set({ pledgeId: null, heldUntil: null }).where(ofPledge(tx, pledgeId));
}
