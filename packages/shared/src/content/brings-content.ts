import * as Y from 'yjs';

/** Whether an update adds anything to a text, rather than only deleting from it. */
export const bringsContent = (update: Uint8Array): boolean =>
  Y.decodeUpdate(update).structs.some(
    (struct) => struct instanceof Y.Item && !(struct.content instanceof Y.ContentDeleted),
  );
