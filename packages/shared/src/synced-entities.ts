import type { AnyEntity } from './entity/define-entity.ts';
import type { Field } from './entity/fields.ts';
import { must } from './primitives/assert.ts';
import { tenantSettings } from './tenancy/tenant-settings.entity.ts';
import { campaign } from './campaigns/campaign.entity.ts';
import { reward } from './campaigns/reward.entity.ts';
import { campaignUpdate } from './campaigns/campaign-update.entity.ts';
import { faq } from './campaigns/faq.entity.ts';
import { pledgeRecord } from './campaigns/pledge-record.entity.ts';
import { notification } from './notifications/notification.entity.ts';
import { course } from './courses/course.entity.ts';
import { section } from './courses/section.entity.ts';
import { lesson } from './courses/lesson.entity.ts';
import { material } from './courses/material.entity.ts';
import { document } from './content/document.entity.ts';
import { conflict } from './sync/conflict.entity.ts';

/** Every synced entity, parents before children: the order in which rows may be written. */
export const syncedEntities = [
  tenantSettings,
  course,
  section,
  lesson,
  campaign,
  reward,
  campaignUpdate,
  faq,
  pledgeRecord,
  material,
  document,
  conflict,
  notification,
] as const;

export type SyncedEntity = (typeof syncedEntities)[number];
export type SyncedEntityName = SyncedEntity['name'];
export type SyncedTable = SyncedEntity['table'];

const byName = new Map<string, AnyEntity>(syncedEntities.map((entity) => [entity.name, entity]));
const byTable = new Map<string, AnyEntity>(syncedEntities.map((entity) => [entity.table, entity]));

export const findEntity = (name: string): AnyEntity | undefined => byName.get(name);
/** A field by the names that travel; undefined where only a newer version has it. */
export function fieldOf(entityName: string, key: string): Field | undefined {
  const { fields = {} } = findEntity(entityName) ?? {};
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}
export const entityNamed = (name: SyncedEntityName): AnyEntity => must(byName.get(name), `entity ${name}`);
export const entityOfTable = (table: string): AnyEntity => must(byTable.get(table), `synced table ${table}`);
