import { authorize } from '../../platform/access.ts';
import { AppError } from '../../platform/app-error.ts';
import { must } from '@educrowd/shared/primitives/assert';
import type { ReadTx, TenantTx } from '../../platform/with-tenant.ts';
import { readCourse } from '../courses/index.ts';
import { findEnrolment, saveEnrolment } from './learning-store.ts';

/** Enrols the acting member; enrolling twice is harmless, and coming back after leaving keeps the progress. */
export async function enrol(tx: TenantTx, courseId: string): Promise<void> {
  authorize(tx, 'course.enrol');
  const userId = must(tx.userId, 'signed-in user');
  if (!tx.access) throw new AppError('FORBIDDEN', 'Join the school first.');
  const { course } = await readCourse(tx, courseId);
  if (course.status !== 'published') throw new AppError('CONFLICT', 'This course is not open yet.');
  const present = await findEnrolment(tx, userId, course.id);
  if (present?.status === 'blocked') throw new AppError('FORBIDDEN', 'The school has closed this course for you.');
  if (present?.status === 'active') return;
  await saveEnrolment(tx, { courseId: course.id, userId, status: 'active' });
  tx.audit('course.enrolled', { courseId: course.id });
}

/** Whether the acting member may read the lessons of a course: enrolled, or on its staff. */
export async function isEnrolled(tx: ReadTx, courseId: string): Promise<boolean> {
  if (tx.userId === null) return false;
  return (await findEnrolment(tx, tx.userId, courseId))?.status === 'active';
}
