/** Recomputes everything that must hold of a school's ledger. Used by tests and by the story. */
import { createHash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { ledgerHeads, paymentAttempts, pledges } from '@educrowd/db/postgres/schema/payments';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { listEntries, listLines } from './ledger-store.ts';

export interface LedgerReport {
  readonly entries: number;
  /** Minor units by account and currency, e.g. `campaignFunds EUR`. */
  readonly balances: Readonly<Record<string, number>>;
  /** Empty: everything holds. */
  readonly problems: readonly string[];
}

/** What is hashed of an entry. */
interface ToldEntry {
  readonly seq: number;
  readonly key: string;
  readonly kind: string;
  readonly campaign: string;
  readonly pledge: string;
  readonly at: string;
  readonly lines: readonly { readonly account: string; readonly minor: number; readonly currency: string }[];
}

export async function verifyLedger(tx: ReadTx): Promise<LedgerReport> {
  const [entries, lines, [head]] = await Promise.all([
    listEntries(tx),
    listLines(tx),
    tx.db.select().from(ledgerHeads).where(eq(ledgerHeads.tenantId, tx.tenantId)),
  ]);
  const problems: string[] = [];
  const linesBySeq = Map.groupBy(lines, (line) => line.seq);
  let hash: Uint8Array = new Uint8Array(32);
  for (const [index, entry] of entries.entries()) {
    const own = linesBySeq.get(entry.seq) ?? [];
    if (entry.seq !== index + 1) problems.push(`entry ${index + 1} is missing`);
    for (const [currency, minor] of sumBy(own, (line) => line.currency))
      if (minor !== 0) problems.push(`entry ${entry.seq} is off by ${minor} ${currency}`);
    hash = new Uint8Array(createHash('sha256').update(hash).update(entry.body).digest());
    if (Buffer.compare(hash, entry.hash) !== 0) problems.push(`entry ${entry.seq} breaks the chain`);
    const told = JSON.parse(entry.body) as ToldEntry;
    const isOwn =
      told.seq === entry.seq &&
      told.key === entry.key &&
      told.kind === entry.kind &&
      told.campaign === entry.campaignId &&
      told.pledge === entry.pledgeId &&
      new Date(told.at).getTime() === new Date(entry.at).getTime();
    if (!isOwn) problems.push(`entry ${entry.seq} is not the one that was hashed`);
    const isTold =
      told.lines.length === own.length &&
      told.lines.every(
        (line, at) =>
          line.account === own[at]?.account &&
          line.minor === own[at].minor &&
          line.currency === own[at].currency,
      );
    if (!isTold) problems.push(`the lines of entry ${entry.seq} are not those that were hashed`);
  }
  if ((head?.seq ?? 0) !== entries.length) problems.push('the ledger does not end where its head says');
  if (lines.some((line) => line.seq > entries.length)) problems.push('there are lines without an entry');
  problems.push(...(await compareWithPledges(tx)));
  return {
    entries: entries.length,
    balances: Object.fromEntries(sumBy(lines, (line) => `${line.account} ${line.currency}`)),
    problems,
  };
}

/** Collected = captured − refunded, pledge by pledge; no more goes back than had come, and no fee stays of nothing. */
async function compareWithPledges(tx: ReadTx): Promise<string[]> {
  const inLedger = await tx.db.execute<{ pledge_id: string; minor: string; fee: string }>(sql`
    select entry.pledge_id,
      coalesce(sum(line.minor) filter (where line.account = 'backerReceivable'), 0) as minor,
      coalesce(sum(line.minor) filter (where line.account = 'platformFee'), 0) as fee
    from ledger_entry entry join ledger_line line on line.tenant_id = entry.tenant_id and line.seq = entry.seq
    where entry.tenant_id = ${tx.tenantId} and line.tenant_id = ${tx.tenantId}
    group by entry.pledge_id`);
  const ledger = new Map(inLedger.map((row) => [row.pledge_id, row]));
  const rows = await tx.db
    .select({
      id: pledges.id,
      currency: pledges.currency,
      amountMinor: pledges.amountMinor,
      paid: sql<string>`count(${paymentAttempts.attempt}) filter (where ${paymentAttempts.state} = 'paid')`,
      refunded: sql<string>`coalesce(sum(${paymentAttempts.refundedMinor}), 0)`,
    })
    .from(pledges)
    .innerJoin(
      paymentAttempts,
      and(eq(paymentAttempts.tenantId, pledges.tenantId), eq(paymentAttempts.pledgeId, pledges.id)),
    )
    .where(and(eq(pledges.tenantId, tx.tenantId), eq(paymentAttempts.tenantId, tx.tenantId)))
    .groupBy(pledges.id, pledges.currency, pledges.amountMinor);
  return rows.flatMap(({ id, currency, amountMinor, paid, refunded }) => {
    const expected = Number(paid) * amountMinor - Number(refunded);
    const found = Number(ledger.get(id)?.minor ?? 0);
    const fee = Number(ledger.get(id)?.fee ?? 0);
    const wrong = [];
    if (found !== expected) wrong.push(`pledge ${id} has ${found} instead of ${expected} ${currency}`);
    if (expected < 0) wrong.push(`more went back for pledge ${id} than had come`);
    if (expected === 0 && fee !== 0) wrong.push(`a fee of ${-fee} ${currency} stays of pledge ${id}`);
    return wrong;
  });
}

function sumBy<Row extends { readonly minor: number }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.minor);
  return sums;
}
