/** All SQL of courses that is not syncing. */
import { and, asc, count, desc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { courses, documents, lessons, sections, tenantSettings } from '@educrowd/db/postgres/schema/synced';
import type { ReadTx } from '../../platform/with-tenant.ts';

export const COURSES_PER_PAGE = 24;

export interface CatalogueQuery {
  /** Words to find in title, summary and tags; empty: all courses. */
  readonly text: string;
  readonly level: 'any' | 'beginner' | 'intermediate' | 'advanced' | null;
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
}

export type CourseRow = typeof courses.$inferSelect;
export type LessonRow = typeof lessons.$inferSelect;
export type SectionRow = typeof sections.$inferSelect;

export async function listPublishedCourses(
  tx: ReadTx,
  query: CatalogueQuery,
): Promise<{ rows: CourseRow[]; total: number }> {
  const condition = and(
    isPublished(tx),
    query.level ? eq(courses.level, query.level) : undefined,
    ...query.text.split(/\s+/).filter(Boolean).map(hasWord),
  );
  const [counted] = await tx.db.select({ total: count() }).from(courses).where(condition);
  const rows = await tx.db
    .select()
    .from(courses)
    .where(condition)
    .orderBy(desc(courses.publishedAt), asc(courses.id))
    .limit(query.perPage)
    .offset((query.page - 1) * query.perPage);
  return { rows, total: counted?.total ?? 0 };
}

const isPublished = (tx: ReadTx): SQL | undefined =>
  and(eq(courses.tenantId, tx.tenantId), eq(courses.status, 'published'), isNull(courses.deletedAt));

/** The word anywhere in the course's texts; what people type is never a pattern. */
const hasWord = (word: string): SQL =>
  sql`strpos(${folded(sql`${courses.title} || ' ' || ${courses.summary} || ' ' || ${courses.tags}::text`)}, ${folded(sql`${word}::text`)}) > 0`;

/** Without capitals and accents, as the desktop's search: letters that are written with marks, taken apart from them. */
const folded = (text: SQL): SQL =>
  sql`regexp_replace(lower(normalize(${text}, NFKD)), ${'[\\u0300-\\u036f]'}, '', 'g')`;

export async function findCourse(tx: ReadTx, courseId: string): Promise<CourseRow | null> {
  const [row] = await tx.db
    .select()
    .from(courses)
    .where(
      and(
        eq(courses.tenantId, tx.tenantId),
        eq(courses.id, courseId as CourseRow['id']),
        isNull(courses.deletedAt),
      ),
    );
  return row ?? null;
}

/** The document that holds a lesson's text; null for a lesson whose text has not arrived. */
export async function findLessonDocumentId(tx: ReadTx, lessonId: LessonRow['id']): Promise<string | null> {
  const [row] = await tx.db
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.tenantId, tx.tenantId), eq(documents.lessonId, lessonId)))
    .orderBy(asc(documents.id))
    .limit(1);
  return row?.id ?? null;
}

/** What the school says of itself on its home page. */
export async function readSchoolText(tx: ReadTx): Promise<string> {
  const [row] = await tx.db
    .select({ description: tenantSettings.description })
    .from(tenantSettings)
    .where(eq(tenantSettings.tenantId, tx.tenantId));
  return row?.description ?? '';
}

/** Courses by id, in no order; gone ones are left out. */
export async function findCourses(tx: ReadTx, courseIds: readonly string[]): Promise<CourseRow[]> {
  if (courseIds.length === 0) return [];
  return tx.db
    .select()
    .from(courses)
    .where(
      and(
        eq(courses.tenantId, tx.tenantId),
        inArray(courses.id, courseIds as CourseRow['id'][]),
        isNull(courses.deletedAt),
      ),
    );
}

/** Every section and lesson of the courses, also those in Trash: `buildOutline` puts them in order and leaves these out. */
export async function readOutlineRows(
  tx: ReadTx,
  courseIds: readonly CourseRow['id'][],
): Promise<{ sections: SectionRow[]; lessons: LessonRow[] }> {
  if (courseIds.length === 0) return { sections: [], lessons: [] };
  const ids = [...courseIds];
  return {
    sections: await tx.db
      .select()
      .from(sections)
      .where(and(eq(sections.tenantId, tx.tenantId), inArray(sections.courseId, ids))),
    lessons: await tx.db
      .select()
      .from(lessons)
      .where(and(eq(lessons.tenantId, tx.tenantId), inArray(lessons.courseId, ids))),
  };
}
