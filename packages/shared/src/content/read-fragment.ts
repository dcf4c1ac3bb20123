import * as Y from 'yjs';
import type { JsonObject } from '../primitives/json.ts';
import { MAX_CONTENT_DEPTH, MAX_CONTENT_NODES } from './content-limits.ts';

/** A node as it was found, of any schema. */
export interface RawNode {
  type: string;
  attrs?: JsonObject;
  content?: RawNode[];
  text?: string;
  marks?: RawMark[];
}

export interface RawMark {
  type: string;
  attrs: JsonObject;
}

/**
 * The tree of a Yjs document, unchecked and complete. y-tiptap's own reading is not used here because it deletes from
 * the Yjs document whatever its schema does not accept.
 *
 * Everything that no editor writes becomes a node of a type that no schema knows, so that checking finds it.
 */
export function readFragment(fragment: Y.XmlFragment): RawNode {
  return { type: 'doc', content: readChildren(fragment, 1, { nodesLeft: MAX_CONTENT_NODES * 2 }) };
}

const UNREADABLE = '(unreadable)';

function readChildren(parent: Y.XmlFragment, depth: number, budget: { nodesLeft: number }): RawNode[] {
  // One more level and one more node than allowed are enough for the check to refuse the whole.
  if (depth > MAX_CONTENT_DEPTH + 1) return [];
  const children: RawNode[] = [];
  for (const child of parent.toArray() as unknown[]) {
    if (--budget.nodesLeft < 0) break;
    if (child instanceof Y.XmlElement) {
      const attrs: JsonObject = child.getAttributes();
      children.push({ type: child.nodeName, attrs, content: readChildren(child, depth + 1, budget) });
    } else if (child instanceof Y.XmlText) {
      for (const run of readRuns(child)) children.push(run);
    } else {
      children.push({ type: UNREADABLE });
    }
  }
  return children;
}

function readRuns(text: Y.XmlText): RawNode[] {
  const runs = text.toDelta() as { insert: unknown; attributes?: JsonObject }[];
  return runs.map(({ insert, attributes = {} }) =>
    typeof insert === 'string'
      ? { type: 'text', text: insert, marks: Object.entries(attributes).map(readMark) }
      : { type: UNREADABLE },
  );
}

const readMark = ([type, attrs]: [string, unknown]): RawMark => ({ type, attrs: attrs as JsonObject });
