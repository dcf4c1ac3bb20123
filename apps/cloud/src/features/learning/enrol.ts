import { authorize } from '../../platform/access.ts';
import { AppError, words } from '../../platform/app-error.ts';
import { noteEvent } from '../../platform/events.ts';
import { queueMail } from '../../platform/mail-job.ts';
import { must } from '@educrowd/shared/primitives/assert';
import type { ReadTx, TenantTx } from '../../platform/with-tenant.ts';
import { isFree, priceOf, readCourse } from '../courses/index.ts';
import { accountOf, type RequestVariables } from '../../platform/request.ts';
import { joinWithin, type Person } from '../tenancy/index.ts';
import { welcomeMail, type EnrolmentPlace } from './welcome-mail.ts';
import { findEnrolment, saveEnrolment } from './learning-store.ts';

/**
 * Enrols the acting person, who becomes a member of the school if they are not. Enrolling twice is harmless, and coming
 * back after leaving keeps the progress.
 */
export async function enrol(
  tx: TenantTx,
  courseId: string,
  { person, place }: { readonly person: Person; readonly place: EnrolmentPlace },
): Promise<void> {
  authorize(tx, 'course.enrol');
  const userId = must(tx.userId, 'signed-in user');
  const { course } = await readCourse(tx, courseId);
  if (course.status !== 'published') throw new AppError('CONFLICT', words('serverRefusals.courseNotOpen'));
  const present = await findEnrolment(tx, userId, course.id);
  if (present?.status === 'blocked') throw new AppError('FORBIDDEN', words('serverRefusals.courseClosed'));
  if (present?.status === 'active') return;
  if (!isFree(course))
    throw new AppError(
      'CONFLICT',
      place.t('learning.costs', { price: priceOf(course, place), school: place.schoolName }),
    );
  if (!tx.access) await joinWithin(tx, person);
  if (!(await saveEnrolment(tx, { courseId: course.id, userId, status: 'active' }))) return;
  await noteEvent(tx, 'course.enrolled', {
    courseId: course.id,
    courseTitle: course.title,
    studentName: person.name,
  });
  await queueMail(tx, welcomeMail({ ...person, course }, place));
  tx.audit('course.enrolled', { courseId: course.id });
}

/** Whether the acting member may read the lessons of a course: enrolled, or on its staff. */
export async function isEnrolled(tx: ReadTx, courseId: string): Promise<boolean> {
  if (tx.userId === null) return false;
  return (await findEnrolment(tx, tx.userId, courseId))?.status === 'active';
}

/** Who enrols, as the request says. */
export function enrolmentOf(
  request: Pick<RequestVariables, 'account' | 'school' | 'origin' | 'locale' | 't'>,
): {
  readonly person: Person;
  readonly place: EnrolmentPlace;
} {
  const { userId, name, email } = accountOf(request);
  const { origin, locale, t, school } = request;
  return { person: { userId, name, email }, place: { origin, locale, t, schoolName: school?.name ?? '' } };
}
