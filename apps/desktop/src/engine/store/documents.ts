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
import { bringsContent } from '@educrowd/shared/content/brings-content';
import { applyBounded } from '@educrowd/shared/content/update-bounds';
import { mergeUpdates, readContent, readDocument } from '@educrowd/shared/content/yjs-document';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { EngineError } from '../../ipc/errors.ts';
import { refusal, words } from '../../ipc/refusal.ts';
import type { GoneText } from './gone-texts.ts';
import type { AsideReason } from './local-write.ts';
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
   * Checks an update and hands it to `keep`, which makes it durable, or to `putAside`, which does so beside the text
   * where it cannot be in it; neither is called when the update brings nothing new.
   * Throws `EngineError` NOT_FOUND of a text that was never open here, or INVALID, or what `into` throws.
   */
  readonly append: (documentId: string, update: Uint8Array, into: Keeping) => void;
  /** For looking at it; null when there is no such text. */
  readonly readContent: (documentId: string) => ContentDoc | null;
  /** The words as search sees them. */
  readonly readText: (documentId: string) => string;
}

export interface Keeping {
  readonly keep: () => void;
  readonly putAside: (why: AsideReason) => void;
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
  const { db, views, goneTexts } = store;
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
    return row && { isReadOnly: isReadOnlyFor(Number(row.contentSchema)) };
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
      const row = readRow(documentId);
      if (row === null) throw gone(goneTexts.read(documentId));
      goneTexts.noteOpened(documentId);
      try {
        joinStoredUpdates(store, documentId);
      } catch (error) {
        // A full disk is no reason not to read.
        log(`The updates of text ${documentId} could not be joined`, error);
      }
      return { state: Y.encodeStateAsUpdate(load(documentId)), ...row };
    },
    append: (documentId, update, { keep, putAside }) => {
      const row = readRow(documentId);
      if (row === null) {
        const known = goneTexts.read(documentId);
        if (known === null) throw gone(null);
        checkAlone(update);
        return putAside({ code: known.code, detail: known.detail, isSent: true });
      }
      if (row.isReadOnly) {
        checkAlone(update);
        // It may also delete what this app does not know, and must not reach the text.
        if (bringsContent(update))
          putAside({ code: 'INVALID', detail: words('refusals.textNewer'), isSent: false });
        return;
      }
      const document = load(documentId);
      // From here on the loaded document may hold what is not stored: it is given up unless all goes well.
      loaded.delete(documentId);
      const outcome = applyNew(document, update);
      if (outcome === 'tooEarly')
        return putAside({ code: 'INVALID', detail: words('refusals.textReplaced'), isSent: true });
      if (outcome === 'new') keep();
      const stored = countStored.get(0, documentId);
      keepLoaded(documentId, { document, lastId: stored?.last_id ?? 0, count: stored?.total ?? 0 });
    },
    readContent: (documentId) => (views.read(entity, documentId) === null ? null : contentOf(documentId)),
    readText: (documentId) => projectText(contentOf(documentId)),
  };
}

const gone = (text: GoneText | null): EngineError =>
  text?.code === 'NO_ACCESS' && text.detail !== null
    ? refusal('NOT_FOUND', 'refusals.textLost', { home: text.detail })
    : refusal('NOT_FOUND', 'refusals.textGone');

/** Throws `EngineError` INVALID for what is no update of any text. */
function checkAlone(update: Uint8Array): void {
  const document = new Y.Doc();
  apply(document, update);
  document.destroy();
}

function apply(document: Y.Doc, update: Uint8Array): void {
  const applied = applyBounded(document, update);
  if (!applied.ok) throw invalid(applied.failure.map((problem) => problem.detail).join('; '));
}

/**
 * Whether the update brought anything. `tooEarly`: it builds on what is not here, as in a window that still shows what
 * the school has forgotten or refused. Throws `EngineError` INVALID for one that the school would refuse.
 */
function applyNew(document: Y.Doc, update: Uint8Array): 'new' | 'known' | 'tooEarly' {
  let isNew = false;
  const onUpdate = (): void => {
    isNew = true;
  };
  document.on('update', onUpdate);
  apply(document, update);
  document.off('update', onUpdate);
  if (document.store.pendingStructs !== null || document.store.pendingDs !== null) return 'tooEarly';
  return isNew ? 'new' : 'known';
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
