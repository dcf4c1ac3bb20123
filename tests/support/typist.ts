/** Somebody who writes in a text: the editor's own binding without its screen, each change durable when it resolves. */
import { contentSchema } from '@educrowd/shared/content/content-schema';
import { createHeadlessEditor, type HeadlessEditor } from '@educrowd/shared/content/testing/headless-editor';
import { must } from '@educrowd/shared/primitives/assert';
import { base64ToBytes, bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import type { Device } from './engine-driver.ts';

type Change = Parameters<HeadlessEditor['edit']>[0];
type Transform = Parameters<Change>[0];

export interface Typist {
  readonly documentId: string;
  /** Resolves when the engine has answered that the change is durable. */
  edit(change: Change): Promise<void>;
  /** What is in the editor. */
  words(): string;
  close(): void;
}

/** Opens a text like a window does; `clientId` has to be another one for every window that was ever open. */
export async function openTypist(device: Device, documentId: string, clientId: number): Promise<Typist> {
  const origin = `typist-${clientId}`;
  const early: Uint8Array[] = [];
  let editor: HeadlessEditor | null = null;
  // Listening before opening: what happens in between arrives twice rather than never, and twice is harmless.
  const close = device.listen((event) => {
    if (event.type !== 'document' || event.documentId !== documentId || event.origin === origin) return;
    const update = base64ToBytes(event.update);
    if (editor) editor.receive(update);
    else early.push(update);
  });
  try {
    const { state } = await device.client.documents.open({ documentId });
    editor = createHeadlessEditor([base64ToBytes(state), ...early], clientId);
  } catch (error) {
    close();
    throw error;
  }
  const opened = editor;
  return {
    documentId,
    close,
    words: () => opened.read().textBetween(0, opened.read().content.size, '\n'),
    edit: async (change) => {
      const known = opened.written.length;
      opened.edit(change);
      for (const update of opened.written.slice(known)) {
        await device.client.documents.append({ documentId, update: bytesToBase64(update), origin });
      }
    },
  };
}

/** Adds a paragraph before the block that lies at `place` (0: first, 1: last). */
export const addParagraph =
  (words: string, place: number): Change =>
  (transform) => {
    const { doc } = transform;
    const index = Math.round(place * doc.childCount);
    let position = 0;
    for (let before = 0; before < index; before++) position += doc.child(before).nodeSize;
    transform.insert(position, paragraph(words));
  };

/** Writes the first words into a text that is empty. */
export const beginText =
  (words: string): Change =>
  (transform) => {
    transform.insert(1, contentSchema.text(words));
  };

/** Adds to the end of the paragraph that starts with `start`; a new last paragraph where there is none. */
export const continueParagraph =
  (start: string, words: string): Change =>
  (transform) => {
    const end = endOfParagraph(transform, start);
    if (end === null) transform.insert(transform.doc.content.size, paragraph(`${start} ${words}`));
    else transform.insert(end, contentSchema.text(` ${words}`));
  };

function endOfParagraph({ doc }: Transform, start: string): number | null {
  let end: number | null = null;
  doc.forEach((node, offset) => {
    if (node.type.name === 'paragraph' && node.textContent.split(' ')[0] === start)
      end = offset + node.nodeSize - 1;
  });
  return end;
}

const paragraph = (words: string) =>
  must(contentSchema.nodes.paragraph, 'paragraph').create(null, contentSchema.text(words));
