/**
 * Texts as the updates that they are made of: those of the school with its version, and the pending ones of this
 * device with the number of their mutation. What comes from the school never replaces what is pending.
 */
import type { Database } from 'better-sqlite3';

export interface DocumentUpdates {
  /** `isWhole`: the updates are the school's whole document, so that older ones of the school are done with. */
  readonly receive: (
    documentId: string,
    updates: readonly string[],
    from: { version: number; isWhole: boolean },
  ) => void;
  /** Takes away the pending updates of a mutation and names their documents. */
  readonly dropPending: (seq: number) => string[];
  /** Takes away what came from the school. */
  readonly dropReceived: (documentId: string) => void;
  /** Mutations that pending updates of the document belong to. */
  readonly pendingSeqs: (documentId: string) => number[];
  readonly has: (documentId: string) => boolean;
  /** The words of the text have to be read out again. */
  readonly markStale: (documentId: string) => void;
}

export function createDocumentUpdates(db: Database): DocumentUpdates {
  const insert = db.prepare<[string, Uint8Array, number]>(
    'insert into document_update (document_id, bytes, version, seq) values (?, ?, ?, null)',
  );
  const deleteReceived = db.prepare<[string]>(
    'delete from document_update where document_id = ? and seq is null',
  );
  const deletePending = db
    .prepare<[number], string>('delete from document_update where seq = ? returning document_id')
    .pluck();
  const pendingSeqs = db
    .prepare<[string], number>(
      'select distinct seq from document_update where document_id = ? and seq is not null',
    )
    .pluck();
  const any = db
    .prepare<[string], number>('select 1 from document_update where document_id = ? limit 1')
    .pluck();
  const markStale = db.prepare<[string]>('insert or ignore into stale_text (document_id) values (?)');
  return {
    receive: (documentId, updates, { version, isWhole }) => {
      if (isWhole && any.get(documentId) !== undefined) deleteReceived.run(documentId);
      for (const update of updates) insert.run(documentId, Buffer.from(update, 'base64'), version);
    },
    dropPending: (seq) => [...new Set(deletePending.all(seq))],
    dropReceived: (documentId) => void deleteReceived.run(documentId),
    pendingSeqs: (documentId) => pendingSeqs.all(documentId),
    markStale: (documentId) => void markStale.run(documentId),
    has: (documentId) => any.get(documentId) !== undefined,
  };
}
