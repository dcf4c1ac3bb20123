import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { SearchHit } from '../../../ipc/search.ts';
import { useApp } from '../../app/app-context.tsx';
import { readRecent } from '../../app/recent-lessons.ts';
import type { Choice } from '../../ui/command-list.tsx';
import { matchesText } from '../../ui/text-match.ts';
import { FoundText } from '../search/found-text.tsx';
import { hitPlace } from '../search/hit-place.ts';
import { hitKinds } from '../search/hit-words.ts';

const SHOWN = { recent: 4, places: 8, lessons: 8, campaigns: 6, hits: 8 };

/** Courses, lessons and campaigns to go to: those of the open course by title, all others by any word in them. */
export function usePlaces(
  text: string,
  onClose: () => void,
): Record<'recent' | 'courses' | 'lessons' | 'campaigns' | 'hits', Choice[]> {
  const { queries } = useApp();
  const navigate = useNavigate();
  const { courseId } = useParams({ strict: false });
  const { data: courses = [] } = useQuery(queries.courses());
  const { data: campaigns = [] } = useQuery(queries.campaigns());
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
    hit.kind === 'course' || hit.kind === 'campaign' || lessons.some((lesson) => lesson.id === hit.id);
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
    campaigns: campaigns
      .filter((campaign) => text === '' || matchesText(campaign.title, text))
      .slice(0, SHOWN.campaigns)
      .map((campaign) => ({
        id: `campaign-${campaign.id}`,
        label: campaign.title,
        icon: 'campaign',
        run: () => {
          onClose();
          void navigate({
            to: '/campaign/$campaignId/$section',
            params: { campaignId: campaign.id, section: 'basics' },
          });
        },
      })),
    hits: (text === '' ? [] : hits)
      .filter((hit) => !isListed(hit))
      .map((hit) => ({
        id: `hit-${hit.kind}-${hit.id}`,
        label: hit.title,
        icon: hitKinds[hit.kind].icon,
        detail: hit.snippet.length > 0 ? <FoundText snippet={hit.snippet} /> : hit.place,
        run: () => {
          onClose();
          void navigate(hitPlace(hit));
        },
      })),
  };
}
