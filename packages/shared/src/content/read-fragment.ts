import * as Y from 'yjs';
import type { JsonObject, JsonValue } from '../primitives/json.ts';
import { MAX_CONTENT_DEPTH, MAX_CONTENT_NODES } from './content-limits.ts';

/**
 * The tree of a Yjs document as JSON, unchecked and complete. y-tiptap's own reading is not used here because it
 * deletes from the Yjs document whatever its schema does not accept.
 *
 * Everything that no editor writes becomes a node type that no schema knows, so that checking finds it.
 */
export function fragmentToJson(fragment: Y.XmlFragment): JsonObject {
  const budget = { nodesLeft: MAX_CONTENT_NODES * 2 };
  return { type: 'doc', content: childrenToJson(fragment, 1, budget) };
}

const UNREADABLE = '(unreadable)';

function childrenToJson(parent: Y.XmlFragment, depth: number, budget: { nodesLeft: number }): JsonValue[] {
  // One more level and one more node than allowed are enough for the check to refuse the whole.
  if (depth > MAX_CONTENT_DEPTH + 1) return [];
  const children: JsonValue[] = [];
  for (const child of parent.toArray() as unknown[]) {
    if (--budget.nodesLeft < 0) break;
    if (child instanceof Y.XmlElement) {
      children.push(elementToJson(child, depth, budget));
    } else if (child instanceof Y.XmlText) {
      children.push(...textToJson(child));
    } else {
      children.push({ type: UNREADABLE });
    }
  }
  return children;
}

const elementToJson = (element: Y.XmlElement, depth: number, budget: { nodesLeft: number }): JsonObject => ({
  type: element.nodeName,
  attrs: element.getAttributes() as JsonObject,
  content: childrenToJson(element, depth + 1, budget),
});

function textToJson(text: Y.XmlText): JsonValue[] {
  const runs = text.toDelta() as { insert: unknown; attributes?: JsonObject }[];
  return runs.map((run): JsonObject =>
    typeof run.insert === 'string'
      ? { type: 'text', text: run.insert, marks: marksToJson(run.attributes ?? {}) }
      : { type: UNREADABLE },
  );
}

const marksToJson = (attributes: JsonObject): JsonValue[] =>
  Object.entries(attributes).map(([type, attrs]) => ({ type, attrs: attrs as JsonObject }));
