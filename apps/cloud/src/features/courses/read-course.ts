/** What a reader may see of courses. */
import { lessonsInOrder, buildOutline, type OutlineNode } from '@educrowd/shared/courses/outline';
import type { ContentDoc } from '@educrowd/shared/content/content-json';
import { mayDo } from '../../platform/access.ts';
import { notFound } from '../../platform/app-error.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { readDocumentContent } from '../sync/index.ts';
import {
  findCourse,
  findCourses,
  findLessonDocumentId,
  readOutlineRows,
  type CourseRow,
  type LessonRow,
  type SectionRow,
} from './course-store.ts';

export interface CourseView {
  readonly course: CourseRow;
  readonly outline: readonly OutlineNode<SectionRow, LessonRow>[];
  readonly lessons: readonly LessonRow[];
}

/** A published course, or any course to those who teach it. The same refusal for a draft as for what does not exist. */
export async function readCourse(tx: ReadTx, courseId: string): Promise<CourseView> {
  const course = await findCourse(tx, courseId);
  if (!course || !(course.status === 'published' || mayPreview(tx, courseId))) throw notFound();
  const rows = await readOutlineRows(tx, [course.id]);
  const outline = buildOutline(rows.sections, rows.lessons);
  return { course, outline, lessons: lessonsInOrder(outline) };
}

/** Published courses with their lessons in reading order; what is gone or a draft again is left out. */
export async function readCourses(
  tx: ReadTx,
  courseIds: readonly string[],
): Promise<{ course: CourseRow; lessons: LessonRow[] }[]> {
  const found = (await findCourses(tx, courseIds)).filter((course) => course.status === 'published');
  const rows = await readOutlineRows(
    tx,
    found.map((course) => course.id),
  );
  const sections = Map.groupBy(rows.sections, (section) => section.courseId);
  const lessons = Map.groupBy(rows.lessons, (lesson) => lesson.courseId);
  return found.map((course) => ({
    course,
    lessons: lessonsInOrder(buildOutline(sections.get(course.id) ?? [], lessons.get(course.id) ?? [])),
  }));
}

export interface LessonView extends CourseView {
  readonly lesson: LessonRow;
  readonly content: ContentDoc;
}

/** A lesson with its present text. Whether the reader is enrolled is a matter of learning, not decided here. */
export async function readLesson(tx: ReadTx, courseId: string, lessonId: string): Promise<LessonView> {
  const view = await readCourse(tx, courseId);
  const lesson = view.lessons.find((each) => each.id === lessonId);
  if (!lesson) throw notFound();
  const documentId = await findLessonDocumentId(tx, lesson.id);
  const content: ContentDoc = documentId
    ? await readDocumentContent(tx, documentId)
    : { type: 'doc', content: [{ type: 'paragraph' }] };
  return { ...view, lesson, content };
}

export const mayPreview = (tx: ReadTx, courseId: string): boolean =>
  mayDo(tx, 'course.preview', { courseId });
