import * as z from 'zod';
import { command, query } from './procedure.ts';

const id = z.uuid();
const instant = z.string();
/** True while the device holds changes to the row that the school has not confirmed. */
const pending = z.boolean();

export const courseSummary = z.strictObject({
  id,
  title: z.string(),
  summary: z.string(),
  status: z.enum(['draft', 'published', 'archived']),
  coverMaterialId: id.nullable(),
  lessonCount: z.int(),
  updatedAt: instant,
  pending,
});
export type CourseSummary = z.output<typeof courseSummary>;

export const courseDetail = z.strictObject({
  id,
  title: z.string(),
  summary: z.string(),
  language: z.string(),
  level: z.enum(['any', 'beginner', 'intermediate', 'advanced']),
  durationHours: z.int().nullable(),
  tags: z.array(z.string()),
  priceMinor: z.int().nullable(),
  currency: z.string(),
  coverMaterialId: id.nullable(),
  status: z.enum(['draft', 'published', 'archived']),
  updatedAt: instant,
  pending,
  /** An import report is kept for this course. */
  hasImportReport: z.boolean(),
});
export type CourseDetail = z.output<typeof courseDetail>;

export const outlineSection = z.strictObject({
  kind: z.literal('section'),
  id,
  parentId: id.nullable(),
  title: z.string(),
  position: z.string(),
  pending,
});
export const outlineLesson = z.strictObject({
  kind: z.literal('lesson'),
  id,
  sectionId: id,
  documentId: id,
  title: z.string(),
  position: z.string(),
  /** No text yet. */
  isEmpty: z.boolean(),
  pending,
});
/** Sections and lessons that are not in Trash (nor below something that is), in order among their siblings. */
export const outline = z.strictObject({
  course: courseDetail,
  sections: z.array(outlineSection),
  lessons: z.array(outlineLesson),
});
export type Outline = z.output<typeof outline>;
export type OutlineSection = z.output<typeof outlineSection>;
export type OutlineLesson = z.output<typeof outlineLesson>;

const title = z.string().trim().min(1).max(300);
const made = z.strictObject({ id });
const nothing = z.void();

const coursePatch = courseDetail
  .pick({
    title: true,
    summary: true,
    language: true,
    level: true,
    durationHours: true,
    tags: true,
    priceMinor: true,
    currency: true,
    coverMaterialId: true,
  })
  .partial();

export const coursesContract = {
  list: query(z.void(), z.array(courseSummary)),
  outline: query(z.strictObject({ courseId: id }), outline),
  createCourse: command(z.strictObject({ title }), made),
  /** A new section at the end of its siblings, or right after `afterId`. */
  createSection: command(
    z.strictObject({ courseId: id, parentId: id.nullable(), title, afterId: id.nullable() }),
    made,
  ),
  createLesson: command(
    z.strictObject({ sectionId: id, title, afterId: id.nullable() }),
    z.strictObject({ id, documentId: id }),
  ),
  /** `seen`: what the person saw of these fields when they began, unless it is what is there now. */
  patchCourse: command(
    z.strictObject({ courseId: id, patch: coursePatch, seen: coursePatch.optional() }),
    nothing,
  ),
  /** `seen` as in `patchCourse`. */
  rename: command(
    z.strictObject({ kind: z.enum(['section', 'lesson']), id, title, seen: z.string().optional() }),
    nothing,
  ),
  /** Puts an item into `parentId` (a section; null: the course's top level, sections only) after `afterId` (null: first). */
  move: command(
    z.strictObject({
      kind: z.enum(['section', 'lesson']),
      id,
      parentId: id.nullable(),
      afterId: id.nullable(),
    }),
    nothing,
  ),
  trash: command(z.strictObject({ kind: z.enum(['course', 'section', 'lesson']), id }), nothing),
  restore: command(z.strictObject({ kind: z.enum(['course', 'section', 'lesson']), id }), nothing),
  /** Queued when offline; refused later if the course's status was changed meanwhile. */
  publish: command(z.strictObject({ courseId: id }), nothing),
  unpublish: command(z.strictObject({ courseId: id }), nothing),
};
