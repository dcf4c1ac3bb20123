/**
 * Everything that is staged becomes visible in one transaction, together with what it settles: mutations whose effects
 * it brings leave the outbox, what is no longer held goes, and the cursor moves. So the rows that people see are always
 * one state of the school with the pending edits of this device over it, and an own edit never flickers.
 */
import type { AnyEntity } from '@educrowd/shared/entity/define-entity';
import { must } from '@educrowd/shared/primitives/assert';
import { isReadOnlyFor } from '@educrowd/shared/content/content-schema';
import { entityNamed, entityOfTable, syncedEntities } from '@educrowd/shared/synced-entities';
import type { EngineEvent } from '../../ipc/events.ts';
import type { Settled } from '../store/settle.ts';
import type { ReadyChange } from '../store/staging.ts';
import { followOpenTexts } from './follow-open-texts.ts';
import { putAsideLost } from './put-aside-lost.ts';
import { createRowChanges, type RowChanges } from './row-changes.ts';
import type { SyncStore } from './sync-store.ts';

export interface Snapshot {
  /** The school's version that everything staged adds up to. */
  readonly head: number;
  /** The last mutation of this device that is in it, in the school's numbers. */
  readonly lastSeq: number;
}

const JOURNAL_DAYS = 35;
const DAY_MS = 86_400_000;

/** Publishes what is staged and tells what changed. All of it is on disk when this returns. */
export function publish(store: SyncStore, { head, lastSeq }: Snapshot, now: Date): EngineEvent[] {
  return store.transaction(() => {
    const changes = createRowChanges();
    const at = now.toISOString();
    const tellOpenTexts = followOpenTexts(store);
    const settled = store.settler.accepted(lastSeq + store.position.seqBase(), at);
    if (store.position.isRebuilding()) removeUnstaged(store, changes);
    const renewed = store.position.isRebuilding() ? new Set<string>() : null;
    for (const change of store.staging.all()) applyChange(store, change, { changes, renewed });
    refoldRows(store, settled, changes);
    if (store.holdings.hasLost()) putAsideLost(store, changes, at);
    store.staging.clearAll();
    store.holdings.finish();
    store.position.published(head, at);
    tellOpenTexts(changes, at);
    const longAgo = new Date(now.getTime() - JOURNAL_DAYS * DAY_MS).toISOString();
    store.settler.pruneJournal(longAgo);
    store.goneTexts.prune(longAgo);
    return changes.events();
  });
}

/** Shows rows anew whose pending effects have changed. */
export function refoldRows(store: SyncStore, settled: Settled, changes: RowChanges): void {
  for (const { entity, rowId } of settled.rows) {
    const before = store.views.read(entity, rowId);
    store.overlay.refold(entity, rowId);
    const row = store.views.read(entity, rowId) ?? before;
    changes.note(entity, row && entity.scope(row));
  }
  const document = entityNamed('Document');
  for (const documentId of settled.documentIds) {
    store.documentUpdates.markStale(documentId);
    const row = store.views.read(document, documentId);
    changes.note(document, row && document.scope(row));
  }
}

interface Applying {
  readonly changes: RowChanges;
  /** Documents whose text has begun anew; null where none has to. */
  readonly renewed: Set<string> | null;
}

function applyChange(store: SyncStore, change: ReadyChange, applying: Applying): void {
  const { changes } = applying;
  const entity = entityOfTable(change.table);
  if (change.op === 'upsert') {
    if (entity.name === 'Notification' && isNews(store, entity, change))
      changes.noteNotification(change.rowId);
    store.overlay.putServerRow(
      entity,
      change.rowId,
      must(change.row, `row of ${change.table} ${change.rowId}`),
    );
    if (entity.name === 'Document') receiveText(store, change, applying);
  } else if (change.op === 'delete' || scopeOf(store, entity, change.rowId) === change.scope) {
    removeServerRow(store, entity, change.rowId);
  } else {
    // It left a scope that this device never saw it in, or has moved on from.
    return;
  }
  changes.note(entity, change.scope);
}

/** Unread and not seen here before; what a first sync or a rebuild brings happened long ago. */
const isNews = (store: SyncStore, entity: AnyEntity, { rowId, row }: ReadyChange): boolean =>
  row?.readAt === null &&
  store.position.cursor() !== null &&
  !store.position.isRebuilding() &&
  store.overlay.serverRow(entity, rowId) === null;

/**
 * In a rebuild the first that is told of a text is all that the school has of it, also where a pull tells it: the
 * bootstrap before that had no such text. What is here of it may be what a restored school has forgotten.
 */
function receiveText(store: SyncStore, change: ReadyChange, { changes, renewed }: Applying): void {
  const { rowId: documentId, updates, version } = change;
  if (updates.length === 0) return;
  const isWhole = change.isWhole || renewed?.has(documentId) === false;
  renewed?.add(documentId);
  // Nobody has a text open that was not here before.
  if (store.documentUpdates.has(documentId)) {
    // An editor that does not know a node would delete it, and so would one that went on from what was forgotten.
    const isOther = (renewed !== null && isWhole) || isReadOnlyFor(Number(change.row?.contentSchema));
    if (isOther) changes.noteOtherText(documentId);
    else changes.noteText(documentId, updates);
  }
  store.documentUpdates.receive(documentId, updates, { version, isWhole });
  store.documentUpdates.markStale(documentId);
}

/** In a rebuild everything that is still in the school is staged: other rows have gone meanwhile. */
function removeUnstaged(store: SyncStore, changes: RowChanges): void {
  for (const { name } of syncedEntities) {
    const entity = entityNamed(name);
    const gone = store.db
      .prepare<[string], string>(
        `select id from "${entity.table}"
         where id not in (select row_id from staged_change where table_name = ? and op = 'upsert')`,
      )
      .pluck()
      .all(entity.table);
    for (const id of gone) {
      const row = store.overlay.serverRow(entity, id);
      if (!row) continue;
      changes.note(entity, entity.scope(row));
      removeServerRow(store, entity, id);
    }
  }
}

/** The scope in which the school last had the row, as far as this device knows. */
function scopeOf(store: SyncStore, entity: AnyEntity, id: string): string | null {
  const row = store.overlay.serverRow(entity, id);
  return row && entity.scope(row);
}

function removeServerRow(store: SyncStore, entity: AnyEntity, id: string): void {
  store.overlay.putServerRow(entity, id, null);
  if (entity.name !== 'Document') return;
  store.documentUpdates.dropReceived(id);
  store.documentUpdates.markStale(id);
}
