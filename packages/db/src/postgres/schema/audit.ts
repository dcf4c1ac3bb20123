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

/** What the end of a chain was at a moment, signed by the server with a key that is not in the database. */
export const auditCheckpoints = pgTable(
  'audit_checkpoint',
  {
    tenantId: uuid('tenant_id').notNull(),
    chain: text('chain').$type<'audit' | 'ledger'>().notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    hash: bytesColumn('hash').notNull(),
    at: instantColumn('at').notNull(),
    /** The public key, hexadecimal. */
    key: text('key').notNull(),
    signature: bytesColumn('signature').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.chain, table.seq, table.key] }),
    tenantPolicy('audit_checkpoint'),
  ],
);
