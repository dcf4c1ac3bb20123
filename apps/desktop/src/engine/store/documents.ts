/**
 * Texts that people write. A document is the sum of its stored updates; the few that were used last are also kept
 * loaded, so that a keystroke does not load the whole text. A loaded document is checked against the stored updates at
 * every use: what came from the school since is applied, and what was taken away loads it anew.
 */
import * as Y from 'yjs';
import { readDocumentForDisplay } from '@educrowd/shared/content/content-for-display';
import type { ContentDoc } from '@educrowd/shared/content/content-json';
import { isReadOnlyFor } from '@educrowd/shared/content/content-schema';
import { projectText } from '@educrowd/shared/content/project-text';
import { applyBounded } from '@educrowd/shared/content/update-bounds';
import { mergeUpdates, readContent, readDocument } from '@educrowd/shared/content/yjs-document';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { EngineError } from '../../ipc/errors.ts';
import { refusal } from '../../ipc/refusal.ts';
import type { Store } from './open-store.ts';

export interface OpenedText {
  /** The whole Yjs state. */
  readonly state: Uint8Array;
  readonly isReadOnly: boolean;
}

export interface Documents {
  /** Throws `EngineError` NOT_FOUND. */
  readonly open: (documentId: string) => OpenedText;
  /**
   * Checks an update and hands it to `keep`, which makes it durable; not called when the update brings nothing new.
   * Throws `EngineError` NOT_FOUND, READ_ONLY or INVALID, or what `keep` throws.
   */
  readonly append: (documentId: string, update: Uint8Array, keep: () => void) => void;
  /** For looking at it; null when there is no such text. */
  readonly readContent: (documentId: string) => ContentDoc | null;
  /** The words as search sees them. */
  readonly readText: (documentId: string) => string;
}

/** Documents that are kept loaded. */
const MAX_LOADED = 8;
/** More stored updates than this are joined when the document is opened. */
const MAX_STORED_UPDATES = 64;

interface Loaded {
  readonly document: Y.Doc;
  /** Stored updates that the document is made of: the highest id and how many. */
  readonly lastId: number;
  readonly count: number;
}

export function createDocuments(store: Store, log: (message: string, error: unknown) => void): Documents {
  const { db, views } = store;
  const entity = entityNamed('Document');
  const loaded = new Map<string, Loaded>();
  const countStored = db.prepare<[number, string], { known: number; total: number; last_id: number }>(
    `select count(*) filter (where id <= ?) as known, count(*) as total, coalesce(max(id), 0) as last_id
     from document_update where document_id = ?`,
  );
  const selectUpdates = db
    .prepare<[string, number], Buffer>(
      'select bytes from document_update where document_id = ? and id > ? order by id',
    )
    .pluck();

  const readRow = (documentId: string) => {
    const row = views.read(entity, documentId);
    if (row === null) throw refusal('NOT_FOUND', 'refusals.textGone');
    return { isReadOnly: isReadOnlyFor(Number(row.contentSchema)) };
  };

  const load = (documentId: string): Y.Doc => {
    const before = loaded.get(documentId);
    const stored = countStored.get(before?.lastId ?? 0, documentId) ?? { known: 0, total: 0, last_id: 0 };
    const isSame = before !== undefined && before.count === stored.known;
    const document = isSame ? before.document : new Y.Doc();
    const missing = selectUpdates.all(documentId, isSame ? before.lastId : 0);
    document.transact(() => {
      for (const update of missing) Y.applyUpdate(document, update);
    });
    keepLoaded(documentId, { document, lastId: stored.last_id, count: stored.total });
    return document;
  };

  /** The last in the map is the one used last. */
  const keepLoaded = (documentId: string, entry: Loaded): void => {
    loaded.delete(documentId);
    loaded.set(documentId, entry);
    for (const oldest of loaded.keys()) {
      if (loaded.size <= MAX_LOADED) break;
      loaded.delete(oldest);
    }
  };

  const contentOf = (documentId: string): ContentDoc => {
    const updates = selectUpdates.all(documentId, 0);
    const content = loaded.has(documentId) ? readContent(load(documentId)) : readDocument(updates);
    return content.ok ? content.value : readDocumentForDisplay(updates);
  };

  return {
    open: (documentId) => {
      const { isReadOnly } = readRow(documentId);
      try {
        joinStoredUpdates(store, documentId);
      } catch (error) {
        // A full disk is no reason not to read.
        log(`The updates of text ${documentId} could not be joined`, error);
      }
      return { state: Y.encodeStateAsUpdate(load(documentId)), isReadOnly };
    },
    append: (documentId, update, keep) => {
      if (readRow(documentId).isReadOnly) {
        throw refusal('READ_ONLY', 'refusals.textNewer');
      }
      const document = load(documentId);
      // From here on the loaded document may hold what is not stored: it is given up unless all goes well.
      loaded.delete(documentId);
      if (applyNew(document, update)) keep();
      const stored = countStored.get(0, documentId);
      keepLoaded(documentId, { document, lastId: stored?.last_id ?? 0, count: stored?.total ?? 0 });
    },
    readContent: (documentId) => (views.read(entity, documentId) === null ? null : contentOf(documentId)),
    readText: (documentId) => projectText(contentOf(documentId)),
  };
}

/** Whether the update brought anything. Throws `EngineError` INVALID for one that the school would refuse. */
function applyNew(document: Y.Doc, update: Uint8Array): boolean {
  let isNew = false;
  const onUpdate = (): void => {
    isNew = true;
  };
  document.on('update', onUpdate);
  const applied = applyBounded(document, update);
  document.off('update', onUpdate);
  if (!applied.ok) throw invalid(applied.failure.map((problem) => problem.detail).join('; '));
  if (document.store.pendingStructs !== null || document.store.pendingDs !== null) {
    throw refusal('INVALID', 'refusals.textChangeTooEarly');
  }
  return isNew;
}

const invalid = (why: string): EngineError => refusal('INVALID', 'refusals.textChangeInvalid', { why });

interface StoredGroup {
  readonly seq: number | null;
  readonly version: number | null;
  readonly count: number;
}

/** Joins what the school has sent, and the updates of each pending mutation, so that opening stays fast. */
function joinStoredUpdates({ db, transaction }: Store, documentId: string): void {
  const groups = db
    .prepare<[string], StoredGroup>(
      'select seq, max(version) as version, count(*) as count from document_update where document_id = ? group by seq',
    )
    .all(documentId);
  if (groups.reduce((sum, group) => sum + group.count, 0) <= MAX_STORED_UPDATES) return;
  const select = db
    .prepare<[string, number | null], Buffer>(
      'select bytes from document_update where document_id = ? and seq is ? order by id',
    )
    .pluck();
  const remove = db.prepare<[string, number | null]>(
    'delete from document_update where document_id = ? and seq is ?',
  );
  const insert = db.prepare<[string, Uint8Array, number | null, number | null]>(
    'insert into document_update (document_id, bytes, version, seq) values (?, ?, ?, ?)',
  );
  transaction(() => {
    for (const { seq, version, count } of groups) {
      if (count === 1) continue;
      const updates = select.all(documentId, seq);
      remove.run(documentId, seq);
      // Loading forgets what was deleted, but a pending update means nothing without what it builds on.
      insert.run(documentId, seq === null ? mergeUpdates(updates) : Y.mergeUpdates(updates), version, seq);
    }
  });
}
