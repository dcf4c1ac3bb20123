import { useEffect, useState, type Dispatch, type SetStateAction } from 'react';
import * as z from 'zod';
import { ancestorsOf, type OutlineTree } from './outline-tree.ts';

/** Up to this many items an outline opens wholly unfolded. */
const UNFOLD_LIMIT = 80;

/** Which sections are unfolded, remembered per course; the open lesson is always in sight. */
export function useExpandedSections(
  courseId: string,
  tree: OutlineTree,
  openLessonId: string | undefined,
): [string[], Dispatch<SetStateAction<string[]>>] {
  const [expanded, setExpanded] = useState(() => remembered(courseId) ?? initiallyExpanded(tree));

  useEffect(() => localStorage.setItem(keyOf(courseId), JSON.stringify(expanded)), [courseId, expanded]);

  // Once per opened lesson, so that a person may fold its section afterwards.
  const [shownId, setShownId] = useState<string | undefined>();
  if (openLessonId !== shownId && (openLessonId === undefined || tree.itemsById.has(openLessonId))) {
    setShownId(openLessonId);
    const hidden =
      openLessonId === undefined ? [] : ancestorsOf(tree, openLessonId).map((section) => section.id);
    const missing = hidden.filter((id) => !expanded.includes(id));
    if (missing.length > 0) setExpanded([...expanded, ...missing]);
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
