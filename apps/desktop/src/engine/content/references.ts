import type {
  BlockNode,
  ContentDoc,
  ContentMark,
  InlineNode,
  ListItemNode,
  TableCellNode,
  TableRowNode,
} from '@educrowd/shared/content/content-json';

import type { ImportedContent } from './imported-course.ts';

const MATERIAL = 'import-material:';
const LESSON = 'import-lesson:';

/** The `href` of a link or `src` of a picture that leads to a material of the same import. */
export const materialReference = (key: string): string => `${MATERIAL}${key}`;
export const lessonReference = (key: string): string => `${LESSON}${key}`;

export interface ReferenceIds {
  /** The id given to the material with this key. */
  materialId(key: string): string;
  lessonId(key: string): string;
}

type Node = BlockNode | ListItemNode | TableRowNode | TableCellNode | InlineNode;

/** The content with every import key replaced by the id it was given. */
export function resolveReferences(content: ImportedContent, ids: ReferenceIds): ContentDoc {
  return { type: 'doc', content: content.content.map((node) => resolved(node, ids)) };
}

/** The import keys that a content names. */
export function referencesIn(content: ImportedContent): { materials: Set<string>; lessons: Set<string> } {
  const materials = new Set<string>();
  const lessons = new Set<string>();
  resolveReferences(content, {
    materialId(key) {
      materials.add(key);
      return key;
    },
    lessonId(key) {
      lessons.add(key);
      return key;
    },
  });
  return { materials, lessons };
}

function resolved<Kind extends Node>(node: Kind, ids: ReferenceIds): Kind {
  const copy: Kind = { ...node };
  if (copy.type === 'image' && copy.attrs.src?.startsWith(MATERIAL)) {
    copy.attrs = {
      ...copy.attrs,
      src: null,
      materialId: ids.materialId(copy.attrs.src.slice(MATERIAL.length)),
    };
  }
  if ('marks' in copy && copy.marks !== undefined)
    copy.marks = copy.marks.map((mark) => resolvedMark(mark, ids));
  if ('content' in copy && copy.content !== undefined) {
    const children: Node[] = copy.content;
    Object.assign(copy, { content: children.map((child) => resolved(child, ids)) });
  }
  return copy;
}

function resolvedMark(mark: ContentMark, ids: ReferenceIds): ContentMark {
  if (mark.type !== 'link') return mark;
  const { href } = mark.attrs;
  if (href.startsWith(MATERIAL))
    return withHref(mark, `material:${ids.materialId(href.slice(MATERIAL.length))}`);
  if (href.startsWith(LESSON)) return withHref(mark, `lesson:${ids.lessonId(href.slice(LESSON.length))}`);
  return mark;
}

const withHref = (mark: ContentMark & { type: 'link' }, href: string): ContentMark => ({
  ...mark,
  attrs: { ...mark.attrs, href },
});
