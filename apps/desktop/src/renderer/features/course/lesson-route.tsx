import { useCallback, useEffect } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Outline } from '../../../ipc/courses.ts';
import { useApp } from '../../app/app-context.tsx';
import { noteRecent, readRecent } from '../../app/recent-lessons.ts';
import { LessonScreen } from '../editor/lesson-screen.tsx';
import { LessonGone } from './lesson-gone.tsx';

/** The open lesson, as the outline knows it. */
export function LessonRoute({
  courseId,
  lessonId,
  isNew,
}: {
  courseId: string;
  lessonId: string;
  isNew: boolean;
}) {
  const { queries } = useApp();
  const select = useCallback(
    ({ course, lessons }: Outline) => ({
      courseTitle: course.title,
      lesson: lessons.find((each) => each.id === lessonId),
    }),
    [lessonId],
  );
  const { data } = useSuspenseQuery({ ...queries.outline(courseId), select });
  const { data: session } = useSuspenseQuery(queries.session());
  const workspaceId = session.current?.workspaceId;
  const { lesson, courseTitle } = data;
  const title = lesson?.title;
  useEffect(() => {
    if (workspaceId === undefined || title === undefined) return;
    const opened = { courseId, lessonId, title, courseTitle, openedAt: new Date().toISOString() };
    noteRecent(workspaceId, opened, localStorage);
  }, [courseId, courseTitle, lessonId, title, workspaceId]);
  const navigate = useNavigate();
  useEffect(() => {
    // Once: coming back to this address must not select the title again.
    if (isNew) void navigate({ to: '.', search: {}, replace: true });
  }, [isNew, navigate]);
  if (!lesson) {
    const recent = workspaceId === undefined ? [] : readRecent(workspaceId, localStorage);
    const last = recent.find((each) => each.lessonId === lessonId);
    return <LessonGone courseId={courseId} lessonId={lessonId} title={last?.title} />;
  }
  return <LessonScreen key={lesson.id} courseId={courseId} lesson={lesson} isNew={isNew} />;
}
