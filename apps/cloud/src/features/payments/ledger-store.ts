/** All SQL of the ledger. It is written through `post_ledger_entry` alone, which refuses what does not sum to zero. */
import { and, asc, eq, sql } from 'drizzle-orm';
import { ledgerEntries, ledgerLines } from '@educrowd/db/postgres/schema/payments';
import type { LedgerEntry } from '@educrowd/shared/payments/ledger';
import { must } from '@educrowd/shared/primitives/assert';
import type { ReadTx, TenantTx } from '../../platform/with-tenant.ts';

/** False when it was entered before. The end of the ledger stays locked until COMMIT, so this comes late in a command. */
export async function postEntry(tx: TenantTx, entry: LedgerEntry): Promise<boolean> {
  const lines = entry.lines.map(({ account, amount: { minor, currency } }) => ({ account, minor, currency }));
  const [row] = await tx.db.execute<{ is_new: boolean }>(
    sql`select post_ledger_entry(${entry.key}, ${entry.kind}, ${entry.campaignId}::uuid, ${entry.pledgeId}::uuid,
      ${entry.at.toISOString()}::timestamptz, ${JSON.stringify(lines)}::jsonb) as is_new`,
  );
  return must(row, 'result of post_ledger_entry').is_new;
}

export type LedgerEntryRow = typeof ledgerEntries.$inferSelect;
export type LedgerLineRow = typeof ledgerLines.$inferSelect;

/** The whole ledger in order. */
export const listEntries = (tx: ReadTx): Promise<LedgerEntryRow[]> =>
  tx.db
    .select()
    .from(ledgerEntries)
    .where(eq(ledgerEntries.tenantId, tx.tenantId))
    .orderBy(asc(ledgerEntries.seq));

export const listLines = (tx: ReadTx): Promise<LedgerLineRow[]> =>
  tx.db
    .select()
    .from(ledgerLines)
    .where(eq(ledgerLines.tenantId, tx.tenantId))
    .orderBy(asc(ledgerLines.seq), asc(ledgerLines.line));

/** Keys of everything that is entered of a pledge. */
export async function enteredKeys(tx: ReadTx, pledgeId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.db
    .select({ key: ledgerEntries.key })
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.tenantId, tx.tenantId), eq(ledgerEntries.pledgeId, pledgeId)));
  return new Set(rows.map(({ key }) => key));
}

/** Money that has arrived for a campaign and has not gone back, in its currency. */
export async function collectedMinor(tx: ReadTx, campaignId: string, currency: string): Promise<number> {
  const [row] = await tx.db
    .select({ minor: sql<string>`coalesce(sum(${ledgerLines.minor}), 0)` })
    .from(ledgerLines)
    .where(
      sql`${ledgerLines.tenantId} = ${tx.tenantId} and ${ledgerLines.campaignId} = ${campaignId}
        and ${ledgerLines.account} = 'backerReceivable' and ${ledgerLines.currency} = ${currency}`,
    );
  return Number(must(row, 'sum').minor);
}
