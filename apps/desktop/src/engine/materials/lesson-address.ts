import type { Course } from '@educrowd/shared/courses/course.entity';
import type { Lesson } from '@educrowd/shared/courses/lesson.entity';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { ContentHome } from '../../ipc/materials.ts';
import type { Store } from '../store/open-store.ts';
import type { SchoolIdentity } from '../workspace-identity.ts';

const course = entityNamed('Course');
const lesson = entityNamed('Lesson');

interface From {
  readonly home: ContentHome;
  readonly school: Pick<SchoolIdentity, 'address'> | null;
}

/**
 * What a text links a lesson by. Within its course that is the lesson itself, whose page shows its own course alone;
 * from anywhere else it is the address of its page. Null while students cannot open that.
 */
export function lessonAddress({ views }: Store, lessonId: string, { home, school }: From): string | null {
  const row = views.read(lesson, lessonId) as Lesson | null;
  if (row === null) return null;
  if ('courseId' in home && home.courseId === row.courseId) return `lesson:${lessonId}`;
  const owner = views.read(course, row.courseId) as Course | null;
  const isPublic = owner?.status === 'published' && owner.deletedAt === null && row.deletedAt === null;
  return isPublic && school !== null
    ? new URL(`/courses/${owner.id}/lessons/${lessonId}`, school.address).href
    : null;
}
