import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { openDatabase, type DatabaseSource } from '@educrowd/db/sqlite/open-database';
import { createDocumentUpdates, type DocumentUpdates } from './document-updates.ts';
import { createGoneTexts, type GoneTexts } from './gone-texts.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createOverlay, type Overlay } from './overlay.ts';
import { createSyncState, type SyncState } from './sync-state.ts';
import { createViewTables, type ViewTables } from './view-tables.ts';

/** One open workspace file. */
export interface Store {
  readonly db: Database;
  readonly views: ViewTables;
  readonly overlay: Overlay;
  readonly outbox: Outbox;
  readonly documentUpdates: DocumentUpdates;
  readonly goneTexts: GoneTexts;
  readonly state: SyncState;
  /**
   * Runs `work` in one transaction, on disk when this returns; inside another one it joins that. What `work` throws
   * undoes everything, so it must not be caught inside the outermost transaction.
   */
  readonly transaction: <T>(work: () => T) => T;
  readonly close: () => void;
}

/** `source`: a path, or what `db.serialize()` gave. Throws what `openDatabase` throws. */
export function openStore(source: DatabaseSource): Store {
  if (typeof source === 'string') mkdirSync(dirname(source), { recursive: true, mode: 0o700 });
  return assembleStore(openDatabase(source));
}

/** The parts of a workspace around its open database. */
export function assembleStore(db: Database): Store {
  const views = createViewTables(db);
  return {
    db,
    views,
    overlay: createOverlay(db, views),
    outbox: createOutbox(db),
    documentUpdates: createDocumentUpdates(db),
    goneTexts: createGoneTexts(db),
    state: createSyncState(db),
    transaction: (work) => (db.inTransaction ? work() : db.transaction(work).immediate()),
    close: () => void db.close(),
  };
}
