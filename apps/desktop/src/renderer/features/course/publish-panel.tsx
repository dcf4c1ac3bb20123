import { useMemo } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { CourseDetail } from '../../../ipc/courses.ts';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { useCommands } from '../../app/use-commands.ts';
import { Button } from '../../ui/button.tsx';
import { CourseStatus } from './course-status.tsx';

/** Whether the school hears from this computer now. */
const CONNECTED = ['firstSync', 'sending', 'sendingFiles', 'waiting', 'checking', 'synced'];

/** Publishing is the school's decision: offline it is queued, and refused if somebody changed the status meanwhile. */
export function PublishPanel({ course }: { course: CourseDetail }) {
  const { queries, t, engine, showToast, command } = useApp();
  const act = useAct();
  const { data: session } = useSuspenseQuery(queries.session());
  const { data: sync } = useSuspenseQuery(queries.syncStatus());
  const isConnected = CONNECTED.includes(sync.pill.state);
  const isPublished = course.status === 'published';
  const canPublish = session.current?.school !== null && course.status !== 'archived';

  const deciding = useMemo(() => {
    const { publish, unpublish } = engine.client.courses;
    const run = async () => {
      await (isPublished ? unpublish : publish)({ courseId: course.id });
      const { title } = course;
      const done = isPublished ? t('course.unpublished', { title }) : t('course.published', { title });
      const queued = isPublished ? t('course.unpublishQueued', { title }) : t('course.publishQueued');
      showToast({ text: isConnected ? done : queued });
    };
    return command(isPublished ? 'unpublish' : 'publish', () => void act(run));
  }, [act, command, course, engine, isConnected, isPublished, showToast, t]);
  useCommands(useMemo(() => (canPublish ? [deciding] : []), [canPublish, deciding]));

  const explanation = {
    draft: t('course.statusDraft'),
    published: t('course.statusPublished'),
    archived: t('course.statusArchived'),
  }[course.status];
  return (
    <section
      aria-label={t('course.status')}
      className="flex flex-col gap-3 rounded-card border border-line bg-sunken p-3"
    >
      <div className="flex flex-col items-start gap-1">
        <CourseStatus status={course.status} />
        <p className="text-14 text-muted">
          {canPublish || course.status === 'archived' ? explanation : t('course.publishNeedsSchool')}
        </p>
      </div>
      {canPublish && (
        <Button look={isPublished ? 'secondary' : 'primary'} onClick={deciding.run}>
          {isPublished ? t('course.unpublish') : t('course.publish')}
        </Button>
      )}
      {canPublish && !isConnected && (
        <p className="text-13 text-muted">
          {isPublished ? t('course.unpublishNeedsConnection') : t('course.publishNeedsConnection')}
        </p>
      )}
    </section>
  );
}
