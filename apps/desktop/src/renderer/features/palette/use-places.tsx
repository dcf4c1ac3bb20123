import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { SearchHit } from '../../../ipc/search.ts';
import { useApp } from '../../app/app-context.tsx';
import { readRecent } from '../../app/recent-lessons.ts';
import type { Choice } from '../../ui/command-list.tsx';
import { matchesText } from '../../ui/text-match.ts';
import { FoundText } from '../search/found-text.tsx';
import { hitIcon } from '../search/hit-words.ts';

const SHOWN = { recent: 4, places: 8, lessons: 8, hits: 8 };

/** Courses and lessons to go to: those of the open course by title, all others by any word in them. */
export function usePlaces(
  text: string,
  onClose: () => void,
): Record<'recent' | 'courses' | 'lessons' | 'hits', Choice[]> {
  const { queries } = useApp();
  const navigate = useNavigate();
  const { courseId } = useParams({ strict: false });
  const { data: courses = [] } = useQuery(queries.courses());
  const { data: outline } = useQuery({ ...queries.outline(courseId ?? ''), enabled: courseId !== undefined });
  const { data: session } = useQuery(queries.session());
  const { data: hits = [] } = useQuery({
    ...queries.search(text, SHOWN.hits),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });
  const openLesson = (inCourse: string, lessonId: string) => () => {
    onClose();
    void navigate({ to: '/course/$courseId/lesson/$lessonId', params: { courseId: inCourse, lessonId } });
  };
  const openCourse = (id: string) => () => {
    onClose();
    void navigate({ to: '/course/$courseId', params: { courseId: id } });
  };
  const lessons = (outline?.lessons ?? [])
    .filter((lesson) => text !== '' && matchesText(lesson.title, text))
    .slice(0, SHOWN.lessons);
  const isListed = (hit: SearchHit) =>
    hit.kind === 'course' || lessons.some((lesson) => lesson.id === hit.id);
  const workspaceId = session?.current?.workspaceId;
  const recent = text !== '' || workspaceId === undefined ? [] : readRecent(workspaceId, localStorage);
  return {
    recent: recent.slice(0, SHOWN.recent).map((each) => ({
      id: `recent-${each.lessonId}`,
      label: each.title,
      icon: 'lesson',
      detail: each.courseTitle,
      run: openLesson(each.courseId, each.lessonId),
    })),
    lessons: lessons.map((lesson) => ({
      id: `lesson-${lesson.id}`,
      label: lesson.title,
      icon: 'lesson',
      run: openLesson(outline?.course.id ?? '', lesson.id),
    })),
    courses: courses
      .filter((course) => text === '' || matchesText(course.title, text))
      .toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))
      .slice(0, SHOWN.places)
      .map((course) => ({
        id: `course-${course.id}`,
        label: course.title,
        icon: 'course',
        run: openCourse(course.id),
      })),
    hits: (text === '' ? [] : hits)
      .filter((hit) => !isListed(hit))
      .map((hit) => ({
        id: `hit-${hit.kind}-${hit.id}`,
        label: hit.title,
        icon: hitIcon(hit),
        detail: hit.snippet.length > 0 ? <FoundText snippet={hit.snippet} /> : hit.place,
        run: hit.kind === 'lesson' ? openLesson(hit.courseId, hit.id) : openCourse(hit.courseId),
      })),
  };
}
