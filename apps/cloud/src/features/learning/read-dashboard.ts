import { must } from '@educrowd/shared/primitives/assert';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { authorize } from '../../platform/access.ts';
import { readCourses } from '../courses/index.ts';
import { listAllDoneLessons, listEnrolments } from './learning-store.ts';

export interface EnrolledCourse {
  readonly courseId: string;
  readonly title: string;
  readonly language: string;
  readonly done: number;
  readonly total: number;
  /** Null when every lesson is done, or there is none. */
  readonly nextLesson: { readonly id: string; readonly title: string } | null;
}

/** The acting student's courses: the most recent enrolment first. */
export async function readDashboard(tx: ReadTx): Promise<EnrolledCourse[]> {
  authorize(tx, 'account.view');
  const userId = must(tx.userId, 'signed-in user');
  const enrolments = (await listEnrolments(tx, userId)).filter((enrolment) => enrolment.status === 'active');
  const found = new Map(
    (
      await readCourses(
        tx,
        enrolments.map((each) => each.courseId),
      )
    ).map((each) => [String(each.course.id), each]),
  );
  const done = await listAllDoneLessons(tx, userId);
  return enrolments.flatMap((enrolment) => {
    const entry = found.get(enrolment.courseId);
    if (!entry) return [];
    const next = entry.lessons.find((lesson) => !done.has(lesson.id));
    return {
      courseId: enrolment.courseId,
      title: entry.course.title,
      language: entry.course.language,
      done: entry.lessons.filter((lesson) => done.has(lesson.id)).length,
      total: entry.lessons.length,
      nextLesson: next ? { id: next.id, title: next.title } : null,
    };
  });
}
