import { bigint, foreignKey, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytesColumn, instantColumn, tenantPolicy } from '../../derive/pg-table.ts';
import { documents } from './synced.ts';
import type { ContentDoc } from '@educrowd/shared/content/content-json';

/** Yjs updates as they arrived; `version` is the head of the transaction that brought them. */
export const documentUpdates = pgTable(
  'document_update',
  {
    tenantId: uuid('tenant_id').notNull(),
    documentId: uuid('document_id').notNull(),
    version: bigint('version', { mode: 'number' }).notNull(),
    /** Order within one transaction. */
    ordinal: integer('ordinal').notNull(),
    bytes: bytesColumn('bytes').notNull(),
    authorId: uuid('author_id'),
    createdAt: instantColumn('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.documentId, table.version, table.ordinal] }),
    foreignKey({
      columns: [table.tenantId, table.documentId],
      foreignColumns: [documents.tenantId, documents.id],
    }),
    tenantPolicy('document_update'),
  ],
);

/** The compacted state of a document and its projection: made by a job, each up to a version. */
export const documentStates = pgTable(
  'document_state',
  {
    tenantId: uuid('tenant_id').notNull(),
    documentId: uuid('document_id').notNull(),
    /** Every update up to this version is in `state`, and `content` and `plainText` show it. */
    version: bigint('version', { mode: 'number' }).notNull(),
    state: bytesColumn('state').notNull(),
    content: jsonb('content').$type<ContentDoc>().notNull(),
    plainText: text('plain_text').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.documentId] }),
    foreignKey({
      columns: [table.tenantId, table.documentId],
      foreignColumns: [documents.tenantId, documents.id],
    }),
    tenantPolicy('document_state'),
  ],
);
