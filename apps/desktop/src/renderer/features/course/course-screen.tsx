import { useCallback, useMemo, useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import type { Outline as CourseOutline } from '../../../ipc/courses.ts';
import { useApp } from '../../app/app-context.tsx';
import { usePlaceChange } from '../../app/use-place-change.ts';
import { useOutlineActions } from './course-actions.ts';
import { Inspector } from './inspector.tsx';
import { createItemMenu } from './item-menu.ts';
import { MoveDialog } from './move-dialog.tsx';
import { Outline } from './outline.tsx';
import { OutlinePane } from './outline-pane.tsx';
import { outlineTree, type OutlineItem } from './outline-tree.ts';
import { PaneFrame } from './pane-frame.tsx';
import { usePaneLayout } from './pane-layout.ts';
import { useFocusedRow } from './use-focused-row.ts';
import { useOutlineCommands } from './use-outline-commands.ts';

/** Outline, work and inspector of one course. The work is the open lesson, or what to do when none is. */
export function CourseScreen({ courseId }: { courseId: string }) {
  const { queries, t } = useApp();
  // Apart, so that typing, which only moves the course's own date, leaves the outline as it is.
  const { data: title } = useSuspenseQuery({ ...queries.outline(courseId), select: titleOf });
  const { data: items } = useSuspenseQuery({ ...queries.outline(courseId), select: itemsOf });
  const { data: session } = useSuspenseQuery(queries.session());
  const { lessonId } = useParams({ strict: false });
  const navigate = useNavigate();
  const tree = useMemo(() => outlineTree(items), [items]);
  const actions = useOutlineActions(courseId, tree);
  const panes = usePaneLayout();
  const { focusedId, setFocusedId, noteOpening } = useFocusedRow(lessonId);
  const [renamingId, setRenamingId] = useState<string | null>(null);
  const [movingId, setMovingId] = useState<string | null>(null);
  usePlaceChange(() => setMovingId(null));
  const { setOpen: setOutlineOpen, isSheet: outlineIsSheet } = panes.outline;

  const openLesson = useCallback(
    (id: string, isNew: boolean) =>
      void navigate({
        to: '/course/$courseId/lesson/$lessonId',
        params: { courseId, lessonId: id },
        search: isNew ? { isNew } : {},
      }),
    [courseId, navigate],
  );
  const onOpen = useCallback(
    (item: OutlineItem) => {
      if (item.kind !== 'lesson') return;
      noteOpening(item.id);
      openLesson(item.id, false);
      if (outlineIsSheet) setOutlineOpen(false);
    },
    [noteOpening, openLesson, outlineIsSheet, setOutlineOpen],
  );
  const onAddSection = useCallback(
    (parentId: string | null, afterId: string | null) =>
      void actions
        .addSection(parentId, afterId, t('course.newSection'))
        .then((id) => id && setRenamingId(id)),
    [actions, t],
  );
  const onAddLesson = useCallback(
    (sectionId: string, afterId: string | null) =>
      void actions
        .addLesson(sectionId, afterId, t('course.newLesson'))
        .then((id) => id && openLesson(id, true)),
    [actions, openLesson, t],
  );
  const onMoveTo = useCallback((item: OutlineItem) => setMovingId(item.id), []);
  const onRename = useCallback((item: OutlineItem) => setRenamingId(item.id), []);
  const onRenamingDone = useCallback(() => setRenamingId(null), []);

  const focused = tree.itemsById.get(focusedId ?? '') ?? tree.itemsById.get(lessonId ?? '');
  const addHere = useCallback(() => {
    if (focused?.kind === 'lesson') return onAddLesson(focused.parentId, focused.id);
    const sectionId = focused?.id ?? tree.top.at(-1);
    if (sectionId !== undefined)
      return onAddLesson(sectionId, tree.itemsById.get(sectionId)?.children.at(-1) ?? null);
    void actions.addSection(null, null, t('course.newSection')).then((id) => id && onAddLesson(id, null));
  }, [actions, focused, onAddLesson, t, tree]);
  const addSectionHere = useCallback(() => onAddSection(null, tree.top.at(-1) ?? null), [onAddSection, tree]);

  const menu = useMemo(
    () => createItemMenu({ t, tree, actions, onAddLesson, onAddSection, onMoveTo, onRename }),
    [t, tree, actions, onAddLesson, onAddSection, onMoveTo, onRename],
  );
  useOutlineCommands({
    tree,
    item: focused,
    actions,
    onAddLesson: addHere,
    onAddSection: addSectionHere,
    onMoveTo,
    onRename,
  });
  const moving = tree.itemsById.get(movingId ?? '');

  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <PaneFrame pane={panes.outline} side="left" title={t('course.outline')} width="w-72">
        <OutlinePane isEmpty={tree.top.length === 0} onAddLesson={addHere} onAddSection={addSectionHere}>
          <Outline
            courseId={courseId}
            title={title}
            tree={tree}
            openLessonId={lessonId}
            actions={actions}
            menu={menu}
            focusedId={focusedId}
            onFocus={setFocusedId}
            onOpen={onOpen}
            renamingId={renamingId}
            showsPending={session.current?.school !== null}
            onRenamingDone={onRenamingDone}
          />
        </OutlinePane>
      </PaneFrame>
      <main
        data-pane="work"
        tabIndex={-1}
        id="work"
        onFocusCapture={() => lessonId !== undefined && setFocusedId(lessonId)}
        className="@container relative flex min-w-0 flex-1 flex-col overflow-y-auto outline-none"
      >
        <Outlet />
      </main>
      <PaneFrame pane={panes.inspector} side="right" title={t('course.inspector')} width="w-[304px]">
        <Inspector courseId={courseId} />
      </PaneFrame>
      {moving && <MoveDialog item={moving} tree={tree} actions={actions} onClose={() => setMovingId(null)} />}
    </div>
  );
}

const titleOf = ({ course }: CourseOutline) => course.title;
const itemsOf = ({ sections, lessons }: CourseOutline) => ({ sections, lessons });
