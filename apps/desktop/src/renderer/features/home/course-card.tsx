import { Link } from '@tanstack/react-router';
import type { CourseSummary } from '../../../ipc/courses.ts';
import { useApp } from '../../app/app-context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Cover } from '../../app/picture-field.tsx';
import { CourseStatus } from '../course/course-status.tsx';

interface CourseCardProps {
  course: CourseSummary;
  /** Some card of the list has a picture: the others leave its place free. */
  showsCover: boolean;
  showsPending: boolean;
}

/** A course to open: the whole card is the link. */
export function CourseCard({ course, showsCover, showsPending }: CourseCardProps) {
  const { t, formats } = useApp();
  return (
    <li className="relative flex flex-col overflow-hidden rounded-card border border-line bg-surface transition-colors duration-(--motion-hover) hover:border-control">
      {showsCover && <CardCover materialId={course.coverMaterialId} />}
      <div className="flex flex-1 flex-col gap-2 p-4">
        <h3 className="line-clamp-2 text-17 font-semibold [overflow-wrap:anywhere]">
          <Link
            to="/course/$courseId"
            params={{ courseId: course.id }}
            className="after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-[-2px] focus-visible:after:outline-focus"
          >
            {course.title}
          </Link>
        </h3>
        {course.summary !== '' && <p className="line-clamp-2 text-14 text-muted">{course.summary}</p>}
        <div className="mt-auto flex items-center gap-2 pt-2 text-13 text-muted">
          <CourseStatus status={course.status} />
          <span className="flex-1">{t('home.lessons', { n: course.lessonCount })}</span>
          {course.pending && showsPending && (
            <span title={t('home.waitingToSend')} className="size-1.5 rounded-full bg-muted" />
          )}
          <time dateTime={course.updatedAt} title={formats.exact(course.updatedAt)}>
            {formats.moment(course.updatedAt)}
          </time>
        </div>
      </div>
    </li>
  );
}

function CardCover({ materialId }: { materialId: string | null }) {
  if (materialId !== null) return <Cover materialId={materialId} className="h-28" />;
  return (
    <div className="hidden h-28 items-center justify-center bg-sunken text-muted sm:flex">
      <Icon name="course" size={32} />
    </div>
  );
}
