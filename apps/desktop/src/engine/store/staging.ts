/**
 * Pages of a pull or a bootstrap wait here, durable but unseen, until all of them are there. `stage` is `pull` or the
 * holding that is being loaded, so that a document's whole text is not replaced by its latest updates.
 */
import type { Database } from 'better-sqlite3';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import type { Change } from '@educrowd/shared/sync/protocol';
import type { Holding } from '@educrowd/shared/sync/scope';

export const PULL = 'pull';
export type Stage = typeof PULL | Holding;

export interface StagedChange {
  readonly table: string;
  readonly rowId: string;
  readonly scope: string;
  readonly version: number;
  readonly op: Change['op'];
  /** Of an upsert: the whole row. */
  readonly row: WireRow | null;
  /** Of a document: base64. */
  readonly updates: readonly string[];
}

export interface ReadyChange extends StagedChange {
  /** From a bootstrap: the updates of a document are the whole of it, not what was new in it. */
  readonly isWhole: boolean;
}

export interface Staging {
  /** A change that comes again, because it was made again meanwhile, is kept twice: applying both is harmless. */
  readonly add: (stage: Stage, changes: readonly StagedChange[]) => void;
  /**
   * Everything, in the order in which it may be applied: what bootstraps found first, since the pull that followed them
   * is newer; then by version, and in one version the upserts first, so that a row that moved is never gone in between.
   */
  readonly all: () => IterableIterator<ReadyChange>;
  readonly clear: (stage: Stage) => void;
  readonly clearAll: () => void;
}

interface StagedRow {
  readonly stage: string;
  readonly table_name: string;
  readonly row_id: string;
  readonly scope: string;
  readonly version: number;
  readonly op: Change['op'];
  readonly row: string | null;
  readonly updates: string | null;
}

export function createStaging(db: Database): Staging {
  const columns = 'stage, table_name, row_id, scope, version, op, row, updates';
  const insert = db.prepare(`insert into staged_change (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?)`);
  // Numbers first, rows one by one: a connection that reads a cursor cannot write at the same time.
  const numbers = db
    .prepare<[], number>(
      `select id from staged_change
       order by stage = '${PULL}', case stage when '${PULL}' then version else 0 end, op <> 'upsert', id`,
    )
    .pluck();
  const read = db.prepare<[number], StagedRow>(`select ${columns} from staged_change where id = ?`);
  const clear = db.prepare<[string]>('delete from staged_change where stage = ?');
  const clearAll = db.prepare('delete from staged_change');
  return {
    add: (stage, changes) => {
      for (const { table, rowId, scope, version, op, row, updates } of changes) {
        const text = updates.length === 0 ? null : JSON.stringify(updates);
        insert.run(stage, table, rowId, scope, version, op, row && JSON.stringify(row), text);
      }
    },
    *all() {
      for (const number of numbers.all()) {
        const row = read.get(number);
        if (row) yield fromRow(row);
      }
    },
    clear: (stage) => void clear.run(stage),
    clearAll: () => void clearAll.run(),
  };
}

const fromRow = (row: StagedRow): ReadyChange => ({
  isWhole: row.stage !== PULL,
  table: row.table_name,
  rowId: row.row_id,
  scope: row.scope,
  version: row.version,
  op: row.op,
  row: row.row === null ? null : (JSON.parse(row.row) as WireRow),
  updates: row.updates === null ? [] : (JSON.parse(row.updates) as string[]),
});
