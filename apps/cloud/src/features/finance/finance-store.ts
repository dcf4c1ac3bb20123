/** All SQL of the school's finances. They are read from the ledger alone, never from what was folded from it. */
import { and, asc, between, countDistinct, desc, eq, inArray, max, sql } from 'drizzle-orm';
import { ledgerEntries, ledgerLines } from '@educrowd/db/postgres/schema/payments';
import { campaigns } from '@educrowd/db/postgres/schema/synced';
import type { LedgerAccount, LedgerKind } from '@educrowd/shared/payments/ledger';
import type { Currency } from '@educrowd/shared/primitives/money';
import type { ReadTx } from '../../platform/with-tenant.ts';

type CampaignRow = typeof campaigns.$inferSelect;

const ofLine = and(eq(ledgerEntries.tenantId, ledgerLines.tenantId), eq(ledgerEntries.seq, ledgerLines.seq));

/** What all entries of one kind have moved on one account. */
export interface Movement {
  readonly currency: Currency;
  readonly kind: LedgerKind;
  readonly account: LedgerAccount;
  /** Debits are positive. */
  readonly minor: number;
}

export interface CampaignMovement extends Movement {
  readonly campaignId: string;
}

const moved = {
  currency: ledgerLines.currency,
  account: ledgerLines.account,
  kind: ledgerEntries.kind,
  minor: sql`sum(${ledgerLines.minor})`.mapWith(Number),
};
const { minor: _sum, ...movedBy } = moved;

/** Of the whole school. */
export const sumMovements = (tx: ReadTx): Promise<Movement[]> =>
  tx.db
    .select(moved)
    .from(ledgerLines)
    .innerJoin(ledgerEntries, ofLine)
    .where(eq(ledgerLines.tenantId, tx.tenantId))
    .groupBy(...Object.values(movedBy));

export const sumMovementsOf = (
  tx: ReadTx,
  campaignIds: readonly CampaignRow['id'][],
): Promise<CampaignMovement[]> =>
  tx.db
    .select({ ...moved, campaignId: ledgerLines.campaignId })
    .from(ledgerLines)
    .innerJoin(ledgerEntries, ofLine)
    .where(and(eq(ledgerLines.tenantId, tx.tenantId), inArray(ledgerLines.campaignId, [...campaignIds])))
    .groupBy(ledgerLines.campaignId, ...Object.values(movedBy));

export interface PageQuery {
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
}

/** Campaigns that money has moved in, those first where it did last; as they are called now, also in the trash. */
export async function campaignsWithMoney(
  tx: ReadTx,
  { page, perPage }: PageQuery,
): Promise<{ rows: Pick<CampaignRow, 'id' | 'title'>[]; total: number }> {
  const ofSchool = eq(ledgerEntries.tenantId, tx.tenantId);
  const [counted] = await tx.db
    .select({ total: countDistinct(ledgerEntries.campaignId) })
    .from(ledgerEntries)
    .where(ofSchool);
  const rows = await tx.db
    .select({ id: campaigns.id, title: campaigns.title })
    .from(ledgerEntries)
    .innerJoin(
      campaigns,
      and(eq(campaigns.tenantId, ledgerEntries.tenantId), eq(campaigns.id, ledgerEntries.campaignId)),
    )
    .where(ofSchool)
    .groupBy(campaigns.id, campaigns.title)
    .orderBy(desc(max(ledgerEntries.seq)))
    .limit(perPage)
    .offset((page - 1) * perPage);
  return { rows, total: counted?.total ?? 0 };
}

export interface LedgerRow extends CampaignMovement {
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
