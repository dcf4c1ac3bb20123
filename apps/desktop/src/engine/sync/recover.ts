/**
 * What this device does when the school and it do not agree on what was sent. The outbox is never dropped: what the
 * school may not have is sent to it again under a new client id, so that it can never be taken for something else.
 * Sending twice is harmless, since a create of a row that is there, a patch that is in place and a text update that is
 * known change nothing.
 */
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { base64ToBytes } from '@educrowd/shared/primitives/bytes';
import { appendArgs, touchedRows, type TouchedRow } from '@educrowd/shared/sync/mutations';
import { createRowChanges } from './row-changes.ts';
import { followOpenTexts } from './follow-open-texts.ts';
import { putAsideLost } from './put-aside-lost.ts';
import type { FormerClient } from './sync-position.ts';
import type { SyncStore } from './sync-store.ts';
import type { EngineEvent } from '../../ipc/events.ts';

/** Another device, or another state of this one, goes by the same client id: take a new one for what was not answered. */
export function leaveClient(store: SyncStore): void {
  store.transaction(() => {
    const { db } = store;
    const first = db
      .prepare<[], number | null>('select min(seq) from outbox where result_code is null')
      .pluck()
      .get();
    store.position.startOver(first ? first - 1 : lastNumber(store));
    db.prepare('update outbox set frozen = 0, hash = null where result_code is null').run();
    store.position.setPullAfter(null);
    store.staging.clear('pull');
  });
}

/** Everything is loaded anew beside what is shown, which stays until all of it is here. */
export function beginRebuild(store: SyncStore): void {
  store.transaction(() => {
    store.staging.clearAll();
    store.holdings.restart();
    store.position.setPullAfter(null);
    store.position.setRebuilding(true);
  });
}

/** The school was restored: what it has forgotten has to be found out before anything is sent. */
export function beginAfterRestore(store: SyncStore): void {
  store.transaction(() => {
    beginRebuild(store);
    store.position.leaveEpoch();
    store.position.setReconcile(true);
  });
}

interface QueuedRow {
  readonly seq: number;
  readonly name: string;
  readonly args: string;
  readonly base: string;
  readonly queued_at: string;
  readonly is_pending: number;
}

/** Numbers of this device after `from` up to `through`. */
interface Numbers {
  readonly from: number;
  readonly through: number;
}

/** Ids that the device went by and under which it sent what the journal still has; others are forgotten. */
export function formerClients(store: SyncStore): FormerClient[] {
  const former = store.position
    .formerClients()
    .filter(({ seqBase, through }) => hasAccepted(store, [{ from: seqBase, through }]));
  store.position.setFormerClients(former);
  return former;
}

export interface RememberedClient extends FormerClient {
  /** In the school's numbers: the last mutation under this id that the school has. */
  readonly lastSeq: number;
}

/**
 * Ends `reconcile`. `lastSeq`, in the school's numbers, is the last mutation that the school has of the present id: all
 * later ones, also those that it had accepted and forgotten, go into the outbox again, in their order, and so does what
 * it has forgotten of former ids.
 */
export function replayAfter(
  store: SyncStore,
  lastSeq: number,
  former: readonly RememberedClient[] = [],
): void {
  store.transaction(() => {
    forgetWhatWasSeen(store);
    const known = lastSeq + store.position.seqBase();
    const unknown: Numbers[] = [
      { from: known, through: Number.MAX_SAFE_INTEGER },
      ...former.map((each) => ({ from: each.seqBase + each.lastSeq, through: each.through })),
    ];
    const forgotten = hasAccepted(store, unknown);
    const base = lastNumber(store);
    const firstUnsent = store.db
      .prepare<[], number | null>('select min(seq) from outbox where result_code is null')
      .pluck()
      .get();
    // Refused numbers leave gaps that the school does not know of.
    const isNext = !firstUnsent || firstUnsent === known + 1;
    if (forgotten || !isNext) {
      const touched = toReplay(store, unknown).flatMap((row, index) =>
        renumber(store, row, base + 1 + index),
      );
      for (const { entity, rowId } of touched) store.overlay.refold(entity, rowId);
      store.position.startOver(base);
    }
    store.position.setReconcile(false);
  });
}

/**
 * A deletion tells which version the person had seen. Where that is one of an epoch that is over, the same number stands
 * for other edits now, which it must not override: it is rather refused, and the person decides anew.
 */
function forgetWhatWasSeen({ db, position }: SyncStore): void {
  const seen = position.cursor() ?? 0;
  for (const table of ['outbox', 'journal']) {
    db.prepare(
      `update ${table} set args = json_set(args, '$.cursor', ?), hash = null
       where name like '%.trash' and json_extract(args, '$.cursor') > ?`,
    ).run(seen, seen);
  }
}

const within = (column: string, numbers: readonly Numbers[]): string =>
  numbers.map(({ from, through }) => `(${column} > ${from} and ${column} <= ${through})`).join(' or ');

const hasAccepted = ({ db }: SyncStore, numbers: readonly Numbers[]): boolean =>
  db
    .prepare(
      `select 1 from journal where result_code in ('APPLIED', 'MERGED') and (${within('seq', numbers)}) limit 1`,
    )
    .get() !== undefined;

const toReplay = ({ db }: SyncStore, unknown: readonly Numbers[]): QueuedRow[] =>
  db
    .prepare<[], QueuedRow>(
      `select j.seq, j.name, j.args, j.base, j.queued_at, o.seq is not null as is_pending
       from journal j left join outbox o on o.seq = j.seq
       where ((${within('j.seq', unknown)}) and j.result_code in ('APPLIED', 'MERGED')) or (o.seq is not null and o.result_code is null)
       order by j.seq`,
    )
    .all();

/** Gives the rows to fold anew. */
function renumber(store: SyncStore, row: QueuedRow, seq: number): TouchedRow[] {
  const { db } = store;
  db.prepare(
    'update journal set seq = ?, hash = null, result_code = null, result_detail = null, settled_at = null where seq = ?',
  ).run(seq, row.seq);
  // Inserted rather than updated: only that moves on the counter from which new numbers are taken.
  db.prepare('delete from outbox where seq = ?').run(row.seq);
  db.prepare('insert into outbox (seq, name, args, base, frozen, created_at) values (?, ?, ?, ?, 0, ?)').run(
    seq,
    row.name,
    row.args,
    row.base,
    row.queued_at,
  );
  // What was put aside while it waits is let go under the new number.
  db.prepare('update quarantine set seq = ? where seq = ?').run(seq, row.seq);
  if (row.is_pending === 0) return bringBackEffects(store, row, seq);
  db.prepare('update outbox_effect set seq = ? where seq = ?').run(seq, row.seq);
  db.prepare('update document_update set seq = ? where seq = ?').run(seq, row.seq);
  return [];
}

function bringBackEffects(store: SyncStore, row: QueuedRow, seq: number): TouchedRow[] {
  const { db } = store;
  const edit = {
    name: row.name,
    args: JSON.parse(row.args) as JsonObject,
    base: JSON.parse(row.base) as JsonObject,
  };
  const touched = touchedRows(edit, row.queued_at, store.views.view);
  for (const { entity, rowId, effect } of touched) {
    store.overlay.keepServerRow(entity, rowId);
    db.prepare('insert into outbox_effect (seq, table_name, row_id, effect) values (?, ?, ?, ?)').run(
      seq,
      entity.table,
      rowId,
      JSON.stringify(effect),
    );
  }
  if (edit.name !== 'document.append') return touched;
  const { id, update } = appendArgs.parse(edit.args);
  db.prepare('insert into document_update (document_id, bytes, version, seq) values (?, ?, null, ?)').run(
    id,
    base64ToBytes(update),
    seq,
  );
  return touched;
}

/** The highest number ever given. */
const lastNumber = ({ db }: SyncStore): number =>
  db.prepare<[], number>(`select seq from sqlite_sequence where name = 'outbox'`).pluck().get() ?? 0;

/** The person is no longer on the staff: nothing of the school stays, unsent edits are put aside. */
export function loseEverything(store: SyncStore, now: Date): EngineEvent[] {
  return store.transaction(() => {
    const changes = createRowChanges();
    const tellOpenTexts = followOpenTexts(store);
    store.holdings.loseAll();
    putAsideLost(store, changes, now.toISOString());
    tellOpenTexts(changes, now.toISOString());
    store.staging.clearAll();
    store.holdings.finish();
    store.position.setPullAfter(null);
    return changes.events();
  });
}
