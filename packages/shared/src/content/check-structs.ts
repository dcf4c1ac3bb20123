import * as Y from 'yjs';
import { attributesOfNode } from './content-attributes.ts';
import { MAX_CONTENT_DEPTH } from './content-limits.ts';
import { createProblemList, type ContentProblem } from './content-problem.ts';
import { contentSchema } from './content-schema.ts';

/**
 * Looks at everything a Yjs document holds, deleted and invisible things too, because every client has to load them:
 * all of it lies in the one fragment, at a bounded depth, and is of the kinds an editor writes. The names of attributes
 * and marks matter here because Yjs builds plain objects of them, where `__proto__` is more than a name.
 */
export function checkStructs(document: Y.Doc, fragment: Y.XmlFragment): ContentProblem[] {
  const list = createProblemList();
  const depths = new Map<unknown, number>([[fragment, 0]]);
  for (const structs of document.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item)) continue;
      const problem = findForeign(struct, depths);
      if (problem !== null) list.add('foreign', '', problem);
      if (list.isFull()) return list.problems;
    }
  }
  return list.problems;
}

function findForeign(item: Y.Item, depths: Map<unknown, number>): string | null {
  const { parent } = item;
  if (!(parent instanceof Y.AbstractType)) return 'something without a place';
  const depth = depthOf(parent, depths);
  if (depth === null) return 'something outside the document';
  // An element's texts and children are one level below it, a text's characters two.
  if (depth > MAX_CONTENT_DEPTH + 2) return 'something nested too deeply';
  if (item.content instanceof Y.ContentDeleted) return null;
  if (item.parentSub !== null) return findForeignAttribute(item, parent);
  if (parent instanceof Y.XmlText) return findForeignInText(item);
  return isElementOrText(item.content) ? null : 'a child that is neither an element nor a text';
}

function findForeignAttribute(item: Y.Item, parent: unknown): string | null {
  if (!(parent instanceof Y.XmlElement)) return 'an attribute on something else than an element';
  if (!Object.hasOwn(attributesOfNode(parent.nodeName), item.parentSub ?? '')) return 'an unknown attribute';
  return item.content instanceof Y.ContentAny ? null : 'an attribute that is not a plain value';
}

function findForeignInText(item: Y.Item): string | null {
  if (item.content instanceof Y.ContentString) return null;
  if (!(item.content instanceof Y.ContentFormat)) return 'a text with something else than characters';
  return contentSchema.marks[item.content.key] === undefined ? 'an unknown mark' : null;
}

const isElementOrText = (content: unknown): boolean =>
  content instanceof Y.ContentType &&
  (content.type instanceof Y.XmlElement || content.type instanceof Y.XmlText);

/** Levels below the fragment, or null for what hangs on another root. Walks without recursion: depth is hostile. */
function depthOf(type: unknown, depths: Map<unknown, number>): number | null {
  const path: unknown[] = [];
  let current: unknown = type;
  while (!depths.has(current)) {
    if (!(current instanceof Y.AbstractType) || current._item === null) return null;
    path.push(current);
    current = current._item.parent;
  }
  let depth = depths.get(current) ?? 0;
  for (const below of path.toReversed()) depths.set(below, ++depth);
  return depth;
}
