import * as Y from 'yjs';
import { base64ToBytes, bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { CONTENT_FRAGMENT } from '@educrowd/shared/content/yjs-document';
import { must } from '@educrowd/shared/primitives/assert';
import type { EngineClient } from '../../ipc/contract.ts';

/** A lesson's text as an open window has it. */
export interface Writer {
  readonly document: Y.Doc;
  /** Types at the end of the first paragraph and waits until that is saved. */
  readonly type: (text: string) => Promise<void>;
  readonly words: () => string;
}

export async function openWriter(
  { documents }: EngineClient,
  documentId: string,
  origin = 'window',
): Promise<Writer> {
  const { state } = await documents.open({ documentId });
  const document = new Y.Doc();
  Y.applyUpdate(document, base64ToBytes(state));
  const words = (): string =>
    document
      .getXmlFragment(CONTENT_FRAGMENT)
      .toString()
      .replaceAll(/<[^>]*>/g, '');
  return {
    document,
    words,
    type: async (text) => {
      const before = Y.encodeStateVector(document);
      const paragraph = must(
        document.getXmlFragment(CONTENT_FRAGMENT).get(0),
        'a first paragraph',
      ) as Y.XmlElement;
      if (paragraph.length === 0) paragraph.insert(0, [new Y.XmlText()]);
      const line = paragraph.get(0) as Y.XmlText;
      line.insert(line.length, text);
      const update = Y.encodeStateAsUpdate(document, before);
      await documents.append({ documentId, update: bytesToBase64(update), origin });
    },
  };
}
