/**
 * Everything in the file of one workspace. From here the migrations are generated; at run time the engine speaks SQL.
 * The full-text index over `search_entry` is a virtual table, which only a written migration can make.
 */
import { sql } from 'drizzle-orm';
import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { document } from '@educrowd/shared/content/document.entity';
import { campaign } from '@educrowd/shared/campaigns/campaign.entity';
import { campaignUpdate } from '@educrowd/shared/campaigns/campaign-update.entity';
import { faq } from '@educrowd/shared/campaigns/faq.entity';
import { pledgeRecord } from '@educrowd/shared/campaigns/pledge-record.entity';
import { reward } from '@educrowd/shared/campaigns/reward.entity';
import { notification } from '@educrowd/shared/notifications/notification.entity';
import { course } from '@educrowd/shared/courses/course.entity';
import { lesson } from '@educrowd/shared/courses/lesson.entity';
import { material } from '@educrowd/shared/courses/material.entity';
import { section } from '@educrowd/shared/courses/section.entity';
import { conflict } from '@educrowd/shared/sync/conflict.entity';
import { tenantSettings as tenantSettingsEntity } from '@educrowd/shared/tenancy/tenant-settings.entity';
import { sqliteTableOf } from '../derive/sqlite-table.ts';

// The view: the server's rows with the pending effects of this device laid over them.

export const tenantSettings = sqliteTableOf(tenantSettingsEntity);
export const courses = sqliteTableOf(course);
export const sections = sqliteTableOf(section, 'courseId');
export const lessons = sqliteTableOf(lesson, 'courseId', 'sectionId');
export const campaigns = sqliteTableOf(campaign);
export const rewards = sqliteTableOf(reward, 'campaignId');
export const campaignUpdates = sqliteTableOf(campaignUpdate, 'campaignId');
export const faqs = sqliteTableOf(faq, 'campaignId');
export const pledgeRecords = sqliteTableOf(pledgeRecord, 'campaignId');
export const materials = sqliteTableOf(material, 'courseId', 'campaignId', 'sha256');
export const documents = sqliteTableOf(document, 'courseId', 'lessonId', 'campaignId');
export const conflicts = sqliteTableOf(conflict, 'status');
export const notifications = sqliteTableOf(notification, 'occurredAt');

// What this device has to tell the server.

/** The server's row under pending effects; a null row: the server has none. */
export const baseRows = sqliteTable(
  'base_row',
  { tableName: text('table_name').notNull(), rowId: text('row_id').notNull(), row: text('row') },
  (table) => [primaryKey({ columns: [table.tableName, table.rowId] })],
);

/** Members of a mutation as JSON text, so that its bytes stay what they were when they were hashed. */
const mutation = { name: text('name').notNull(), args: text('args').notNull(), base: text('base').notNull() };

export const outbox = sqliteTable(
  'outbox',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    ...mutation,
    /** Set with the first send; from then on the mutation never changes. */
    hash: text('hash'),
    frozen: integer('frozen', { mode: 'boolean' }).notNull().default(false),
    createdAt: text('created_at').notNull(),
    resultCode: text('result_code'),
    resultDetail: text('result_detail'),
  },
  // Counted after every edit, and the texts in the rows make the table itself slow to walk.
  (table) => [
    index('outbox_result').on(table.resultCode, table.seq),
    index('outbox_open')
      .on(table.seq)
      .where(sql`${table.frozen} = 0`),
  ],
);

/** What a pending mutation does to a row, as the JSON of a `RowEffect`. */
export const outboxEffects = sqliteTable(
  'outbox_effect',
  {
    seq: integer('seq').notNull(),
    tableName: text('table_name').notNull(),
    rowId: text('row_id').notNull(),
    effect: text('effect').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.seq, table.tableName, table.rowId] }),
    index('outbox_effect_row').on(table.tableName, table.rowId, table.seq),
  ],
);

/** Every mutation of the last weeks, also settled ones: what a restored server is told again. */
export const journal = sqliteTable(
  'journal',
  {
    seq: integer('seq').primaryKey(),
    ...mutation,
    hash: text('hash'),
    queuedAt: text('queued_at').notNull(),
    resultCode: text('result_code'),
    resultDetail: text('result_detail'),
    settledAt: text('settled_at'),
  },
  (table) => [index('journal_settled_at').on(table.settledAt)],
);

/** Refused mutations until a person has dealt with them. */
export const quarantine = sqliteTable('quarantine', {
  seq: integer('seq').primaryKey(),
  ...mutation,
  code: text('code').notNull(),
  detail: text('detail'),
  rowLabel: text('row_label').notNull(),
  courseId: text('course_id'),
  campaignId: text('campaign_id'),
  at: text('at').notNull(),
});

/**
 * Texts that went while somebody had them open: what was typed there and is still on its way from a window is put aside
 * under these words.
 */
export const goneTexts = sqliteTable('gone_text', {
  documentId: text('document_id').primaryKey(),
  code: text('code').notNull(),
  detail: text('detail'),
  rowLabel: text('row_label').notNull(),
  courseId: text('course_id'),
  campaignId: text('campaign_id'),
  at: text('at').notNull(),
});

// Texts.

export const documentUpdates = sqliteTable(
  'document_update',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    documentId: text('document_id').notNull(),
    bytes: blob('bytes', { mode: 'buffer' }).notNull(),
    /** Of the server; null while pending. */
    version: integer('version'),
    /** In the outbox, while pending. */
    seq: integer('seq'),
  },
  (table) => [
    index('document_update_document').on(table.documentId, table.id),
    index('document_update_seq').on(table.seq),
  ],
);

/** What full-text search reads: a title and a text for everything that can be found, with the course or campaign that it lies in. */
export const searchEntries = sqliteTable(
  'search_entry',
  {
    id: integer('id').primaryKey(),
    kind: text('kind').notNull(),
    rowId: text('row_id').notNull().unique(),
    homeId: text('home_id').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
  },
  (table) => [index('search_entry_home').on(table.homeId)],
);

/** Documents whose text has changed since it was indexed. */
export const staleTexts = sqliteTable('stale_text', { documentId: text('document_id').primaryKey() });

// What arrives from the server.

/** Pages of a pull (`stage` 'pull') or of the bootstrap of a holding, until they are published together. */
export const stagedChanges = sqliteTable(
  'staged_change',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    stage: text('stage').notNull(),
    tableName: text('table_name').notNull(),
    rowId: text('row_id').notNull(),
    scope: text('scope').notNull(),
    version: integer('version').notNull(),
    op: text('op').notNull(),
    /** Wire row as JSON; null unless `op` is `upsert`. */
    row: text('row'),
    /** Base64 Yjs updates as a JSON array, of documents only. */
    updates: text('updates'),
  },
  (table) => [index('staged_change_stage').on(table.stage, table.id)],
);

export const holdings = sqliteTable('holding', {
  holding: text('holding').primaryKey(),
  state: text('state').notNull(),
  startHead: integer('start_head'),
  /** Where the bootstrap goes on, as JSON of a `RowKey`. */
  after: text('after'),
  stagedRows: integer('staged_rows').notNull().default(0),
  totalRows: integer('total_rows'),
});

// The workspace itself.

export const syncState = sqliteTable('sync_state', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
});

/**
 * Files by the hash of their bytes, kept beside the database. `local`: here, not sent · `uploading` · `uploaded`: sent,
 * and not verified yet · `wanted`: only the server has it, and it is being fetched · `present`: the server has it too.
 */
export const blobs = sqliteTable(
  'blob',
  {
    sha256: text('sha256').primaryKey(),
    sizeBytes: integer('size_bytes').notNull(),
    state: text('state').notNull(),
    sentBytes: integer('sent_bytes').notNull().default(0),
    /** Where an upload that was cut goes on. */
    uploadUrl: text('upload_url'),
  },
  (table) => [index('blob_state').on(table.state)],
);

export const importReports = sqliteTable('import_report', {
  courseId: text('course_id').primaryKey(),
  json: text('json').notNull(),
});
