import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instantColumn, tenantPolicy } from '../../derive/pg-table.ts';
import { members } from './people.ts';
import { courses, lessons } from './synced.ts';

export const enrolments = pgTable(
  'enrolment',
  {
    tenantId: uuid('tenant_id').notNull(),
    courseId: uuid('course_id').notNull(),
    userId: uuid('user_id').notNull(),
    status: text('status').$type<'active' | 'left' | 'blocked'>().notNull(),
    enrolledAt: instantColumn('enrolled_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.courseId, table.userId] }),
    index().on(table.tenantId, table.userId),
    foreignKey({ columns: [table.tenantId, table.courseId], foreignColumns: [courses.tenantId, courses.id] }),
    foreignKey({
      columns: [table.tenantId, table.userId],
      foreignColumns: [members.tenantId, members.userId],
    }),
    tenantPolicy('enrolment'),
  ],
);

/** One row per lesson that a student has marked done: appended, never counted up. */
export const lessonProgress = pgTable(
  'lesson_progress',
  {
    tenantId: uuid('tenant_id').notNull(),
    userId: uuid('user_id').notNull(),
    courseId: uuid('course_id').notNull(),
    lessonId: uuid('lesson_id').notNull(),
    doneAt: instantColumn('done_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.userId, table.lessonId] }),
    index().on(table.tenantId, table.userId, table.courseId),
    foreignKey({ columns: [table.tenantId, table.courseId], foreignColumns: [courses.tenantId, courses.id] }),
    foreignKey({ columns: [table.tenantId, table.lessonId], foreignColumns: [lessons.tenantId, lessons.id] }),
    foreignKey({
      columns: [table.tenantId, table.userId],
      foreignColumns: [members.tenantId, members.userId],
    }),
    tenantPolicy('lesson_progress'),
  ],
);
