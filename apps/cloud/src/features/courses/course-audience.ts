import type { Audience } from '../../platform/events.ts';
import { staffAudience } from '../../platform/staff-audience.ts';

/** Those who teach the course that somebody enrolled in. */
export const enrolmentAudience: Audience<'course.enrolled'> = (tx, part) =>
  staffAudience(tx, { permission: 'enrolment.list', subject: { courseId: part.data.courseId } }, part);
