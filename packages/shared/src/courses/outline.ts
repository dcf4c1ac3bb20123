/** The order of a course: what a student walks through and what an author arranges. */
import { compareSiblings, type Ordered } from '../sync/order.ts';

export interface SectionRow extends Ordered {
  readonly parentId: string | null;
  readonly deletedAt: string | null;
}
export interface LessonRow extends Ordered {
  readonly sectionId: string;
  readonly deletedAt: string | null;
}

/** Lessons and nested sections are siblings: they share one order within their section. */
export type OutlineNode<S extends SectionRow, L extends LessonRow> =
  | { readonly kind: 'section'; readonly row: S; readonly children: readonly OutlineNode<S, L>[] }
  | { readonly kind: 'lesson'; readonly row: L };

/** Top-level sections with all that hangs under them. What is in Trash, or below something that is, is left out. */
export function buildOutline<S extends SectionRow, L extends LessonRow>(
  sections: readonly S[],
  lessons: readonly L[],
): OutlineNode<S, L>[] {
  const sectionsByParent = Map.groupBy(sections.filter(isPresent), (section) => section.parentId);
  const lessonsBySection = Map.groupBy(lessons.filter(isPresent), (lesson) => lesson.sectionId);
  const childrenOf = (parentId: string | null): OutlineNode<S, L>[] => {
    const nested = (sectionsByParent.get(parentId) ?? []).map((row): OutlineNode<S, L> => ({
      kind: 'section',
      row,
      children: childrenOf(row.id),
    }));
    const own = parentId === null ? [] : (lessonsBySection.get(parentId) ?? []);
    const leaves = own.map((row): OutlineNode<S, L> => ({ kind: 'lesson', row }));
    return [...nested, ...leaves].toSorted((a, b) => compareSiblings(a.row, b.row));
  };
  // Sections that lie inside each other cannot be reached from the top: they are left out rather than walked for ever.
  return childrenOf(null);
}

/** Every lesson in the order of reading. */
export const lessonsInOrder = <S extends SectionRow, L extends LessonRow>(
  outline: readonly OutlineNode<S, L>[],
): L[] => outline.flatMap((node) => (node.kind === 'lesson' ? [node.row] : lessonsInOrder(node.children)));

const isPresent = (row: { readonly deletedAt: string | null }): boolean => row.deletedAt === null;
