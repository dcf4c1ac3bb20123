/** All SQL of pledges and payment attempts. */
import { createHash, randomBytes } from 'node:crypto';
import { and, count, desc, eq, inArray, isNotNull, or, sql, type SQL } from 'drizzle-orm';
import { paymentAttempts, pledgeKeys, pledges, providerEvents } from '@educrowd/db/postgres/schema/payments';
import { must } from '@educrowd/shared/primitives/assert';
import { openRow, sealChanges, touchesSealed, type OpenRow } from '../../platform/encryption/sealed-rows.ts';
import type { ReadTx, TenantTx } from '../../platform/with-tenant.ts';
import type { Checkout, PaymentEvent } from './payment-gateway.ts';
import { providerNames } from './provider-names.ts';

export type PledgeRow = typeof pledges.$inferSelect;
export type NewPledge = Omit<
  typeof pledges.$inferInsert,
  'tenantId' | 'status' | 'createdAt' | 'isFolded' | 'refundedMinor'
>;
type StoredAttempt = typeof paymentAttempts.$inferSelect;
export type AttemptRow = OpenRow<StoredAttempt>;

const isPledge = (tx: ReadTx, pledgeId: string) =>
  and(eq(pledges.tenantId, tx.tenantId), eq(pledges.id, pledgeId));

export async function insertPledge(tx: TenantTx, pledge: NewPledge): Promise<PledgeRow> {
  const [row] = await tx.db
    .insert(pledges)
    .values({ ...pledge, tenantId: tx.tenantId, status: 'pending', createdAt: tx.now.toISOString() })
    .returning();
  return must(row, 'new pledge');
}

export async function findPledge(tx: ReadTx, pledgeId: string): Promise<PledgeRow | null> {
  const [row] = await tx.db.select().from(pledges).where(isPledge(tx, pledgeId));
  return row ?? null;
}

export async function findPledgeByRequest(tx: ReadTx, requestKey: Uint8Array): Promise<PledgeRow | null> {
  const [row] = await tx.db
    .select()
    .from(pledges)
    .where(and(eq(pledges.tenantId, tx.tenantId), eq(pledges.requestKey, requestKey)));
  return row ?? null;
}

/** One at a time may decide about a pledge. */
export async function lockPledge(tx: TenantTx, pledgeId: string): Promise<PledgeRow | null> {
  const [row] = await tx.db.select().from(pledges).where(isPledge(tx, pledgeId)).for('no key update');
  return row ?? null;
}

/** What a change means for the campaign is folded afterwards, by a job. */
export async function updatePledge(
  tx: TenantTx,
  { id, campaignId }: Pick<PledgeRow, 'id' | 'campaignId'>,
  changes: Partial<NewPledge> & Partial<Pick<PledgeRow, 'status' | 'refundedMinor'>>,
): Promise<void> {
  await tx.db
    .update(pledges)
    .set({ ...changes, isFolded: false })
    .where(isPledge(tx, id));
  await queueFold(tx, campaignId);
}

export const FOLD_TASK = 'fold-campaign';
export const queueFold = (tx: TenantTx, campaignId: string): Promise<void> =>
  tx.enqueue(FOLD_TASK, { campaignId }, { key: campaignId });

export async function insertAttempt(
  tx: TenantTx,
  { pledgeId, attempt, expiresAt }: { pledgeId: string; attempt: number; expiresAt: Date },
): Promise<AttemptRow> {
  const [row] = await tx.db
    .insert(paymentAttempts)
    .values({
      tenantId: tx.tenantId,
      pledgeId,
      attempt,
      state: 'created',
      createdAt: tx.now.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })
    .returning();
  return openAttempt(tx, must(row, 'new attempt'));
}

const openAttempt = async (tx: ReadTx, row: StoredAttempt): Promise<AttemptRow> =>
  openRow(await tx.keys.forReading(), paymentAttempts, row);

const isAttempt = (tx: ReadTx, pledgeId: string, attempt: number) =>
  and(
    eq(paymentAttempts.tenantId, tx.tenantId),
    eq(paymentAttempts.pledgeId, pledgeId),
    eq(paymentAttempts.attempt, attempt),
  );

export async function findAttempt(tx: ReadTx, pledgeId: string, attempt: number): Promise<AttemptRow | null> {
  const keys = await tx.keys.forReading();
  const [row] = await tx.db
    .select()
    .from(paymentAttempts)
    .where(isAttempt(tx, pledgeId, attempt));
  return row ? openRow(keys, paymentAttempts, row) : null;
}

export async function latestAttempt(tx: ReadTx, pledgeId: string): Promise<AttemptRow | null> {
  const keys = await tx.keys.forReading();
  const [row] = await tx.db
    .select()
    .from(paymentAttempts)
    .where(and(eq(paymentAttempts.tenantId, tx.tenantId), eq(paymentAttempts.pledgeId, pledgeId)))
    .orderBy(desc(paymentAttempts.attempt))
    .limit(1);
  return row ? openRow(keys, paymentAttempts, row) : null;
}

/** Where the card was to be entered when it was first said; null: it never was. */
export async function firstCheckoutUrl(tx: ReadTx, pledgeId: string): Promise<string | null> {
  const keys = await tx.keys.forReading();
  const [row] = await tx.db
    .select()
    .from(paymentAttempts)
    .where(
      and(
        eq(paymentAttempts.tenantId, tx.tenantId),
        eq(paymentAttempts.pledgeId, pledgeId),
        or(isNotNull(paymentAttempts.sealedCheckoutUrl), isNotNull(paymentAttempts.checkoutUrl)),
      ),
    )
    .orderBy(paymentAttempts.attempt)
    .limit(1);
  return row ? (await openRow(keys, paymentAttempts, row)).checkoutUrl : null;
}

export async function updateAttempt(
  tx: TenantTx,
  { pledgeId, attempt }: Pick<AttemptRow, 'pledgeId' | 'attempt'>,
  changes: Partial<Omit<AttemptRow, 'tenantId' | 'pledgeId' | 'attempt'>>,
): Promise<void> {
  const stored = touchesSealed(paymentAttempts, changes)
    ? sealChanges(await tx.keys.forWriting(), { table: paymentAttempts, row: { pledgeId, attempt } }, changes)
    : changes;
  await tx.db
    .update(paymentAttempts)
    .set(stored)
    .where(isAttempt(tx, pledgeId, attempt));
}

/** What the provider has answered; a second answer to the same request is the same. */
export async function saveCheckout(
  tx: TenantTx,
  attempt: Pick<AttemptRow, 'pledgeId' | 'attempt'>,
  checkout: Checkout,
): Promise<AttemptRow> {
  const keys = await tx.keys.forWriting();
  const references = { checkoutId: checkout.id, checkoutUrl: checkout.url };
  const [row] = await tx.db
    .update(paymentAttempts)
    .set({
      ...sealChanges(keys, { table: paymentAttempts, row: attempt }, references),
      state: sql`case when ${paymentAttempts.state} = 'created' then 'open' else ${paymentAttempts.state} end`,
    })
    .where(isAttempt(tx, attempt.pledgeId, attempt.attempt))
    .returning();
  return openRow(keys, paymentAttempts, must(row, 'attempt'));
}

/** False when this event was noted before. */
export async function noteProviderEvent(
  tx: TenantTx,
  { id, type }: PaymentEvent,
  pledgeId: string,
): Promise<boolean> {
  const nameOf = await providerNames(tx, 'provider_event');
  const rows = await tx.db
    .insert(providerEvents)
    .values({ tenantId: tx.tenantId, eventId: nameOf(id), type, pledgeId, receivedAt: tx.now.toISOString() })
    .onConflictDoNothing()
    .returning({ eventId: providerEvents.eventId });
  return rows.length > 0;
}

const hashOf = (key: string): Uint8Array => new Uint8Array(createHash('sha256').update(key).digest());

/** A new key to the page of a pledge, for a link; only its hash stays here. */
export async function giveKey(tx: TenantTx, pledgeId: string): Promise<string> {
  const key = randomBytes(24).toString('base64url');
  await tx.db
    .insert(pledgeKeys)
    .values({ tenantId: tx.tenantId, pledgeId, keyHash: hashOf(key), createdAt: tx.now.toISOString() });
  return key;
}

/** The first of some keys that opens a pledge's page; null: none does. */
export async function findKeyOf(
  tx: ReadTx,
  pledgeId: string,
  keys: readonly string[],
): Promise<string | null> {
  if (keys.length === 0) return null;
  const rows = await tx.db
    .select({ keyHash: pledgeKeys.keyHash })
    .from(pledgeKeys)
    .where(
      and(
        eq(pledgeKeys.tenantId, tx.tenantId),
        eq(pledgeKeys.pledgeId, pledgeId),
        inArray(pledgeKeys.keyHash, keys.map(hashOf)),
      ),
    );
  const opens = (key: string): boolean =>
    rows.some(({ keyHash }) => Buffer.compare(keyHash, hashOf(key)) === 0);
  return keys.find(opens) ?? null;
}

/** Of an account: made while signed in, or as a guest under its confirmed address. */
export const ownedBy = (account: { readonly userId: string; readonly email: string }): SQL | undefined =>
  or(eq(pledges.userId, account.userId), eq(pledges.email, account.email.toLowerCase()));

/** Newest first. */
export async function listPledges(
  tx: ReadTx,
  condition: SQL | undefined,
  { page, perPage }: { readonly page: number; readonly perPage: number },
): Promise<{ readonly total: number; readonly rows: PledgeRow[] }> {
  const where = and(eq(pledges.tenantId, tx.tenantId), condition);
  const [total, rows] = await Promise.all([
    tx.db.select({ total: count() }).from(pledges).where(where),
    tx.db
      .select()
      .from(pledges)
      .where(where)
      .orderBy(desc(pledges.createdAt), desc(pledges.id))
      .limit(perPage)
      .offset((page - 1) * perPage),
  ]);
  return { total: total[0]?.total ?? 0, rows };
}

export interface CampaignSums {
  readonly pledgedMinor: number;
  readonly backerCount: number;
}

/** Commitments, and how many people stand behind them. */
export async function sumPledges(tx: ReadTx, campaignId: string): Promise<CampaignSums> {
  const [row] = await tx.db
    .select({
      pledged: sql<string>`coalesce(sum(${pledges.amountMinor} - ${pledges.refundedMinor}), 0)`,
      backers: sql<string>`count(distinct ${pledges.email})`,
    })
    .from(pledges)
    .where(
      and(
        eq(pledges.tenantId, tx.tenantId),
        eq(pledges.campaignId, campaignId),
        eq(pledges.status, 'collected'),
      ),
    );
  return { pledgedMinor: Number(row?.pledged ?? 0), backerCount: Number(row?.backers ?? 0) };
}

/** How many pledges hold or have each reward of a campaign. */
export async function countClaims(tx: ReadTx, campaignId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.db
    .select({ rewardId: pledges.rewardId, claims: count() })
    .from(pledges)
    .where(
      and(
        eq(pledges.tenantId, tx.tenantId),
        eq(pledges.campaignId, campaignId),
        inArray(pledges.status, ['pending', 'collected']),
      ),
    )
    .groupBy(pledges.rewardId);
  return new Map(rows.flatMap(({ rewardId, claims }) => (rewardId === null ? [] : [[rewardId, claims]])));
}

/** Pledges that the campaign's synced rows do not tell yet, locked and marked as told. */
export async function takeUnfolded(tx: TenantTx, campaignId: string, limit: number): Promise<PledgeRow[]> {
  const rows = await tx.db
    .select()
    .from(pledges)
    .where(
      and(eq(pledges.tenantId, tx.tenantId), eq(pledges.campaignId, campaignId), eq(pledges.isFolded, false)),
    )
    .orderBy(pledges.id)
    .limit(limit)
    .for('no key update');
  if (rows.length > 0) {
    const ids = rows.map((row) => row.id);
    await tx.db
      .update(pledges)
      .set({ isFolded: true })
      .where(and(eq(pledges.tenantId, tx.tenantId), inArray(pledges.id, ids)));
  }
  return rows;
}
