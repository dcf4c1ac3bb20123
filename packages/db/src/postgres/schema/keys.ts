/** Keys that encrypt single fields of a school's rows; apps/cloud/src/platform/encryption says how. */
import { sql } from 'drizzle-orm';
import { check, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytesColumn, instantColumn, tenantPolicy } from '../../derive/pg-table.ts';
import { directory } from './directory.ts';
import { paymentAttempts } from './payments.ts';

/** `field`: encrypts; the highest generation is the current one · `index`: makes blind indexes; one for ever. */
export type DataKeyPurpose = 'field' | 'index';

/** Never a key as it is, only wrapped by a master key of the environment. */
export const dataKeys = pgTable(
  'data_key',
  {
    tenantId: uuid('tenant_id').notNull(),
    purpose: text('purpose').$type<DataKeyPurpose>().notNull(),
    generation: integer('generation').notNull(),
    /** The reference of the master key that wraps it. */
    masterKey: text('master_key').notNull(),
    wrapped: bytesColumn('wrapped').notNull(),
    createdAt: instantColumn('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.purpose, table.generation] }),
    check(
      'data_key_generation',
      sql`generation > 0 and (purpose = 'field' or purpose = 'index' and generation = 1)`,
    ),
    tenantPolicy('data_key'),
  ],
);

/** References of the master keys that wrap any school's keys: a server without one of them must not start. */
export const masterKeys = directory.table('master_key', {
  reference: text('reference').primaryKey(),
  notedAt: instantColumn('noted_at').notNull(),
});

/** Every table that has sealed columns. */
export const encryptedTables = [paymentAttempts] as const;
