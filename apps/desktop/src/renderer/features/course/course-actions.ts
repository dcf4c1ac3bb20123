/**
 * What a person may do to the outline. Every action is an ordinary edit that leaves its inverse on the undo stack, and
 * is said aloud for those who cannot see it happen.
 */
import { TRASH_DAYS } from '@educrowd/shared/sync/tombstones';
import { useMemo } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApp, type App } from '../../app/app-context.tsx';
import type { UndoableAction } from '../../app/undo-stack.ts';
import { useAct } from '../../app/use-act.ts';
import { placeOf, type OutlineItem, type OutlineTree, type Place } from './outline-tree.ts';

export interface OutlineActions {
  addSection(parentId: string | null, afterId: string | null, title: string): Promise<string | null>;
  addLesson(sectionId: string, afterId: string | null, title: string): Promise<string | null>;
  /** `seen`: the title that the person began with. Somebody else may have given it another one since. */
  rename(item: OutlineItem, title: string, seen: string): Promise<void>;
  move(item: OutlineItem, to: Place): Promise<boolean>;
  trash(item: Pick<OutlineItem, 'kind' | 'id' | 'title'>): Promise<void>;
}

export function useOutlineActions(courseId: string, tree: OutlineTree): OutlineActions {
  const app = useApp();
  const act = useAct();
  const cache = useQueryClient();
  return useMemo(() => {
    const { queryKey } = app.queries.outline(courseId);
    const refresh = () => cache.refetchQueries({ queryKey });
    return createOutlineActions({ app, act, courseId, tree, refresh });
  }, [app, act, cache, courseId, tree]);
}

interface Deps {
  app: App;
  act: ReturnType<typeof useAct>;
  courseId: string;
  tree: OutlineTree;
  /** Reads the outline again at once, so that what was made can be opened. */
  refresh: () => Promise<void>;
}

function createOutlineActions({ app, act, courseId, tree, refresh }: Deps): OutlineActions {
  const { t, announce } = app;
  const { courses } = app.engine.client;

  const created = async (kind: 'section' | 'lesson', title: string, make: () => Promise<{ id: string }>) => {
    const label = t('course.created', { title });
    const made = await act(() =>
      app.undo.perform(make, ({ id }) => {
        const item = { kind, id };
        return { label, undo: () => courses.trash(item), redo: () => courses.restore(item) };
      }),
    );
    if (!made) return null;
    announce(label);
    await refresh();
    return made.id;
  };

  return {
    addSection: (parentId, afterId, title) =>
      created('section', title, () => courses.createSection({ courseId, parentId, title, afterId })),
    addLesson: (sectionId, afterId, title) =>
      created('lesson', title, () => courses.createLesson({ sectionId, title, afterId })),

    async rename(item, title, seen) {
      const [before, after] = [item.title, title.trim()];
      if (after === '' || after === seen.trim() || after === before) return;
      const target = { kind: item.kind, id: item.id };
      const rename = (to: string, known: string) => courses.rename({ ...target, title: to, seen: known });
      const label = t('course.renamed', { title: after });
      await act(async () => {
        await app.undo.perform(
          () => rename(after, seen),
          () => ({ label, undo: () => rename(before, after), redo: () => rename(after, before) }),
        );
        announce(label);
      });
    },

    async move(item, to) {
      const from = placeOf(tree, item);
      const move = (target: Place) => courses.move({ kind: item.kind, id: item.id, ...target });
      const label = describePlace(app, tree, { item, to });
      const redo = () => move(to);
      const step = { label, undo: () => move(from), redo };
      const done = await act(async () => app.undo.perform(redo, () => step).then(() => true));
      if (!done) return false;
      announce(label);
      return true;
    },

    trash: (item) => trashWithUndo(app, act, item),
  };
}

/** Moves something to Trash and offers to take it back at once. */
export async function trashWithUndo(
  app: App,
  act: ReturnType<typeof useAct>,
  item: { readonly kind: 'course' | 'section' | 'lesson'; readonly id: string; readonly title: string },
): Promise<void> {
  const { courses } = app.engine.client;
  const target = { kind: item.kind, id: item.id };
  const label = app.t('course.trashed', { title: item.title, days: TRASH_DAYS });
  const redo = () => courses.trash(target);
  const action = { label, undo: () => courses.restore(target), redo };
  const done = await act(async () => app.undo.perform(redo, () => action).then(() => true));
  if (!done) return;
  app.showToast({
    text: label,
    action: { label: app.t('common.undo'), run: () => void act(() => undoAndSay(app, action)) },
  });
}

/** Takes an action back, the last one unless another is named, and says which it was. */
export async function undoAndSay({ undo, t, announce }: App, which?: UndoableAction): Promise<void> {
  const action = await undo.undo(which);
  announce(action ? t('shell.undone', { what: action.label }) : t('shell.nothingToUndo'));
}

export async function redoAndSay({ undo, t, announce }: App): Promise<void> {
  const action = await undo.redo();
  announce(action ? t('shell.redone', { what: action.label }) : t('shell.nothingToRedo'));
}

function describePlace(
  { t }: App,
  tree: OutlineTree,
  { item, to }: { item: OutlineItem; to: Place },
): string {
  const parent = to.parentId === null ? undefined : tree.itemsById.get(to.parentId);
  const siblings = (parent ? parent.children : tree.top).filter((id) => id !== item.id);
  return t('course.movedTo', {
    title: item.title,
    place: parent?.title ?? t('course.topLevel'),
    position: to.afterId === null ? 1 : siblings.indexOf(to.afterId) + 2,
    count: siblings.length + 1,
  });
}

/** Creates a section with its first lesson and opens that lesson. */
export function useFirstLesson(courseId: string, actions: OutlineActions): () => Promise<void> {
  const { t } = useApp();
  const navigate = useNavigate();
  return async () => {
    const sectionId = await actions.addSection(null, null, t('course.newSection'));
    const lessonId = sectionId && (await actions.addLesson(sectionId, null, t('course.newLesson')));
    if (lessonId) {
      await navigate({
        to: '/course/$courseId/lesson/$lessonId',
        params: { courseId, lessonId },
        search: { isNew: true },
      });
    }
  };
}
