import { sql } from 'drizzle-orm';
import { boolean, foreignKey, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { EventName } from '@educrowd/shared/notifications/event-catalogue';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { instantColumn, tenantPolicy } from '../../derive/pg-table.ts';
import { campaigns } from './synced.ts';

/** What happened, noted in the transaction that caused it. Appended; only the two marks of its delivery are written later. */
export const notificationEvents = pgTable(
  'notification_event',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    name: text('name').$type<EventName>().notNull(),
    data: jsonb('data').$type<JsonObject>().notNull(),
    /** Who did it: nobody is told about what they did themselves. Null: a visitor, or the system. */
    actorId: uuid('actor_id'),
    occurredAt: instantColumn('occurred_at').notNull(),
    /** Where the delivery to a large audience has got to: the key of the last recipient. */
    deliveredThrough: text('delivered_through'),
    deliveredAt: instantColumn('delivered_at'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index('notification_event_waiting')
      .on(table.tenantId, table.occurredAt, table.id)
      .where(sql`delivered_at is null`),
    tenantPolicy('notification_event'),
  ],
);

/** Whether an account wants mails of an event from this school; without a row the catalogue of events decides. */
export const mailPreferences = pgTable(
  'mail_preference',
  {
    tenantId: uuid('tenant_id').notNull(),
    userId: uuid('user_id').notNull(),
    event: text('event').$type<EventName>().notNull(),
    isWanted: boolean('is_wanted').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.userId, table.event] }),
    tenantPolicy('mail_preference'),
  ],
);

/** Somebody who wants no more mails about a campaign, with or without an account. */
export const campaignMailStops = pgTable(
  'campaign_mail_stop',
  {
    tenantId: uuid('tenant_id').notNull(),
    campaignId: uuid('campaign_id').notNull(),
    /** Lower case. */
    email: text('email').notNull(),
    stoppedAt: instantColumn('stopped_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.campaignId, table.email] }),
    foreignKey({
      columns: [table.tenantId, table.campaignId],
      foreignColumns: [campaigns.tenantId, campaigns.id],
    }),
    tenantPolicy('campaign_mail_stop'),
  ],
);
