/**
 * How mutations leave the outbox. Accepted ones go in the publish that brings their effects back, so that an own edit
 * never flickers. Refused ones go to quarantine as soon as that is known. All of it runs inside the caller's
 * transaction; the rows that it names are the caller's to fold anew.
 */
import type { Database } from 'better-sqlite3';
import type { AnyEntity } from '@educrowd/shared/entity/define-entity';
import { jsonEqual, type JsonObject } from '@educrowd/shared/primitives/json';
import type { RowEffect } from '@educrowd/shared/sync/fold';
import type { ResultCode } from '@educrowd/shared/sync/protocol';
import { entityOfTable } from '@educrowd/shared/synced-entities';
import type { DocumentUpdates } from './document-updates.ts';
import type { Quarantine } from './quarantine.ts';

export interface Settled {
  readonly rows: readonly { readonly entity: AnyEntity; readonly rowId: string }[];
  /** Documents that have lost pending updates: they came back from the school, or were refused. */
  readonly documentIds: readonly string[];
}

export interface Settler {
  /** Takes out what was accepted up to `lastSeq` (a number of this device). */
  readonly accepted: (lastSeq: number, now: string) => Settled;
  /** Moves what was refused to quarantine; later edits of the same fields inherit what it was based on. */
  readonly refused: (now: string) => Settled;
  /** Forgets mutations that were settled before `settledBefore`: one that waited for long has only just arrived. */
  readonly pruneJournal: (settledBefore: string) => void;
}

interface SettlingRow {
  readonly seq: number;
  readonly name: string;
  readonly args: string;
  readonly base: string;
  readonly result_code: ResultCode;
  readonly result_detail: string | null;
}

interface EffectRow {
  readonly seq: number;
  readonly table_name: string;
  readonly row_id: string;
  readonly effect: string;
}

/**
 * As it is kept beside the outbox. What was sent keeps its base, which the school has seen; `startedFrom` says what it
 * would have been without the refused edits before it, for the edits after it should it be refused too.
 */
type KeptEffect = RowEffect & { readonly startedFrom?: JsonObject };

export function createSettler(
  db: Database,
  parts: { updates: DocumentUpdates; quarantine: Quarantine },
): Settler {
  const { updates, quarantine } = parts;
  const columns = 'seq, name, args, base, result_code, result_detail';
  const accepted = db.prepare<[number], SettlingRow>(
    `select ${columns} from outbox where result_code in ('APPLIED', 'MERGED') and seq <= ? order by seq`,
  );
  const refused = db.prepare<[], SettlingRow>(
    `select ${columns} from outbox where result_code not in ('APPLIED', 'MERGED') order by seq`,
  );
  const effectsOf = db.prepare<[number], EffectRow>(
    'select seq, table_name, row_id, effect from outbox_effect where seq = ?',
  );
  const laterEffects = db.prepare<[string, string, number], EffectRow & { frozen: number; base: string }>(`
    select e.seq, e.table_name, e.row_id, e.effect, o.frozen, o.base from outbox_effect e join outbox o on o.seq = e.seq
    where e.table_name = ? and e.row_id = ? and e.seq > ? order by e.seq`);
  const rewriteEffect = db.prepare<[string, number, string, string]>(
    'update outbox_effect set effect = ? where seq = ? and table_name = ? and row_id = ?',
  );
  const rewriteBase = db.prepare<[string, number]>('update outbox set base = ? where seq = ?');
  const rewriteJournalBase = db.prepare<[string, number]>('update journal set base = ? where seq = ?');
  const deleteEffects = db.prepare<[number]>('delete from outbox_effect where seq = ?');
  const deleteMutation = db.prepare<[number]>('delete from outbox where seq = ?');
  const markSettled = db.prepare<[string, number]>('update journal set settled_at = ? where seq = ?');
  const prune = db.prepare<[string]>('delete from journal where settled_at < ?');

  const leave = (rows: readonly SettlingRow[], now: string): Settled => {
    const touched = new Map<string, Settled['rows'][number]>();
    const documentIds = new Set<string>();
    for (const { seq } of rows) {
      for (const { table_name: table, row_id: rowId } of effectsOf.all(seq)) {
        touched.set(`${table} ${rowId}`, { entity: entityOfTable(table), rowId });
      }
      for (const documentId of updates.dropPending(seq)) documentIds.add(documentId);
      deleteEffects.run(seq);
      deleteMutation.run(seq);
      markSettled.run(now, seq);
    }
    return { rows: [...touched.values()], documentIds: [...documentIds] };
  };

  /** The next edit of a field was based on a value that the school never had: it starts from where this one started. */
  const passOnBase = ({ seq }: SettlingRow): void => {
    for (const { table_name: table, row_id: rowId, effect } of effectsOf.all(seq)) {
      const gone = JSON.parse(effect) as KeptEffect;
      if (gone.op !== 'patch') continue;
      const start: JsonObject = { ...gone.base, ...gone.startedFrom };
      const open = new Set(Object.keys(gone.patch));
      for (const later of laterEffects.all(table, rowId, seq)) {
        const next = JSON.parse(later.effect) as KeptEffect;
        if (next.op !== 'patch') continue;
        const inherited = Object.keys(next.patch).filter(
          (key) => open.delete(key) && jsonEqual(next.base[key], gone.patch[key]),
        );
        if (inherited.length === 0) continue;
        const bases = Object.fromEntries(inherited.map((key) => [key, start[key] ?? null]));
        const keep = (kept: KeptEffect): void =>
          void rewriteEffect.run(JSON.stringify(kept), later.seq, table, rowId);
        if (later.frozen === 1) {
          keep({ ...next, startedFrom: { ...next.startedFrom, ...bases } });
          continue;
        }
        const base = JSON.stringify({ ...(JSON.parse(later.base) as JsonObject), ...bases });
        rewriteBase.run(base, later.seq);
        rewriteJournalBase.run(base, later.seq);
        keep({ ...next, base: { ...next.base, ...bases } });
      }
    }
  };

  return {
    accepted: (lastSeq, now) => {
      const rows = accepted.all(lastSeq);
      // It had been put aside with a scope that was lost, and was accepted all the same.
      for (const { seq } of rows) quarantine.remove(seq);
      return leave(rows, now);
    },
    refused: (now) => {
      const rows = refused.all();
      for (const row of rows) {
        const edit = {
          name: row.name,
          args: JSON.parse(row.args) as JsonObject,
          base: JSON.parse(row.base) as JsonObject,
        };
        quarantine.add({ ...edit, seq: row.seq, code: row.result_code, detail: row.result_detail }, now);
      }
      for (const row of rows) passOnBase(row);
      return leave(rows, now);
    },
    pruneJournal: (settledBefore) => void prune.run(settledBefore),
  };
}
