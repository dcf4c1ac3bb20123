import type { Node as SchemaNode } from '@tiptap/pm/model';
import { Transform } from '@tiptap/pm/transform';
import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { contentSchema } from '../content-schema.ts';
import { CONTENT_FRAGMENT } from '../yjs-document.ts';

/** The editor's binding to Yjs without its screen: the same reading, the same writing, the same updates. */
export function createHeadlessEditor(updates: readonly Uint8Array[], clientId: number) {
  const document = new Y.Doc();
  document.clientID = clientId;
  const written: Uint8Array[] = [];
  document.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'elsewhere') written.push(update);
  });
  const receive = (update: Uint8Array): void => Y.applyUpdate(document, update, 'elsewhere');
  for (const update of updates) receive(update);
  const fragment = document.getXmlFragment(CONTENT_FRAGMENT);

  return {
    document,
    /** Every update since the editor was opened, in order. */
    written,
    receive,
    read: (): SchemaNode => initProseMirrorDoc(fragment, contentSchema).doc,
    edit: (change: (transform: Transform) => void): void => {
      const { doc, meta } = initProseMirrorDoc(fragment, contentSchema);
      const transform = new Transform(doc);
      change(transform);
      document.transact(() => updateYFragment(document, fragment, transform.doc, meta));
    },
  };
}
export type HeadlessEditor = ReturnType<typeof createHeadlessEditor>;
