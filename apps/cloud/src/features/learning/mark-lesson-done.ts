import { authorize } from '../../platform/access.ts';
import { AppError, notFound, words } from '../../platform/app-error.ts';
import { must } from '@educrowd/shared/primitives/assert';
import type { TenantTx } from '../../platform/with-tenant.ts';
import { readCourse } from '../courses/index.ts';
import { isEnrolled } from './enrol.ts';
import { saveLessonDone } from './learning-store.ts';

/** Notes that the acting student has finished a lesson. The answer names the next one; null after the last. */
export async function markLessonDone(
  tx: TenantTx,
  courseId: string,
  lessonId: string,
): Promise<{ readonly nextLessonId: string | null }> {
  authorize(tx, 'account.view');
  const view = await readCourse(tx, courseId);
  const index = view.lessons.findIndex((lesson) => lesson.id === lessonId);
  if (index < 0) throw notFound();
  if (!(await isEnrolled(tx, courseId))) throw new AppError('FORBIDDEN', words('serverRefusals.enrolToKeep'));
  await saveLessonDone(tx, { userId: must(tx.userId, 'signed-in user'), courseId, lessonId });
  return { nextLessonId: view.lessons[index + 1]?.id ?? null };
}
