import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { readRecent, type RecentLesson } from '../../app/recent-lessons.ts';
import { Icon } from '../../ui/icon.tsx';

/** The lesson that was open last, if it is still there. */
export function ContinueCard() {
  const { queries } = useApp();
  const { data: session } = useSuspenseQuery(queries.session());
  const workspaceId = session.current?.workspaceId;
  const last = workspaceId === undefined ? undefined : readRecent(workspaceId, localStorage)[0];
  return last ? <ContinueLink last={last} /> : null;
}

function ContinueLink({ last }: { last: RecentLesson }) {
  const { queries, t, formats } = useApp();
  const { data } = useQuery(queries.outline(last.courseId));
  const lesson = data?.lessons.find((each) => each.id === last.lessonId);
  if (!data || !lesson) return null;
  return (
    <section aria-labelledby="continue" className="flex flex-col gap-2">
      <h2 id="continue" className="text-14 font-semibold text-muted">
        {t('home.continueTitle')}
      </h2>
      <Link
        to="/course/$courseId/lesson/$lessonId"
        params={{ courseId: last.courseId, lessonId: last.lessonId }}
        className="flex items-center gap-4 rounded-card border border-line bg-surface p-4 transition-colors duration-(--motion-hover) hover:border-control"
      >
        <span className="flex size-10 shrink-0 items-center justify-center rounded-control bg-brand-soft text-brand-text">
          <Icon name="lesson" size={20} />
        </span>
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="truncate text-17 font-semibold">{lesson.title}</span>
          <span className="truncate text-14 text-muted">{data.course.title}</span>
        </span>
        <time dateTime={last.openedAt} className="hidden text-13 text-muted sm:block">
          {formats.moment(last.openedAt)}
        </time>
        <Icon name="arrowRight" className="text-muted" />
      </Link>
    </section>
  );
}
