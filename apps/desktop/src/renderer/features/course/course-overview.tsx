import { useMemo } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { useOneAtATime } from '../../app/use-one-at-a-time.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { WindowTitle } from '../../ui/window-title.tsx';
import { ImportReport } from '../importing/import-report.tsx';
import { useFirstLesson, useOutlineActions } from './course-actions.ts';
import { CourseStatus } from './course-status.tsx';
import { inReadingOrder, outlineTree } from './outline-tree.ts';

interface CourseOverviewProps {
  courseId: string;
  /** Right after an import: its report comes first. */
  showsReport: boolean;
}

/** The work pane while no lesson is open. */
export function CourseOverview({ courseId, showsReport }: CourseOverviewProps) {
  const { queries, t } = useApp();
  const { data } = useSuspenseQuery(queries.outline(courseId));
  const tree = useMemo(() => outlineTree(data), [data]);
  const actions = useOutlineActions(courseId, tree);
  const [createFirstLesson] = useOneAtATime(useFirstLesson(courseId, actions));
  const first = inReadingOrder(tree).find((item) => item.kind === 'lesson');
  const { course } = data;
  return (
    <div className="mx-auto flex w-full max-w-[760px] flex-col gap-6 px-4 py-8 @min-[440px]:px-8 @min-[600px]:px-12">
      <WindowTitle of={course.title} />
      <header className="flex flex-col items-start gap-3">
        <h1 className="text-32 font-bold text-balance [overflow-wrap:anywhere]">{course.title}</h1>
        <p className="flex items-center gap-3 text-15 text-muted">
          <CourseStatus status={course.status} />
          {t('home.lessons', { n: data.lessons.length })}
        </p>
        {course.summary !== '' && (
          <p className="max-w-[68ch] text-17 [overflow-wrap:anywhere] whitespace-pre-wrap">
            {course.summary}
          </p>
        )}
      </header>
      {showsReport && course.hasImportReport && (
        <section
          aria-label={t('course.importReport')}
          className="rounded-card border border-line bg-surface px-4"
        >
          <ImportReport courseId={courseId} />
        </section>
      )}
      {first ? (
        <Link
          to="/course/$courseId/lesson/$lessonId"
          params={{ courseId, lessonId: first.id }}
          className="flex max-w-full items-center gap-3 self-start rounded-control border border-control bg-surface px-4 py-2 text-15 font-semibold hover:bg-sunken"
        >
          <Icon name="lesson" className="text-muted" />
          <span className="min-w-0 truncate">{t('course.openFirst', { title: first.title })}</span>
        </Link>
      ) : (
        <EmptyState icon="lesson" title={t('course.firstLessonTitle')} body={t('course.firstLessonBody')}>
          <Button icon="plus" onClick={createFirstLesson}>
            {t('course.firstLesson')}
          </Button>
        </EmptyState>
      )}
    </div>
  );
}
