import { bigint, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytesColumn, instantColumn, tenantPolicy } from '../../derive/pg-table.ts';

/** Append-only and hash-chained per tenant: `hash` = SHA-256 of the hash before it and of `body`. */
export const auditEntries = pgTable(
  'audit_entry',
  {
    tenantId: uuid('tenant_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    at: instantColumn('at').notNull(),
    actorId: uuid('actor_id'),
    action: text('action').notNull(),
    /** Canonical JSON of the whole entry: exactly the bytes that were hashed. */
    body: text('body').notNull(),
    hash: bytesColumn('hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.seq] }),
    index().on(table.tenantId, table.at),
    tenantPolicy('audit_entry'),
  ],
);
