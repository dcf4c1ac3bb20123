/**
 * The outline as a tree, and where an item may move in it. Sections lie at the top or in sections, lessons in sections;
 * both kinds share one order among their siblings.
 */
import { compareSiblings } from '@educrowd/shared/sync/order';
import type { Outline, OutlineLesson, OutlineSection } from '../../../ipc/courses.ts';

/** Stands for the course itself. */
export const ROOT = 'root';

export interface OutlineItem {
  readonly id: string;
  readonly kind: 'section' | 'lesson';
  readonly title: string;
  readonly parentId: string;
  readonly isEmpty: boolean;
  readonly pending: boolean;
  readonly children: readonly string[];
}

export interface OutlineTree {
  /** Children of the course. */
  readonly top: readonly string[];
  readonly itemsById: ReadonlyMap<string, OutlineItem>;
}

/** A place as `courses.move` takes it: after a sibling, or first when `afterId` is null. */
export interface Place {
  readonly parentId: string | null;
  readonly afterId: string | null;
}

export function outlineTree({ sections, lessons }: Pick<Outline, 'sections' | 'lessons'>): OutlineTree {
  const all: readonly (OutlineSection | OutlineLesson)[] = [...sections, ...lessons].toSorted(
    compareSiblings,
  );
  const childrenById = new Map<string, string[]>();
  for (const each of all) {
    const parentId = parentOf(each);
    childrenById.set(parentId, [...(childrenById.get(parentId) ?? []), each.id]);
  }
  const items = all.map((each): OutlineItem => ({
    id: each.id,
    kind: each.kind,
    title: each.title,
    parentId: parentOf(each),
    isEmpty: each.kind === 'lesson' && each.isEmpty,
    pending: each.pending,
    children: childrenById.get(each.id) ?? [],
  }));
  return { top: childrenById.get(ROOT) ?? [], itemsById: new Map(items.map((item) => [item.id, item])) };
}

const parentOf = (item: OutlineSection | OutlineLesson): string =>
  item.kind === 'lesson' ? item.sectionId : (item.parentId ?? ROOT);

export const childrenOf = (tree: OutlineTree, id: string): readonly string[] =>
  id === ROOT ? tree.top : (tree.itemsById.get(id)?.children ?? []);

/** Items in the order in which a person reads them. */
export function inReadingOrder(tree: OutlineTree): OutlineItem[] {
  const walk = (ids: readonly string[]): OutlineItem[] =>
    ids.flatMap((id) => {
      const item = tree.itemsById.get(id);
      return item ? [item, ...walk(item.children)] : [];
    });
  return walk(tree.top);
}

/** Sections from the top down to the item's own parent. */
export function ancestorsOf(tree: OutlineTree, id: string): OutlineItem[] {
  const parent = tree.itemsById.get(tree.itemsById.get(id)?.parentId ?? ROOT);
  return parent ? [...ancestorsOf(tree, parent.id), parent] : [];
}

/** Where the item is now: the place that brings it back. */
export function placeOf(tree: OutlineTree, item: OutlineItem): Place {
  const siblings = childrenOf(tree, item.parentId);
  return place(item.parentId, siblings[siblings.indexOf(item.id) - 1]);
}

/** Whether the item may lie there: not inside itself, and lessons only in sections. */
export function mayLieIn(tree: OutlineTree, item: OutlineItem, parentId: string): boolean {
  if (parentId === ROOT) return item.kind === 'section';
  const parent = tree.itemsById.get(parentId);
  if (parent?.kind !== 'section' || parentId === item.id) return false;
  return !ancestorsOf(tree, parentId).some((ancestor) => ancestor.id === item.id);
}

/** One step up: before the sibling above or, from the first place, to the end of the section before the parent. */
export function placeAbove(tree: OutlineTree, item: OutlineItem): Place | null {
  const siblings = childrenOf(tree, item.parentId);
  const index = siblings.indexOf(item.id);
  if (index > 0) return place(item.parentId, siblings[index - 2]);
  const neighbour = neighbourSection(tree, item, -1);
  return neighbour ? place(neighbour, childrenOf(tree, neighbour).at(-1)) : null;
}

/** One step down: after the sibling below or, from the last place, to the beginning of the section after the parent. */
export function placeBelow(tree: OutlineTree, item: OutlineItem): Place | null {
  const siblings = childrenOf(tree, item.parentId);
  const below = siblings[siblings.indexOf(item.id) + 1];
  if (below !== undefined) return place(item.parentId, below);
  const neighbour = neighbourSection(tree, item, 1);
  return neighbour ? place(neighbour, undefined) : null;
}

/** Into the section right above, at its end. */
export function placeNested(tree: OutlineTree, item: OutlineItem): Place | null {
  const siblings = childrenOf(tree, item.parentId);
  const above = siblings.slice(0, siblings.indexOf(item.id)).findLast((id) => mayLieIn(tree, item, id));
  return above === undefined ? null : place(above, childrenOf(tree, above).at(-1));
}

/** Out of the parent, right after it. */
export function placeOutdented(tree: OutlineTree, item: OutlineItem): Place | null {
  const parent = tree.itemsById.get(item.parentId);
  return parent && mayLieIn(tree, item, parent.parentId) ? place(parent.parentId, parent.id) : null;
}

/** At the end of a section (or of the course). */
export function placeAtEnd(tree: OutlineTree, item: OutlineItem, parentId: string): Place {
  const others = childrenOf(tree, parentId).filter((id) => id !== item.id);
  return place(parentId, others.at(-1));
}

/** The nearest section beside the parent, in the given direction. */
function neighbourSection(tree: OutlineTree, item: OutlineItem, step: 1 | -1): string | null {
  const parent = tree.itemsById.get(item.parentId);
  if (!parent) return null;
  const siblings = childrenOf(tree, parent.parentId);
  for (let index = siblings.indexOf(parent.id) + step; index >= 0 && index < siblings.length; index += step) {
    const candidate = siblings[index];
    if (candidate !== undefined && mayLieIn(tree, item, candidate)) return candidate;
  }
  return null;
}

const place = (parentId: string, afterId: string | undefined): Place => ({
  parentId: parentId === ROOT ? null : parentId,
  afterId: afterId ?? null,
});
