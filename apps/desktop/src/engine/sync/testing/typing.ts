import * as Y from 'yjs';
import { CONTENT_FRAGMENT, createDocumentState } from '@educrowd/shared/content/yjs-document';
import type { LocalWriter } from '../../store/local-write.ts';
import type { Store } from '../../store/open-store.ts';

/** The state of a text that begins with these words. */
export const textOf = (words: string): Uint8Array =>
  createDocumentState({
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
  });

/** A text as its stored updates make it. */
export function loadText(store: Store, documentId: string): Y.Doc {
  const document = new Y.Doc();
  const updates = store.db
    .prepare<[string], Buffer>('select bytes from document_update where document_id = ? order by id')
    .pluck()
    .all(documentId);
  for (const update of updates) Y.applyUpdate(document, update);
  return document;
}

/** The tree of a text, as one string. */
export const treeOf = (store: Store, documentId: string): string =>
  loadText(store, documentId).getXmlFragment(CONTENT_FRAGMENT).toString();

/** Types at the beginning of the first paragraph. */
export function typeWords(
  { store, writer }: { readonly store: Store; readonly writer: LocalWriter },
  documentId: string,
  words: string,
): void {
  const document = loadText(store, documentId);
  const before = Y.encodeStateVector(document);
  const paragraph = document.getXmlFragment(CONTENT_FRAGMENT).get(0);
  // The text has not arrived yet, or was refused: there is nothing to type into.
  if (!(paragraph instanceof Y.XmlElement)) return;
  (paragraph.get(0) as Y.XmlText).insert(0, words);
  writer.write((write) => write.append(documentId, Y.encodeStateAsUpdate(document, before)));
}
