/**
 * What this device has to tell the school. A mutation gets its number when it is queued, and numbers have no gaps.
 * Until its first send it may still take in the next edit of the same thing; from then on its bytes are frozen. It
 * leaves when its result is known and its effects have come back (settle.ts), and stays in the journal for a while.
 *
 * Numbers here go on for ever. The school counts each client id from 1; `seqBase` is what lies between the two, and
 * only `nextBatch` and `saveResults` know of it.
 */
import type { Database } from 'better-sqlite3';
import { assert } from '@educrowd/shared/primitives/assert';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import type { RowEffect } from '@educrowd/shared/sync/fold';
import {
  appendArgs,
  parsePlainEdit,
  patchArgs,
  touchedRows,
  type TouchedRow,
  type ViewReader,
} from '@educrowd/shared/sync/mutations';
import {
  MAX_MUTATION_BYTES,
  MAX_MUTATIONS_PER_PUSH,
  MAX_PUSH_BYTES,
  mutationHash,
  type Mutation,
  type MutationResult,
} from '@educrowd/shared/sync/protocol';
import { coalesce, type Edit } from './coalesce.ts';

export interface Queued {
  readonly seq: number;
  /** With what it was joined to. */
  readonly edit: Edit;
  /** Rows that the edit changes; effects are already kept, the view is the caller's to fold. */
  readonly touched: readonly TouchedRow[];
}

export interface Outbox {
  /** To be called inside the transaction of the local edit. `view` is read before the edit. */
  readonly queue: (edit: Edit, now: string, view: ViewReader) => Queued;
  /** The next mutations to send, in order, from then on frozen; empty when all have their results. */
  readonly nextBatch: (seqBase: number, singly: boolean) => Mutation[];
  /** Keeps results, in the school's numbers; those that are known already change nothing. */
  readonly saveResults: (results: readonly MutationResult[], seqBase: number) => void;
  /** The highest number that was ever sent, in the school's numbers. */
  readonly lastSent: (seqBase: number) => number;
  /** The last number of an unbroken run of known results, in the school's numbers, at most `lastSeq`. */
  readonly knownThrough: (lastSeq: number, seqBase: number) => number;
  /** Mutations whose result is not known. */
  readonly countUnsent: () => number;
  /** First and last number among them; null without any. */
  readonly unsentRange: () => { readonly first: number; readonly last: number } | null;
  readonly isEmpty: () => boolean;
}

interface OutboxRow {
  readonly seq: number;
  readonly name: string;
  readonly args: string;
  readonly base: string;
  readonly frozen: number;
  readonly created_at: string;
}

export function createOutbox(db: Database): Outbox {
  const columns = 'seq, name, args, base, frozen, created_at';
  const insert = db.prepare<[string, string, string, string]>(
    'insert into outbox (name, args, base, frozen, created_at) values (?, ?, ?, 0, ?)',
  );
  const insertJournal = db.prepare<[number, string, string, string, string]>(
    'insert into journal (seq, name, args, base, queued_at) values (?, ?, ?, ?, ?)',
  );
  const rewrite = db.prepare<[string, string, number]>('update outbox set args = ?, base = ? where seq = ?');
  const rewriteJournal = db.prepare<[string, string, number]>(
    'update journal set args = ?, base = ? where seq = ?',
  );
  const insertEffect = db.prepare<[number, string, string, string]>(
    'insert into outbox_effect (seq, table_name, row_id, effect) values (?, ?, ?, ?)',
  );
  const deleteEffects = db.prepare<[number]>('delete from outbox_effect where seq = ?');
  const read = db.prepare<[number], OutboxRow>(`select ${columns} from outbox where seq = ?`);
  const lastSeq = db.prepare<[], number | null>('select max(seq) from outbox').pluck();
  const lastUpdateOf = db
    .prepare<[string], number | null>(
      'select max(seq) from document_update where document_id = ? and seq is not null',
    )
    .pluck();
  const lastPutAside = db
    .prepare<[string], number | null>(
      `select max(seq) from quarantine where name = 'document.append' and json_extract(args, '$.id') = ?`,
    )
    .pluck();
  const effectsOn = db.prepare<[string, string], { seq: number; effect: string }>(
    'select seq, effect from outbox_effect where table_name = ? and row_id = ? order by seq desc',
  );
  const unsent = db.prepare<[number], OutboxRow>(
    `select ${columns} from outbox where result_code is null order by seq limit ?`,
  );
  const freeze = db.prepare<[string, number]>('update outbox set frozen = 1, hash = ? where seq = ?');
  const freezeJournal = db.prepare<[string, number]>('update journal set hash = ? where seq = ?');
  const saveResult = db.prepare<[string, string | null, number]>(
    'update outbox set result_code = ?, result_detail = ? where seq = ? and result_code is null and frozen = 1',
  );
  const saveJournalResult = db.prepare<[string, string | null, number]>(
    'update journal set result_code = ?, result_detail = ? where seq = ? and result_code is null',
  );
  const firstUnknown = db
    .prepare<[], number | null>('select min(seq) from outbox where result_code is null')
    .pluck();
  const range = db.prepare<[], { first: number | null; last: number | null }>(
    'select min(seq) as first, max(seq) as last from outbox where result_code is null',
  );
  const firstOpen = db.prepare<[], number | null>('select min(seq) from outbox where frozen = 0').pluck();
  const lastGiven = db.prepare<[], number>(`select seq from sqlite_sequence where name = 'outbox'`).pluck();
  const countUnsent = db.prepare<[], number>('select count(*) from outbox where result_code is null').pluck();
  const anything = db.prepare<[], number>('select 1 from outbox limit 1').pluck();

  /** The latest queued mutation that the edit could be laid into, if it has not been sent. */
  const openMutation = (edit: Edit): OutboxRow | null => {
    const seq = edit.name === 'document.append' ? lastAppended(edit) : lastPatched(edit);
    const row = seq ? read.get(seq) : undefined;
    return row && row.frozen === 0 ? row : null;
  };

  /** Of a text that is not here, no update is stored: then it is among what was put aside. */
  const lastAppended = (edit: Edit): number | null => {
    const { id } = appendArgs.parse(edit.args);
    return lastUpdateOf.get(id) ?? lastPutAside.get(id) ?? null;
  };

  /** Patches of other fields may be stepped over, since they commute; everything else stands in the way. */
  const lastPatched = (edit: Edit): number | null => {
    const plain = parsePlainEdit(edit.name);
    if (plain?.verb !== 'patch') return null;
    const { id, patch } = patchArgs.parse(edit.args);
    for (const { seq, effect } of effectsOn.iterate(plain.entity.table, id)) {
      const before = JSON.parse(effect) as RowEffect;
      const isApart =
        before.op === 'patch' && Object.keys(patch).every((key) => !Object.hasOwn(before.patch, key));
      if (!isApart) return seq;
    }
    return null;
  };

  const keepEffects = (seq: number, touched: readonly TouchedRow[]): void => {
    for (const { entity, rowId, effect } of touched)
      insertEffect.run(seq, entity.table, rowId, JSON.stringify(effect));
  };

  return {
    queue: (edit, now, view) => {
      const open = openMutation(edit);
      const joined = open && coalesce(editOf(open), edit, open.seq === lastSeq.get());
      if (open && joined) {
        const [args, base] = textOf(joined);
        rewrite.run(args, base, open.seq);
        rewriteJournal.run(args, base, open.seq);
        const touched = touchedRows(joined, open.created_at, view);
        deleteEffects.run(open.seq);
        keepEffects(open.seq, touched);
        return { seq: open.seq, edit: joined, touched };
      }
      const touched = touchedRows(edit, now, view);
      const [args, base] = textOf(edit);
      const seq = Number(insert.run(edit.name, args, base, now).lastInsertRowid);
      insertJournal.run(seq, edit.name, args, base, now);
      keepEffects(seq, touched);
      return { seq, edit, touched };
    },
    nextBatch: (seqBase, singly) => {
      const batch: Mutation[] = [];
      let sizeBytes = 0;
      for (const row of unsent.all(singly ? 1 : MAX_MUTATIONS_PER_PUSH)) {
        sizeBytes += sizeOf(row.args) + sizeOf(row.base) + ENVELOPE_BYTES;
        if (batch.length > 0 && sizeBytes > MAX_PUSH_BYTES) break;
        const mutation = { seq: row.seq - seqBase, ...editOf(row) };
        batch.push({ ...mutation, hash: mutationHash(mutation) });
        if (row.frozen === 1) continue;
        freeze.run(mutationHash(mutation), row.seq);
        freezeJournal.run(mutationHash(mutation), row.seq);
      }
      return batch;
    },
    saveResults: (results, seqBase) => {
      for (const { seq, code, detail } of results) {
        saveResult.run(code, detail, seq + seqBase);
        saveJournalResult.run(code, detail, seq + seqBase);
      }
    },
    lastSent: (seqBase) => (firstOpen.get() ?? (lastGiven.get() ?? 0) + 1) - 1 - seqBase,
    knownThrough: (lastKnown, seqBase) => {
      const unknown = firstUnknown.get();
      return unknown ? Math.min(lastKnown, unknown - 1 - seqBase) : lastKnown;
    },
    countUnsent: () => countUnsent.get() ?? 0,
    unsentRange: () => {
      const { first = null, last = null } = range.get() ?? {};
      return first === null || last === null ? null : { first, last };
    },
    isEmpty: () => anything.get() === undefined,
  };
}

/** Name, number and hash of a mutation, with the quotes around them. */
const ENVELOPE_BYTES = 256;

const sizeOf = (text: string): number => Buffer.byteLength(text);

const editOf = (row: OutboxRow): Edit => ({
  name: row.name,
  args: JSON.parse(row.args) as JsonObject,
  base: JSON.parse(row.base) as JsonObject,
});

function textOf(edit: Edit): [args: string, base: string] {
  const args = JSON.stringify(edit.args);
  const base = JSON.stringify(edit.base);
  // It could never be sent, and everything behind it would wait for it. Whoever takes the edit in refuses it earlier.
  assert(
    sizeOf(args) + sizeOf(base) + ENVELOPE_BYTES <= MAX_MUTATION_BYTES,
    `${edit.name} is too large to send`,
  );
  return [args, base];
}
