import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { EngineHandlers } from '../../ipc/contract.ts';
import type { EngineError } from '../../ipc/errors.ts';
import { refusal } from '../../ipc/refusal.ts';
import type { EngineClock } from '../clock.ts';
import { createLesson, createSection, moveItem, restoreItem } from '../courses/outline-edits.ts';
import { listCourses, readOutline } from '../store/queries/courses.ts';
import type { Workspace } from '../workspace.ts';
import { given } from './given.ts';

const course = entityNamed('Course');
const kinds = { course, section: entityNamed('Section'), lesson: entityNamed('Lesson') };

/** A publish that has waited longer than this is not what its author means any more. */
const PUBLISH_WITHIN_DAYS = 14;
const DAY_MS = 86_400_000;

export interface CourseHandlerOptions {
  readonly workspace: () => Workspace;
  readonly clock: EngineClock;
}

export function courseHandlers({ workspace, clock }: CourseHandlerOptions): EngineHandlers['courses'] {
  const decide = (name: 'course.publish' | 'course.unpublish', courseId: string): void => {
    const { store, writer } = workspace();
    const row = store.views.read(course, courseId);
    if (row === null) throw noCourse();
    const isDone = (row.status === 'published') === (name === 'course.publish');
    if (isDone) return;
    const notAfter = new Date(clock.now().getTime() + PUBLISH_WITHIN_DAYS * DAY_MS).toISOString();
    const expected = row.status ?? null;
    writer.write((write) => write.command(name, { id: courseId, expected, notAfter }));
  };

  return {
    list: () => listCourses(workspace().store),
    outline: ({ courseId }) => {
      const { store, texts } = workspace();
      texts.refreshNow(courseId);
      const outline = readOutline(store, courseId);
      if (outline === null) throw noCourse();
      return outline;
    },
    createCourse: ({ title }) => {
      const { store, writer } = workspace();
      const id = newId<'Course'>();
      const [school] = store.views.select(entityNamed('TenantSettings'), 'true');
      const { language, currency } = school ?? {};
      const defaults = { ...(language && { language }), ...(currency && { currency }) };
      writer.write((write) => write.create(course, { id, title, ...defaults }));
      return { id };
    },
    createSection: (section) => {
      const { store, writer } = workspace();
      return { id: writer.write((write) => createSection(store, write, section)) };
    },
    createLesson: (lesson) => {
      const { store, writer } = workspace();
      return writer.write((write) => createLesson(store, write, lesson));
    },
    patchCourse: ({ courseId, patch, seen }) =>
      workspace().writer.write((write) =>
        write.patchSeen({ entity: course, id: courseId }, given(patch), given(seen)),
      ),
    rename: ({ kind, id, title, seen }) =>
      workspace().writer.write((write) =>
        write.patchSeen({ entity: kinds[kind], id }, { title }, seen === undefined ? {} : { title: seen }),
      ),
    move: (move) => {
      const { store, writer } = workspace();
      writer.write((write) => moveItem(store, write, move));
    },
    trash: ({ kind, id }) => workspace().writer.write((write) => write.trash(kinds[kind], id)),
    restore: (item) => {
      const { store, writer } = workspace();
      writer.write((write) => restoreItem(store, write, item));
    },
    publish: ({ courseId }) => decide('course.publish', courseId),
    unpublish: ({ courseId }) => decide('course.unpublish', courseId),
  };
}

const noCourse = (): EngineError => refusal('NOT_FOUND', 'refusals.courseNotHere');
