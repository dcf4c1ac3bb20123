/** PostgreSQL tables of all synced entities, and how to find one by its entity. */
import { sql } from 'drizzle-orm';
import { index, type AnyPgColumn } from 'drizzle-orm/pg-core';
import { campaign } from '@educrowd/shared/campaigns/campaign.entity';
import { campaignUpdate } from '@educrowd/shared/campaigns/campaign-update.entity';
import { faq } from '@educrowd/shared/campaigns/faq.entity';
import { pledgeRecord } from '@educrowd/shared/campaigns/pledge-record.entity';
import { reward } from '@educrowd/shared/campaigns/reward.entity';
import { notification } from '@educrowd/shared/notifications/notification.entity';
import { conflict } from '@educrowd/shared/sync/conflict.entity';
import { course } from '@educrowd/shared/courses/course.entity';
import { document } from '@educrowd/shared/content/document.entity';
import { lesson } from '@educrowd/shared/courses/lesson.entity';
import { material } from '@educrowd/shared/courses/material.entity';
import { section } from '@educrowd/shared/courses/section.entity';
import { tenantSettings as tenantSettingsEntity } from '@educrowd/shared/tenancy/tenant-settings.entity';
import type { SyncedEntityName } from '@educrowd/shared/synced-entities';
import { must } from '@educrowd/shared/primitives/assert';
import { pgTableOf } from '../../derive/pg-table.ts';

type Columns = Record<string, AnyPgColumn>;
const on = (table: Columns, ...keys: string[]) =>
  index().on(
    ...(['tenantId', ...keys].map((key) => must(table[key], key)) as [AnyPgColumn, ...AnyPgColumn[]]),
  );

export const tenantSettings = pgTableOf(tenantSettingsEntity, pgTableNamed);
export const courses = pgTableOf(course, pgTableNamed, (table) => [on(table, 'status')]);
export const sections = pgTableOf(section, pgTableNamed, (table) => [
  on(table, 'courseId'),
  on(table, 'parentId'),
]);
export const lessons = pgTableOf(lesson, pgTableNamed, (table) => [
  on(table, 'courseId'),
  on(table, 'sectionId'),
]);
export const campaigns = pgTableOf(campaign, pgTableNamed, (table) => [on(table, 'status')]);
export const rewards = pgTableOf(reward, pgTableNamed, (table) => [on(table, 'campaignId')]);
export const campaignUpdates = pgTableOf(campaignUpdate, pgTableNamed, (table) => [on(table, 'campaignId')]);
export const faqs = pgTableOf(faq, pgTableNamed, (table) => [on(table, 'campaignId')]);
export const pledgeRecords = pgTableOf(pledgeRecord, pgTableNamed, (table) => [on(table, 'campaignId')]);
export const materials = pgTableOf(material, pgTableNamed, (table) => [
  on(table, 'courseId'),
  on(table, 'campaignId'),
  on(table, 'sha256'),
]);
export const documents = pgTableOf(document, pgTableNamed, (table) => [
  on(table, 'courseId'),
  on(table, 'lessonId'),
  on(table, 'campaignId'),
]);
export const conflicts = pgTableOf(conflict, pgTableNamed, (table) => [on(table, 'rowScope', 'status')]);
export const notifications = pgTableOf(notification, pgTableNamed, (table) => [
  on(table, 'userId', 'occurredAt'),
  on(table, 'userId').where(sql`read_at is null`),
]);

const tables = {
  TenantSettings: () => tenantSettings,
  Course: () => courses,
  Section: () => sections,
  Lesson: () => lessons,
  Campaign: () => campaigns,
  Reward: () => rewards,
  CampaignUpdate: () => campaignUpdates,
  Faq: () => faqs,
  PledgeRecord: () => pledgeRecords,
  Material: () => materials,
  Document: () => documents,
  Conflict: () => conflicts,
  Notification: () => notifications,
} satisfies Record<SyncedEntityName, () => unknown>;

export type SyncedPgTable = ReturnType<(typeof tables)[SyncedEntityName]>;

/** The table of an entity. Written as a function so that tables may refer to each other. */
export function pgTableNamed(entityName: string): SyncedPgTable {
  return must(tables[entityName as SyncedEntityName], `table of ${entityName}`)();
}
