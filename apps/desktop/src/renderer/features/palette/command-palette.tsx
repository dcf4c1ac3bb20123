import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { SearchHit } from '../../../ipc/search.ts';
import { useApp } from '../../app/app-context.tsx';
import type { Command } from '../../app/commands.ts';
import { useAct } from '../../app/use-act.ts';
import { useStore } from '../../app/store.ts';
import { CommandList, type Choice } from '../../ui/command-list.tsx';
import { matchesText } from '../../ui/text-match.ts';
import { useCreateCourse } from '../home/use-create-course.ts';
import { FoundText } from '../search/found-text.tsx';
import { hitIcon } from '../search/hit-words.ts';

/** `everything`: actions first. `places`: courses and lessons only (Mod-P). */
export type PaletteMode = 'everything' | 'places';

const SHOWN = { places: 8, lessons: 8, hits: 8 };

/** Every action by name with its key, every course and lesson, and every word in the lessons. */
export function CommandPalette({ mode, onClose }: { mode: PaletteMode; onClose: () => void }) {
  const { commands, t } = useApp();
  const [query, setQuery] = useState('');
  const text = query.trim();
  const offered = useStore(commands.commands);
  const places = usePlaces(text, onClose);
  const creating = useCreating(text, onClose);
  const isMatch = (label: string) => text === '' || matchesText(label, text);
  const run = (command: Command) => () => {
    onClose();
    command.run();
  };
  const actions = offered
    .filter((command) => isMatch(command.label))
    .map((command) => ({
      id: `do-${command.id}`,
      label: command.label,
      icon: command.icon ?? ('arrowRight' as const),
      keys: command.keys?.[0],
      run: run(command),
    }));
  const actionGroup = { heading: t('search.actions'), choices: mode === 'places' ? [] : actions };
  return (
    <CommandList
      label={mode === 'places' ? t('commands.goTo') : t('search.palette')}
      placeholder={t('search.palettePlaceholder')}
      query={query}
      onQuery={setQuery}
      groups={[
        { heading: t('search.thisCourse'), choices: places.lessons },
        { heading: t('shell.courses'), choices: places.courses },
        ...(text === '' ? [] : [actionGroup, { heading: t('search.inTexts'), choices: places.hits }]),
        ...(text === '' ? [actionGroup] : []),
        { heading: t('search.create'), choices: mode === 'places' ? [] : creating },
      ]}
      empty={t('search.noMatch', { text })}
      open
      onOpenChange={(open) => !open && onClose()}
    />
  );
}

function usePlaces(
  text: string,
  onClose: () => void,
): { courses: Choice[]; lessons: Choice[]; hits: Choice[] } {
  const { queries } = useApp();
  const navigate = useNavigate();
  const { courseId } = useParams({ strict: false });
  const { data: courses = [] } = useQuery(queries.courses());
  const { data: outline } = useQuery({ ...queries.outline(courseId ?? ''), enabled: courseId !== undefined });
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
  return {
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

/** What was typed may be the name of something that does not exist yet. */
function useCreating(text: string, onClose: () => void): Choice[] {
  const { t, engine, queries } = useApp();
  const act = useAct();
  const navigate = useNavigate();
  const createCourse = useCreateCourse();
  const { courseId } = useParams({ strict: false });
  const { data: outline } = useQuery({ ...queries.outline(courseId ?? ''), enabled: courseId !== undefined });
  if (text === '') return [];
  const newCourse = async () => {
    const id = await act(() => createCourse(text));
    if (id !== null) await navigate({ to: '/course/$courseId', params: { courseId: id } });
  };
  const sectionId = outline?.sections.at(-1)?.id;
  const newLesson = async (inSection: string, inCourse: string) => {
    const made = await act(() =>
      engine.client.courses.createLesson({ sectionId: inSection, title: text, afterId: null }),
    );
    if (made)
      await navigate({
        to: '/course/$courseId/lesson/$lessonId',
        params: { courseId: inCourse, lessonId: made.id },
      });
  };
  const choices: Choice[] = [
    {
      id: 'create-course',
      label: t('search.createCourse', { text }),
      icon: 'plus',
      run: () => {
        onClose();
        void newCourse();
      },
    },
  ];
  if (sectionId !== undefined && courseId !== undefined) {
    choices.unshift({
      id: 'create-lesson',
      label: t('search.createLesson', { text }),
      icon: 'plus',
      run: () => {
        onClose();
        void newLesson(sectionId, courseId);
      },
    });
  }
  return choices;
}
