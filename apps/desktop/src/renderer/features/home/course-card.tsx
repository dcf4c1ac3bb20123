import { Link } from '@tanstack/react-router';
import type { CourseSummary } from '../../../ipc/courses.ts';
import { useApp } from '../../app/app-context.tsx';
import { CARD_LINK, LinkCard, PendingDot } from '../../app/link-card.tsx';
import { CourseStatus } from '../course/course-status.tsx';

interface CourseCardProps {
  course: CourseSummary;
  /** Some card of the list has a picture: the others leave its place free. */
  showsCover: boolean;
  showsPending: boolean;
}

/** A course to open. */
export function CourseCard({ course, showsCover, showsPending }: CourseCardProps) {
  const { t, formats } = useApp();
  return (
    <LinkCard
      icon="course"
      coverMaterialId={course.coverMaterialId}
      showsCover={showsCover}
      summary={course.summary}
      link={
        <Link to="/course/$courseId" params={{ courseId: course.id }} className={CARD_LINK}>
          {course.title}
        </Link>
      }
    >
      <div className="flex items-center gap-2 text-13 text-muted">
        <CourseStatus status={course.status} />
        <span className="flex-1">{t('home.lessons', { n: course.lessonCount })}</span>
        {course.pending && showsPending && <PendingDot />}
        <time dateTime={course.updatedAt} title={formats.exact(course.updatedAt)}>
          {formats.moment(course.updatedAt)}
        </time>
      </div>
    </LinkCard>
  );
}
