import { sql } from 'drizzle-orm';
import { bigint, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ResultCode } from '@educrowd/shared/sync/protocol';
import { byteOrderedText, bytesColumn, instantColumn, tenantPolicy } from '../../derive/pg-table.ts';

/** One row per tenant: the last lock of every writing transaction. */
export const syncTenants = pgTable(
  'sync_tenant',
  {
    tenantId: uuid('tenant_id').primaryKey(),
    /** Changes when the database was restored: devices then rebuild. */
    epoch: uuid('epoch').notNull(),
    /** The history of the database that the epoch belongs to: another one than at present means that it was restored. */
    history: text('history')
      .notNull()
      .default(sql`database_history()`),
    /** Counts transactions that touched synced rows. */
    head: bigint('head', { mode: 'number' }).notNull().default(0),
    /** Version of the newest tombstone that was collected: older cursors cannot be told what is gone any more. */
    floor: bigint('floor', { mode: 'number' }).notNull().default(0),
    auditSeq: bigint('audit_seq', { mode: 'number' }).notNull().default(0),
    auditHash: bytesColumn('audit_hash').notNull(),
  },
  () => [tenantPolicy('sync_tenant')],
);

/** The latest change of each row in each scope that it is or was in. */
export const syncChanges = pgTable(
  'sync_change',
  {
    tenantId: uuid('tenant_id').notNull(),
    tableName: byteOrderedText('table_name').notNull(),
    rowId: uuid('row_id').notNull(),
    scope: byteOrderedText('scope').notNull(),
    version: bigint('version', { mode: 'number' }).notNull(),
    op: text('op').$type<'upsert' | 'delete' | 'leave'>().notNull(),
    /** When a row left its scope or the school; null while it is there. */
    goneAt: instantColumn('gone_at'),
    /** The person who changed the row last (jobs do not count), the version of that change, and the version of the
     * latest change by anybody else: a delete is refused when its author had not seen what others wrote. */
    authorId: uuid('author_id'),
    authorVersion: bigint('author_version', { mode: 'number' }).notNull().default(0),
    otherVersion: bigint('other_version', { mode: 'number' }).notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.tableName, table.rowId, table.scope] }),
    index().on(table.tenantId, table.version, table.tableName, table.rowId, table.scope),
    index().on(table.tenantId, table.scope, table.tableName, table.rowId),
    index('sync_change_gone')
      .on(table.tenantId, table.goneAt)
      .where(sql`gone_at is not null`),
    tenantPolicy('sync_change'),
  ],
);

export const syncClients = pgTable(
  'sync_client',
  {
    tenantId: uuid('tenant_id').notNull(),
    clientId: uuid('client_id').notNull(),
    userId: uuid('user_id').notNull(),
    lastSeq: bigint('last_seq', { mode: 'number' }).notNull().default(0),
    ackedThrough: bigint('acked_through', { mode: 'number' }).notNull().default(0),
    /** `lastSeq` when the present epoch began; null for a client that is younger. */
    seqAtEpoch: bigint('seq_at_epoch', { mode: 'number' }),
    seenAt: instantColumn('seen_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.clientId] }), tenantPolicy('sync_client')],
);

/** Kept until the device has acked them, so that a lost answer loses nothing. */
export const syncResults = pgTable(
  'sync_result',
  {
    tenantId: uuid('tenant_id').notNull(),
    clientId: uuid('client_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    hash: text('hash').notNull(),
    code: text('code').$type<ResultCode>().notNull(),
    detail: text('detail'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.clientId, table.seq] }),
    tenantPolicy('sync_result'),
  ],
);
