import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { RoleKey } from '@educrowd/shared/permissions/roles';
import { instantColumn, tenantPolicy } from '../../derive/pg-table.ts';
import { campaigns, courses } from './synced.ts';

/** What a school knows of an account. School code reads this, never the identity tables. */
export const members = pgTable(
  'member',
  {
    tenantId: uuid('tenant_id').notNull(),
    userId: uuid('user_id').notNull(),
    displayName: text('display_name').notNull(),
    email: text('email').notNull(),
    joinedAt: instantColumn('joined_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.userId] }), tenantPolicy('member')],
);

/** Roles that a school has defined for itself: what their holders may do in the whole school. */
export const customRoles = pgTable(
  'custom_role',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    /** Names from the matrix; one that it does not know gives nothing. */
    permissions: text('permissions').array().notNull(),
    definedBy: uuid('defined_by').notNull(),
    definedAt: instantColumn('defined_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex('custom_role_name').on(table.tenantId, sql`lower(${table.name})`),
    tenantPolicy('custom_role'),
  ],
);

export const roleGrants = pgTable(
  'role_grant',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    userId: uuid('user_id').notNull(),
    role: text('role').$type<RoleKey>().notNull(),
    /** Null: granted by the system when the school was set up. */
    assignedBy: uuid('assigned_by'),
    assignedAt: instantColumn('assigned_at').notNull(),
    expiresAt: instantColumn('expires_at'),
    isActive: boolean('is_active').notNull().default(true),
    /** Of a role that the school has defined: no grant is left of one that does not exist. */
    customRoleId: uuid('custom_role_id').generatedAlwaysAs(
      sql`case when role like 'custom:%' then substr(role, 8)::uuid end`,
    ),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique().on(table.tenantId, table.userId, table.role),
    foreignKey({
      columns: [table.tenantId, table.userId],
      foreignColumns: [members.tenantId, members.userId],
    }),
    foreignKey({
      columns: [table.tenantId, table.customRoleId],
      foreignColumns: [customRoles.tenantId, customRoles.id],
    }),
    index().on(table.tenantId, table.role),
    tenantPolicy('role_grant'),
  ],
);

/** Who teaches a course: these courses are in the person's holdings. */
export const courseStaff = pgTable(
  'course_staff',
  {
    tenantId: uuid('tenant_id').notNull(),
    courseId: uuid('course_id').notNull(),
    userId: uuid('user_id').notNull(),
    addedAt: instantColumn('added_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.courseId, table.userId] }),
    index().on(table.tenantId, table.userId),
    foreignKey({ columns: [table.tenantId, table.courseId], foreignColumns: [courses.tenantId, courses.id] }),
    foreignKey({
      columns: [table.tenantId, table.userId],
      foreignColumns: [members.tenantId, members.userId],
    }),
    tenantPolicy('course_staff'),
  ],
);

/** Who runs a campaign: these campaigns are in the person's holdings. */
export const campaignStaff = pgTable(
  'campaign_staff',
  {
    tenantId: uuid('tenant_id').notNull(),
    campaignId: uuid('campaign_id').notNull(),
    userId: uuid('user_id').notNull(),
    addedAt: instantColumn('added_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.campaignId, table.userId] }),
    index().on(table.tenantId, table.userId),
    foreignKey({
      columns: [table.tenantId, table.campaignId],
      foreignColumns: [campaigns.tenantId, campaigns.id],
    }),
    foreignKey({
      columns: [table.tenantId, table.userId],
      foreignColumns: [members.tenantId, members.userId],
    }),
    tenantPolicy('campaign_staff'),
  ],
);
