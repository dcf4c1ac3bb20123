/** What a piece of text names of the course or campaign that it lies in: files, as pictures or by links, and lessons. */
import { Fragment, Slice, type Mark, type Node } from '@tiptap/pm/model';
import { parseLinkTarget } from '@educrowd/shared/content/link-target';
import { must } from '@educrowd/shared/primitives/assert';

export interface TextReferences {
  readonly materialIds: string[];
  readonly lessonIds: string[];
}

/** Where each of them is found from another place; null where it is not. */
export interface NewReferences {
  readonly materials: Readonly<Record<string, string | null>>;
  /** As the `href` of a link. */
  readonly lessons: Readonly<Record<string, string | null>>;
}

export interface Rewritten {
  readonly slice: Slice;
  /** How many of the text's pictures and links lead nowhere from there. Their words are kept. */
  readonly lostPictures: number;
  readonly lostLinks: number;
}

export function referencesIn({ content }: Slice): TextReferences {
  const materialIds = new Set<string>();
  const lessonIds = new Set<string>();
  content.descendants((node) => {
    const shown = pictureOf(node);
    if (shown !== null) materialIds.add(shown);
    for (const mark of node.marks) {
      const target = ownTarget(mark);
      if (target?.kind === 'material') materialIds.add(target.id);
      if (target?.kind === 'lesson') lessonIds.add(target.id);
    }
  });
  return { materialIds: [...materialIds], lessonIds: [...lessonIds] };
}

/** The same text with other references. */
export function withReferences({ content, openStart, openEnd }: Slice, to: NewReferences): Rewritten {
  let lostPictures = 0;
  const lostLinks = new Set<string>();

  const rewriteMark = (mark: Mark): Mark[] => {
    const target = ownTarget(mark);
    if (target === null) return [mark];
    const found = target.kind === 'lesson' ? to.lessons[target.id] : to.materials[target.id];
    if (!found) {
      lostLinks.add(target.id);
      return [];
    }
    const href = target.kind === 'lesson' ? found : `material:${found}`;
    return [mark.type.create({ ...mark.attrs, href })];
  };
  const rewrite = (node: Node): Node => {
    const marks = node.marks.flatMap(rewriteMark);
    if (node.isText) return node.mark(marks);
    const shown = pictureOf(node);
    if (shown === null) return node.type.create(node.attrs, rewriteAll(node.content), marks);
    const materialId = to.materials[shown];
    if (materialId) return node.type.create({ ...node.attrs, materialId }, null, marks);
    lostPictures += 1;
    return describedBy(node);
  };
  const rewriteAll = (children: Fragment): Fragment => Fragment.fromArray(children.content.map(rewrite));

  const slice = new Slice(rewriteAll(content), openStart, openEnd);
  return { slice, lostPictures, lostLinks: lostLinks.size };
}

/** In place of a picture, since what it stood in may hold nothing else. */
export function describedBy({ type: { schema }, attrs }: Node): Node {
  const { alt }: { alt?: unknown } = attrs;
  const words = typeof alt === 'string' && alt !== '' ? schema.text(alt) : null;
  return must(schema.nodes.paragraph, 'paragraphs exist').create(null, words);
}

/** The kept picture that a node shows. */
export function pictureOf({ type, attrs }: Node): string | null {
  const { materialId }: { materialId?: unknown } = attrs;
  return type.name === 'image' && typeof materialId === 'string' ? materialId : null;
}

function ownTarget({ type, attrs }: Mark) {
  const { href }: { href?: unknown } = attrs;
  const target = type.name === 'link' && typeof href === 'string' ? parseLinkTarget(href) : null;
  return target?.kind === 'material' || target?.kind === 'lesson' ? target : null;
}
