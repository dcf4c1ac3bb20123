/** Which parts of a course's outline are shown: in a large course, those on the way to one lesson. */
import { lessonsInOrder } from '@educrowd/shared/courses/outline';
import type { CourseView } from '../courses/index.ts';

type Outline = CourseView['outline'];
type Lesson = Extract<Outline[number], { kind: 'lesson' }>;

/** A section, or some of the many things that stand beside each other. */
export interface OutlinePart {
  readonly kind: 'part';
  readonly id: string;
  /** Null for what has no name of its own. */
  readonly title: string | null;
  readonly nodes: Outline;
  /** What is shown of it; null while it is closed. */
  readonly items: readonly OutlineItem[] | null;
}
export type OutlineItem = Lesson | OutlinePart;

/** So many lessons are shown whole, and so many things beside each other. */
const MANY = 60;

export const isFolded = (lessons: readonly unknown[]): boolean => lessons.length > MANY;

/** Everything, or what is on the way to a lesson, with the rest as closed parts. */
export function openItems(outline: Outline, around: string | undefined): readonly OutlineItem[] {
  if (around === undefined || outline.length <= MANY) return outline.map((node) => itemOf(node, around));
  const groups = Array.from({ length: Math.ceil(outline.length / MANY) }, (_, index) =>
    outline.slice(index * MANY, (index + 1) * MANY),
  );
  return groups.map((nodes) => part(nodes, { id: nodes[0]?.row.id ?? '', title: null }, around));
}

const itemOf = (node: Outline[number], around: string | undefined): OutlineItem =>
  node.kind === 'lesson' ? node : part(node.children, { id: node.row.id, title: node.row.title }, around);

function part(
  nodes: Outline,
  named: Pick<OutlinePart, 'id' | 'title'>,
  around: string | undefined,
): OutlinePart {
  const isOpen = around === undefined || lessonsInOrder(nodes).some(({ id }) => id === around);
  return { kind: 'part', ...named, nodes, items: isOpen ? openItems(nodes, around) : null };
}
