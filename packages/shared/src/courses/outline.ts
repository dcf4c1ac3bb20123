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

export interface OutlineNode<S extends SectionRow, L extends LessonRow> {
  readonly section: S;
  /** Come before the sections that lie within this one. */
  readonly lessons: readonly L[];
  readonly sections: readonly OutlineNode<S, L>[];
}

/** Top-level sections with all that hangs under them. What is in Trash, or below something that is, is left out. */
export function buildOutline<S extends SectionRow, L extends LessonRow>(
  sections: readonly S[],
  lessons: readonly L[],
): OutlineNode<S, L>[] {
  const sectionsByParent = Map.groupBy(sections.filter(isPresent), (section) => section.parentId);
  const lessonsBySection = Map.groupBy(lessons.filter(isPresent), (lesson) => lesson.sectionId);
  const childrenOf = (parentId: string | null): OutlineNode<S, L>[] =>
    (sectionsByParent.get(parentId) ?? []).toSorted(compareSiblings).map((section) => ({
      section,
      lessons: (lessonsBySection.get(section.id) ?? []).toSorted(compareSiblings),
      sections: childrenOf(section.id),
    }));
  // A cycle cannot be reached from the top, so it is left out rather than walked for ever.
  return childrenOf(null);
}

/** Every lesson in the order of reading. */
export const lessonsInOrder = <S extends SectionRow, L extends LessonRow>(outline: readonly OutlineNode<S, L>[]): L[] =>
  outline.flatMap((node) => [...node.lessons, ...lessonsInOrder(node.sections)]);

const isPresent = (row: { readonly deletedAt: string | null }): boolean => row.deletedAt === null;
