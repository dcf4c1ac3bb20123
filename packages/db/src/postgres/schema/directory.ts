/**
 * The directory of schools: global, outside tenant row-level security, and not readable by the application role.
 * It is reached only through functions that answer one question each (functions in the migrations).
 */
import { boolean, index, pgSchema, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instantColumn } from '../../derive/pg-table.ts';

export const directory = pgSchema('directory');

export const schools = directory.table('school', {
  /** The tenant's id. */
  id: uuid('id').primaryKey(),
  /** First label of the school's own host name. */
  slug: text('slug').notNull().unique(),
  status: text('status').$type<'active' | 'closed'>().notNull(),
  createdAt: instantColumn('created_at').notNull(),
});

export const hosts = directory.table(
  'host',
  {
    /** Lower-case ASCII host name without port. */
    host: text('host').primaryKey(),
    schoolId: uuid('school_id')
      .notNull()
      .references(() => schools.id),
    isPrimary: boolean('is_primary').notNull(),
    createdAt: instantColumn('created_at').notNull(),
  },
  (table) => [index().on(table.schoolId)],
);

/** Which schools an account belongs to, so that a person can be shown the way to them. It grants nothing. */
export const memberships = directory.table(
  'membership',
  {
    userId: uuid('user_id').notNull(),
    schoolId: uuid('school_id')
      .notNull()
      .references(() => schools.id),
    joinedAt: instantColumn('joined_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.schoolId] }), index().on(table.schoolId)],
);
