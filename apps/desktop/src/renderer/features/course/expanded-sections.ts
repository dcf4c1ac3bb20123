import { useEffect, useState, type Dispatch, type SetStateAction } from 'react';
import * as z from 'zod';
import { ancestorsOf, type OutlineTree } from './outline-tree.ts';

/** Up to this many items an outline opens wholly unfolded. */
const UNFOLD_LIMIT = 80;

interface InSight {
  openLessonId: string | undefined;
  /** The row that the keys apply to. */
  focusedId: string | null;
}

/**
 * Which sections are unfolded, remembered per course. A lesson that opens and a row that has moved are brought in
 * sight, once: a person may fold their section afterwards.
 */
export function useExpandedSections(
  courseId: string,
  tree: OutlineTree,
  { openLessonId, focusedId }: InSight,
): [string[], Dispatch<SetStateAction<string[]>>] {
  const [expanded, setExpanded] = useState(() => remembered(courseId) ?? initiallyExpanded(tree));
  useEffect(() => localStorage.setItem(keyOf(courseId), JSON.stringify(expanded)), [courseId, expanded]);

  const [shown, setShown] = useState({ openLessonId: '', focusedId: '', parentId: '' });
  const open = tree.itemsById.get(openLessonId ?? '');
  const focused = tree.itemsById.get(focusedId ?? '');
  const isOpened = open !== undefined && open.id !== shown.openLessonId;
  const isSame = focused?.id === shown.focusedId && focused.parentId === shown.parentId;
  if (isOpened || (focused && !isSame)) {
    const isMoved = focused?.id === shown.focusedId && !isSame;
    setShown({
      openLessonId: open?.id ?? shown.openLessonId,
      focusedId: focused?.id ?? '',
      parentId: focused?.parentId ?? '',
    });
    const wanted = [
      ...(isOpened ? ancestorsOf(tree, open.id) : []),
      ...(isMoved ? ancestorsOf(tree, focused.id) : []),
    ];
    const folded = wanted.map((section) => section.id).filter((id) => !expanded.includes(id));
    if (folded.length > 0) setExpanded([...expanded, ...folded]);
  }
  return [expanded, setExpanded];
}

const keyOf = (courseId: string): string => `educrowd.outline.${courseId}`;

function remembered(courseId: string): string[] | null {
  const kept = localStorage.getItem(keyOf(courseId));
  return kept === null ? null : (z.array(z.string()).safeParse(JSON.parse(kept)).data ?? null);
}

function initiallyExpanded(tree: OutlineTree): string[] {
  if (tree.itemsById.size > UNFOLD_LIMIT) return [];
  return [...tree.itemsById.values()].filter((item) => item.kind === 'section').map((item) => item.id);
}
