/** All SQL of the audit log, its checkpoints, and of the ledger as the second chain. */
import { and, asc, between, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { auditCheckpoints, auditEntries } from '@educrowd/db/postgres/schema/audit';
import { ledgerEntries, ledgerHeads, ledgerLines } from '@educrowd/db/postgres/schema/payments';
import { members } from '@educrowd/db/postgres/schema/people';
import { syncTenants } from '@educrowd/db/postgres/schema/sync';
import { campaigns, courses } from '@educrowd/db/postgres/schema/synced';
import type { ReadTx, TenantTx } from '../../platform/with-tenant.ts';
import { NO_HASH, type Chain, type ChainHead, type Checkpoint, type ExportedEntry } from './export-format.ts';

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export async function readHeads(tx: ReadTx): Promise<Record<Chain, ChainHead>> {
  const [audit] = await tx.db
    .select({ seq: syncTenants.auditSeq, hash: syncTenants.auditHash })
    .from(syncTenants)
    .where(eq(syncTenants.tenantId, tx.tenantId));
  const [ledger] = await tx.db
    .select({ seq: ledgerHeads.seq, hash: ledgerHeads.hash })
    .from(ledgerHeads)
    .where(eq(ledgerHeads.tenantId, tx.tenantId));
  const headOf = (row: typeof audit): ChainHead => ({
    seq: row?.seq ?? 0,
    hash: row ? hexOf(row.hash) : NO_HASH,
  });
  return { audit: headOf(audit), ledger: headOf(ledger) };
}

export interface SeqRange {
  readonly first: number;
  readonly last: number;
}

/** Both ends included, in order. */
export async function readChain(tx: ReadTx, chain: Chain, range: SeqRange): Promise<ExportedEntry[]> {
  return chain === 'audit' ? readAuditChain(tx, range) : readLedgerChain(tx, range);
}

async function readAuditChain(tx: ReadTx, { first, last }: SeqRange): Promise<ExportedEntry[]> {
  const rows = await tx.db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.tenantId, tx.tenantId), between(auditEntries.seq, first, last)))
    .orderBy(asc(auditEntries.seq));
  return rows.map(({ seq, at, actorId, action, body, hash }) => ({
    type: 'entry',
    chain: 'audit',
    seq,
    body,
    hash: hexOf(hash),
    row: { at, actor: actorId, action },
  }));
}

async function readLedgerChain(tx: ReadTx, { first, last }: SeqRange): Promise<ExportedEntry[]> {
  const rows = await tx.db
    .select()
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.tenantId, tx.tenantId), between(ledgerEntries.seq, first, last)))
    .orderBy(asc(ledgerEntries.seq));
  const lines = await tx.db
    .select()
    .from(ledgerLines)
    .where(and(eq(ledgerLines.tenantId, tx.tenantId), between(ledgerLines.seq, first, last)))
    .orderBy(asc(ledgerLines.seq), asc(ledgerLines.line));
  const linesBySeq = Map.groupBy(lines, (line) => line.seq);
  return rows.map(({ seq, key, kind, campaignId: campaign, pledgeId: pledge, at, body, hash }) => ({
    type: 'entry',
    chain: 'ledger',
    seq,
    body,
    hash: hexOf(hash),
    row: {
      key,
      kind,
      campaign,
      pledge,
      at,
      lines: (linesBySeq.get(seq) ?? []).map(({ account, minor, currency }) => ({
        account,
        minor,
        currency,
      })),
    },
  }));
}

export async function listCheckpoints(tx: ReadTx): Promise<Checkpoint[]> {
  const rows = await tx.db
    .select()
    .from(auditCheckpoints)
    .where(eq(auditCheckpoints.tenantId, tx.tenantId))
    .orderBy(asc(auditCheckpoints.chain), asc(auditCheckpoints.seq));
  return rows.map(({ tenantId: tenant, chain, seq, hash, at, key, signature }) => ({
    type: 'checkpoint',
    tenant,
    chain,
    seq,
    hash: hexOf(hash),
    at,
    key,
    signature: Buffer.from(signature).toString('base64url'),
  }));
}

export async function insertCheckpoints(tx: TenantTx, checkpoints: readonly Checkpoint[]): Promise<void> {
  await tx.db
    .insert(auditCheckpoints)
    .values(
      checkpoints.map(({ chain, seq, hash, at, key, signature }) => ({
        tenantId: tx.tenantId,
        chain,
        seq,
        hash: new Uint8Array(Buffer.from(hash, 'hex')),
        at,
        key,
        signature: new Uint8Array(Buffer.from(signature, 'base64url')),
      })),
    )
    .onConflictDoNothing();
}

export interface AuditRow {
  readonly seq: number;
  readonly at: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly body: string;
}

/** The newest first, before a sequence number where one is given. */
export const listEntries = (
  tx: ReadTx,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<AuditRow[]> =>
  tx.db
    .select({
      seq: auditEntries.seq,
      at: auditEntries.at,
      actorId: auditEntries.actorId,
      action: auditEntries.action,
      body: auditEntries.body,
    })
    .from(auditEntries)
    .where(
      and(eq(auditEntries.tenantId, tx.tenantId), before === null ? sql`true` : lt(auditEntries.seq, before)),
    )
    .orderBy(desc(auditEntries.seq))
    .limit(limit);

export async function memberNames(
  tx: ReadTx,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await tx.db
    .select({ userId: members.userId, name: members.displayName })
    .from(members)
    .where(and(eq(members.tenantId, tx.tenantId), inArray(members.userId, [...userIds])));
  return new Map(rows.map(({ userId, name }) => [userId, name]));
}

/** As they are called now, also in the trash; by id. */
export async function titlesOf(
  tx: ReadTx,
  kind: 'course' | 'campaign',
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const table = kind === 'course' ? courses : campaigns;
  const rows = await tx.db
    .select({ id: table.id, title: table.title })
    .from(table)
    .where(and(eq(table.tenantId, tx.tenantId), inArray(sql<string>`${table.id}`, [...ids])));
  return new Map(rows.map(({ id, title }) => [id, title]));
}
