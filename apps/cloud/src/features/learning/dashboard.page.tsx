/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { inLanguage } from '@educrowd/shared/messages/locale';
import { ButtonLink } from '../../platform/page/button.tsx';
import { PageTitle } from '../../platform/page/form.tsx';
import type { AppEnv } from '../../platform/request.ts';
import { ProgressBar } from './progress-bar.tsx';
import type { EnrolledCourse } from './read-dashboard.ts';

/** One next step first, then what is in progress, then what is done. */
export function DashboardPage({
  c,
  dashboard,
}: {
  readonly c: Context<AppEnv>;
  readonly dashboard: readonly EnrolledCourse[];
}) {
  const { t } = c.var;
  const open = dashboard.filter((each) => each.done < each.total || each.total === 0);
  const finished = dashboard.filter((each) => each.total > 0 && each.done === each.total);
  const first = open.find((each) => each.nextLesson);
  if (dashboard.length === 0) {
    return (
      <>
        <PageTitle>{t('learning.myCourses')}</PageTitle>
        <p class="mb-6 text-muted">{t('learning.noEnrolments')}</p>
        <ButtonLink href="/courses">{t('learning.findCourse')}</ButtonLink>
      </>
    );
  }
  return (
    <>
      <PageTitle>{t('learning.myCourses')}</PageTitle>
      {first?.nextLesson && (
        <section class="mb-12 rounded-card border border-line bg-surface p-6">
          <p class="text-small text-muted">{t('learning.continueWith')}</p>
          <h2 class="text-heading font-bold" {...inLanguage(first.language)}>
            {first.title}
          </h2>
          <p class="mt-1 mb-4" {...inLanguage(first.language)}>
            {first.nextLesson.title}
          </p>
          <ButtonLink isWide href={`/courses/${first.courseId}/lessons/${first.nextLesson.id}`}>
            {t('learning.continueCourse', { lesson: first.nextLesson.title })}
          </ButtonLink>
        </section>
      )}
      <CourseGroup c={c} title={t('learning.inProgress')} courses={open} />
      <CourseGroup c={c} title={t('learning.finished')} courses={finished} />
    </>
  );
}

interface GroupProps {
  readonly c: Context<AppEnv>;
  readonly title: string;
  readonly courses: readonly EnrolledCourse[];
}

const CourseGroup = ({ c, title, courses }: GroupProps) =>
  courses.length === 0 ? (
    <></>
  ) : (
    <section class="mb-8">
      <h2 class="mb-2 text-heading font-bold">{title}</h2>
      <ul class="divide-y divide-line">
        {courses.map((course) => (
          <li key={course.courseId} class="py-4">
            <a
              href={`/courses/${course.courseId}`}
              {...inLanguage(course.language)}
              class="inline-flex min-h-12 items-center font-semibold text-brand-text underline"
            >
              {course.title}
            </a>
            <ProgressBar t={c.var.t} done={course.done} total={course.total} />
          </li>
        ))}
      </ul>
    </section>
  );
