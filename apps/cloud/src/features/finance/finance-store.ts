/** All SQL of the school's finances. They are read from the ledger alone, never from what was folded from it. */
import { and, asc, between, desc, eq, max, sql } from 'drizzle-orm';
import { ledgerEntries, ledgerLines } from '@educrowd/db/postgres/schema/payments';
import { campaigns } from '@educrowd/db/postgres/schema/synced';
import type { LedgerAccount, LedgerKind } from '@educrowd/shared/payments/ledger';
import type { Currency } from '@educrowd/shared/primitives/money';
import type { ReadTx } from '../../platform/with-tenant.ts';

const ofLine = and(eq(ledgerEntries.tenantId, ledgerLines.tenantId), eq(ledgerEntries.seq, ledgerLines.seq));

/** What all entries of one kind have moved on one account. */
export interface Movement {
  readonly campaignId: string;
  readonly currency: Currency;
  readonly kind: LedgerKind;
  readonly account: LedgerAccount;
  /** Debits are positive. */
  readonly minor: number;
}

export async function sumMovements(tx: ReadTx): Promise<Movement[]> {
  const { campaignId, currency, account } = ledgerLines;
  const rows = await tx.db
    .select({
      campaignId,
      currency,
      account,
      kind: ledgerEntries.kind,
      minor: sql<string>`sum(${ledgerLines.minor})`,
    })
    .from(ledgerLines)
    .innerJoin(ledgerEntries, ofLine)
    .where(eq(ledgerLines.tenantId, tx.tenantId))
    .groupBy(campaignId, currency, account, ledgerEntries.kind);
  return rows.map((row) => ({ ...row, minor: Number(row.minor) }));
}

/** Campaigns that money has moved in, those first where it did last; as they are called now, also in the trash. */
export const campaignsWithMoney = (tx: ReadTx): Promise<{ id: string; title: string }[]> =>
  tx.db
    .select({ id: sql<string>`${campaigns.id}`, title: campaigns.title })
    .from(ledgerEntries)
    .innerJoin(
      campaigns,
      and(eq(campaigns.tenantId, ledgerEntries.tenantId), eq(campaigns.id, ledgerEntries.campaignId)),
    )
    .where(eq(ledgerEntries.tenantId, tx.tenantId))
    .groupBy(campaigns.id, campaigns.title)
    .orderBy(desc(max(ledgerEntries.seq)));

export interface LedgerRow extends Movement {
  readonly seq: number;
  readonly at: string;
  readonly campaign: string;
  readonly pledgeId: string;
}

/** Line by line in order, from the entry `first` to the entry `last`. */
export const listLedgerRows = (tx: ReadTx, first: number, last: number): Promise<LedgerRow[]> =>
  tx.db
    .select({
      seq: ledgerLines.seq,
      at: ledgerEntries.at,
      kind: ledgerEntries.kind,
      campaign: campaigns.title,
      campaignId: ledgerLines.campaignId,
      pledgeId: ledgerEntries.pledgeId,
      account: ledgerLines.account,
      minor: ledgerLines.minor,
      currency: ledgerLines.currency,
    })
    .from(ledgerLines)
    .innerJoin(ledgerEntries, ofLine)
    .innerJoin(
      campaigns,
      and(eq(campaigns.tenantId, ledgerLines.tenantId), eq(campaigns.id, ledgerLines.campaignId)),
    )
    .where(and(eq(ledgerLines.tenantId, tx.tenantId), between(ledgerLines.seq, first, last)))
    .orderBy(asc(ledgerLines.seq), asc(ledgerLines.line));
