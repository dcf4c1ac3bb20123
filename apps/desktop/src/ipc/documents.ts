import type { ContentDoc } from '@educrowd/shared/content/content-json';
import * as z from 'zod';
import { command, query } from './procedure.ts';

const openedDocument = z.strictObject({
  documentId: z.uuid(),
  /** Whole Yjs state, base64. */
  state: z.base64(),
  /** True when the text needs a newer app: it can be read but not edited. */
  readOnly: z.boolean(),
});

export const documentsContract = {
  /** From then on `document` events carry every update that did not come from this window. */
  open: query(z.strictObject({ documentId: z.uuid() }), openedDocument),
  /** Texts to look at, as they are now; one that is not here is left out. */
  read: query(
    z.strictObject({ documentIds: z.array(z.uuid()).max(500) }),
    z.array(z.strictObject({ documentId: z.uuid(), content: z.custom<ContentDoc>() })),
  ),
  /**
   * Answers when the update is durable on this computer: in the text, or put aside where the text is gone, may only be
   * read or is another one than the window shows. `origin` names the window, so that it is not echoed.
   */
  append: command(
    z.strictObject({ documentId: z.uuid(), update: z.base64(), origin: z.string().max(64) }),
    z.strictObject({ isInText: z.boolean() }),
  ),
};
