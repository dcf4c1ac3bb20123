/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { inLanguage } from '@educrowd/shared/messages/locale';
import { Button, ButtonLink } from '../../platform/page/button.tsx';
import { Notice } from '../../platform/page/form.tsx';
import { withNext } from '../../platform/page/read-form.ts';
import type { AppEnv } from '../../platform/request.ts';
import { courseFacts, isFree, priceOf, type CourseView } from '../courses/index.ts';
import { LessonList } from './lesson-list.tsx';
import { ProgressBar } from './progress-bar.tsx';

interface Props {
  readonly c: Context<AppEnv>;
  readonly view: CourseView;
  readonly done: ReadonlySet<string>;
  readonly isEnrolled: boolean;
  readonly mayPreview: boolean;
}

export function CoursePage({ c, view, done, isEnrolled, mayPreview }: Props) {
  const { t } = c.var;
  const { course, lessons } = view;
  const doneCount = lessons.filter((lesson) => done.has(lesson.id)).length;
  return (
    <>
      {course.status !== 'published' && <Notice kind="warning">{t('learning.draftPreview')}</Notice>}
      <div {...inLanguage(course.language)}>
        <h1 class="text-title font-bold">{course.title}</h1>
        {course.summary && <p class="mt-4 text-large text-muted">{course.summary}</p>}
      </div>
      <p class="mt-4 text-muted">
        {courseFacts(course, c.var)} · {t('learning.lessonCount', { count: lessons.length })}
      </p>
      {isEnrolled && lessons.length > 0 && (
        <div class="mt-6">
          <ProgressBar t={t} done={doneCount} total={lessons.length} />
        </div>
      )}
      <NextStep c={c} view={view} done={done} isEnrolled={isEnrolled} />
      <h2 class="mt-12 mb-2 text-heading font-bold">{t('learning.whatIsInside')}</h2>
      {lessons.length === 0 ? (
        <p class="text-muted">{t('learning.lessonCount', { count: 0 })}</p>
      ) : (
        <LessonList
          c={c}
          view={view}
          done={done}
          isOpen={isEnrolled || mayPreview}
          around={aroundOf(c, view, done)}
        />
      )}
    </>
  );
}

/** The lesson that was asked for, or else the one that comes next. */
const aroundOf = (c: Context<AppEnv>, { lessons }: CourseView, done: ReadonlySet<string>) =>
  (lessons.find(({ id }) => id === c.req.query('around')) ?? lessons.find(({ id }) => !done.has(id)))?.id;

/** The one thing to do next on this page; on a phone it stays in reach. */
function NextStep({ c, view, done, isEnrolled }: Omit<Props, 'mayPreview'>) {
  const { t, account } = c.var;
  const { course, lessons } = view;
  const next = lessons.find((lesson) => !done.has(lesson.id));
  const lessonHref = (lessonId: string): string => `/courses/${course.id}/lessons/${lessonId}`;
  const sticky =
    'sticky bottom-0 z-10 -mx-4 mt-6 max-h-[33svh] overflow-y-auto border-t border-line bg-canvas px-4 py-3 md:static md:max-h-none md:mx-0 md:border-0 md:px-0';
  if (!isEnrolled) {
    if (course.status !== 'published') return <></>;
    if (!isFree(course)) {
      const costs = { price: priceOf(course, c.var), school: c.var.school?.name ?? '' };
      return <p class="mt-6 rounded-card border border-line bg-surface p-4">{t('learning.costs', costs)}</p>;
    }
    return (
      <div data-action-bar class={sticky}>
        {account ? (
          <form method="post" action={`/courses/${course.id}/enrol`}>
            <Button isWide>{t('learning.enrol')}</Button>
          </form>
        ) : (
          <ButtonLink isWide href={withNext('/sign-in', `/courses/${course.id}`)}>
            {t('learning.enrolSignIn')}
          </ButtonLink>
        )}
      </div>
    );
  }
  const first = lessons[0];
  if (!first) return <></>;
  const isStarted = lessons.some((lesson) => done.has(lesson.id));
  return (
    <div data-action-bar class={sticky}>
      {!next && <p class="mb-3 font-semibold text-success-text">{t('learning.courseDone')}</p>}
      <ButtonLink isWide href={lessonHref((next ?? first).id)}>
        {next
          ? isStarted
            ? t('learning.continueCourse', { lesson: next.title })
            : t('learning.start')
          : t('learning.readAgain')}
      </ButtonLink>
    </div>
  );
}
