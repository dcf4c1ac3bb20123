import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap';
import type { Node as SchemaNode } from '@tiptap/pm/model';
import * as Y from 'yjs';
import { assert } from '../primitives/assert.ts';
import { sha256Hex } from '../primitives/digest.ts';
import { fail, ok, type Result } from '../primitives/result.ts';
import { buildContent } from './build-content.ts';
import type { ContentDoc } from './content-json.ts';
import type { ContentProblem } from './content-problem.ts';
import { contentOf } from './parse-content.ts';
import { readFragment } from './read-fragment.ts';

/** The name of the document's tree; the editor's Collaboration extension takes it as `field`. */
export const CONTENT_FRAGMENT = 'content';

/**
 * The one initial state of a document with this content: equal content gives equal bytes, whoever writes it, so
 * writing it twice changes nothing. The Yjs client id of the state is taken from the content, which keeps two different
 * beginnings of one document from passing for one another.
 *
 * The content comes from `parseContent`; content that it refuses is a bug of the caller and throws.
 */
export function createDocumentState(content: ContentDoc): Uint8Array {
  const built = buildContent(content, { text: 'refuse' });
  assert(
    built.ok,
    `not content: ${built.ok ? '' : built.failure.map((problem) => problem.detail).join(', ')}`,
  );
  const anonymous = encodeState(built.value, 0);
  return encodeState(built.value, Number.parseInt(sha256Hex(anonymous).slice(0, 8), 16));
}

function encodeState(node: SchemaNode, clientId: number): Uint8Array {
  const document = new Y.Doc();
  document.clientID = clientId;
  prosemirrorToYXmlFragment(node, document.getXmlFragment(CONTENT_FRAGMENT));
  return Y.encodeStateAsUpdate(document);
}

/** A state, or updates in any order, as they are stored. */
export type StoredUpdates = Uint8Array | readonly Uint8Array[];

/**
 * The content that stored updates add up to. Nothing is dropped in silence: nodes, marks and attributes of a newer
 * schema are reported instead, and `content-for-display.ts` shows such a document as far as it goes.
 */
export const readDocument = (updates: StoredUpdates): Result<ContentDoc, ContentProblem[]> =>
  readContent(loadDocument(updates));

/** The content of a live document. */
export function readContent(document: Y.Doc): Result<ContentDoc, ContentProblem[]> {
  const built = buildContent(readFragment(document.getXmlFragment(CONTENT_FRAGMENT)), { text: 'clean' });
  return built.ok ? ok(contentOf(built.value)) : fail(built.failure);
}

/** Updates joined by loading them, which forgets what was deleted: merging their bytes alone would keep all of it. */
export const mergeUpdates = (updates: readonly Uint8Array[]): Uint8Array =>
  Y.encodeStateAsUpdate(loadDocument(updates));

/** Applies updates that were validated before they were stored; throws on bytes that are no updates. */
export function loadDocument(updates: StoredUpdates): Y.Doc {
  const document = new Y.Doc();
  document.transact(() => {
    for (const update of updates instanceof Uint8Array ? [updates] : updates) Y.applyUpdate(document, update);
  });
  return document;
}
