/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { raw } from 'hono/html';
import { createHtmlWords } from '@educrowd/shared/content/html-context';
import { inLanguage } from '@educrowd/shared/messages/locale';
import { projectHtml } from '@educrowd/shared/content/project-html';
import { Button } from '../../platform/page/button.tsx';
import { Notice } from '../../platform/page/form.tsx';
import type { AppEnv } from '../../platform/request.ts';
import type { LessonView } from '../courses/index.ts';
import { LessonList } from './lesson-list.tsx';
import { ProgressBar } from './progress-bar.tsx';

interface Props {
  readonly c: Context<AppEnv>;
  readonly view: LessonView;
  readonly done: ReadonlySet<string>;
  readonly isEnrolled: boolean;
}

export function LessonPage({ c, view, done, isEnrolled }: Props) {
  const { t } = c.var;
  const { course, lessons, lesson } = view;
  const index = lessons.findIndex((each) => each.id === lesson.id);
  const doneCount = lessons.filter((each) => done.has(each.id)).length;
  return (
    <>
      {course.status !== 'published' && <Notice kind="warning">{t('learning.draftPreview')}</Notice>}
      <p class="mb-2 text-small">
        <a href={`/courses/${course.id}`} dir="auto" class="text-brand-text underline">
          {course.title}
        </a>{' '}
        <span class="text-muted">
          · {t('learning.lessonOf', { number: index + 1, total: lessons.length })}
        </span>
      </p>
      {isEnrolled && <ProgressBar t={t} done={doneCount} total={lessons.length} />}
      <article {...inLanguage(course.language)} class="mt-8">
        <h1 class="mb-6 text-title font-bold">{lesson.title}</h1>
        <LessonText c={c} view={view} />
      </article>
      <div
        data-action-bar
        class="sticky bottom-0 z-10 -mx-4 mt-8 max-h-[33svh] overflow-y-auto border-t border-line bg-canvas px-4 py-3 md:static md:max-h-none md:mx-0 md:border-0 md:px-0"
      >
        <Forward c={c} view={view} isDone={done.has(lesson.id)} isEnrolled={isEnrolled} index={index} />
      </div>
      <details class="mt-6 rounded-card border border-line bg-surface px-4">
        <summary class="disclosure min-h-12 font-semibold">{t('learning.outline')}</summary>
        <div class="pb-4">
          <LessonList c={c} view={view} done={done} isOpen around={lesson.id} currentLessonId={lesson.id} />
        </div>
      </details>
    </>
  );
}

function LessonText({ c, view }: { readonly c: Context<AppEnv>; readonly view: LessonView }) {
  const { t } = c.var;
  const { course, content, lessons } = view;
  const isEmpty = content.content.every((node) => node.type === 'paragraph' && !node.content?.length);
  if (isEmpty)
    return (
      <p {...inLanguage(c.var.locale)} class="text-muted">
        {t('learning.emptyLesson')}
      </p>
    );
  const readable = new Set<string>(lessons.map((each) => each.id));
  const html = projectHtml(content, {
    resolve: {
      material: (id) => `/materials/${id}`,
      lesson: (id) => (readable.has(id) ? `/courses/${course.id}/lessons/${id}` : null),
      course: (id) => `/courses/${id}`,
    },
    words: createHtmlWords(t),
  });
  // The projection escapes every text and judges every address: see packages/shared/src/content/project-html.ts.
  return <div class="reading">{raw(html)}</div>;
}

interface ForwardProps {
  readonly c: Context<AppEnv>;
  readonly view: LessonView;
  readonly isDone: boolean;
  readonly isEnrolled: boolean;
  readonly index: number;
}

function Forward({ c, view, isDone, isEnrolled, index }: ForwardProps) {
  const { t } = c.var;
  const { course, lessons, lesson } = view;
  const [previous, next] = [lessons[index - 1], lessons[index + 1]];
  const href = (lessonId: string): string => `/courses/${course.id}/lessons/${lessonId}`;
  const quiet = 'inline-flex min-h-12 items-center rounded-control px-2 text-brand-text underline';
  return (
    <>
      {isEnrolled && !isDone && (
        <form method="post" action={`${href(lesson.id)}/done`}>
          <Button isWide>{next ? t('learning.markDone') : t('learning.markLastDone')}</Button>
        </form>
      )}
      {isDone && <p class="font-semibold text-success-text">✓ {t('learning.lessonIsDone')}</p>}
      <nav aria-label={t('learning.lessonNavigation')} class="mt-1 flex flex-wrap justify-between gap-x-4">
        {previous ? (
          <a rel="prev" class={quiet} href={href(previous.id)}>
            {t('learning.previousLesson')}
          </a>
        ) : (
          <span />
        )}
        {next && (
          <a rel="next" class={quiet} href={href(next.id)}>
            {t('learning.nextLesson')}
          </a>
        )}
      </nav>
    </>
  );
}
