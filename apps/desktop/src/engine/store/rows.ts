/**
 * Synced rows of a workspace. What is shown is the fold of the server's row and the pending effects; the server's row is
 * kept apart only while there are any. Every writer of a shown row goes through here, so that search follows.
 */
import type { Database } from 'better-sqlite3';
import { createRowTable, type SqlValue } from '@educrowd/db/sqlite/row-table';
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import { must } from '@educrowd/shared/primitives/assert';
import { foldRow, type RowEffect } from '@educrowd/shared/sync/fold';
import type { ViewReader } from '@educrowd/shared/sync/mutations';
import { entityNamed, syncedEntities, type SyncedEntityName } from '@educrowd/shared/synced-entities';
import { createSearchEntries } from './search-entries.ts';

export interface Rows {
  /** The row as it is shown. */
  readonly read: (entity: AnyEntity, id: string) => WireRow | null;
  /** Rows as they are shown, e.g. `section_id = ? order by position, id`; columns are in snake case. */
  readonly select: (entity: AnyEntity, where: string, ...parameters: SqlValue[]) => WireRow[];
  /** Puts a row without pending effects in place, or takes it away. */
  readonly write: (entity: AnyEntity, id: string, row: WireRow | null) => void;
  /** The server's row while there are pending effects; undefined without any. */
  readonly readBase: (entity: AnyEntity, id: string) => { readonly row: WireRow | null } | undefined;
  readonly writeBase: (entity: AnyEntity, id: string, row: WireRow | null) => void;
  /** Keeps the row as the server's, unless that was done by an earlier pending effect. To be called before the first. */
  readonly keepBase: (entity: AnyEntity, id: string) => void;
  /** Pending effects, oldest first. */
  readonly effectsOn: (entity: AnyEntity, id: string) => RowEffect[];
  /** Computes what is shown from the server's row and the pending effects; forgets the former without the latter. */
  readonly refold: (entity: AnyEntity, id: string) => void;
  /** `read` by the entity's name. */
  readonly view: ViewReader;
}

export function createRows(db: Database): Rows {
  const tables = new Map(syncedEntities.map((entity) => [entity.name as string, createRowTable(db, entity)]));
  const tableOf = (entity: AnyEntity) => must(tables.get(entity.name), `table of ${entity.name}`);
  const searchEntries = createSearchEntries(db);

  const selectBase = db
    .prepare<[string, string], string | null>('select row from base_row where table_name = ? and row_id = ?')
    .pluck();
  const insertBase = db.prepare<[string, string, string | null]>(
    'insert or replace into base_row (table_name, row_id, row) values (?, ?, ?)',
  );
  const deleteBase = db.prepare<[string, string]>('delete from base_row where table_name = ? and row_id = ?');
  const selectEffects = db
    .prepare<[string, string], string>('select effect from outbox_effect where table_name = ? and row_id = ? order by seq')
    .pluck();

  const rows: Rows = {
    read: (entity, id) => tableOf(entity).read(id),
    select: (entity, where, ...parameters) => tableOf(entity).select(where, ...parameters),
    write: (entity, id, row) => {
      if (row === null) {
        tableOf(entity).remove(id);
        searchEntries.forget(entity, id);
      } else {
        tableOf(entity).write(row);
        searchEntries.put(entity, row);
      }
    },
    readBase: ({ table }, id) => {
      const row = selectBase.get(table, id);
      return row === undefined ? undefined : { row: row === null ? null : (JSON.parse(row) as WireRow) };
    },
    writeBase: ({ table }, id, row) => void insertBase.run(table, id, row && JSON.stringify(row)),
    keepBase: (entity, id) => {
      if (rows.readBase(entity, id) === undefined) rows.writeBase(entity, id, rows.read(entity, id));
    },
    effectsOn: ({ table }, id) => selectEffects.all(table, id).map((effect) => JSON.parse(effect) as RowEffect),
    refold: (entity, id) => {
      const base = rows.readBase(entity, id);
      if (base === undefined) return;
      const effects = rows.effectsOn(entity, id);
      rows.write(entity, id, foldRow(entity, base.row, effects));
      if (effects.length === 0) deleteBase.run(entity.table, id);
    },
    view: (entityName, id) => rows.read(entityNamed(entityName as SyncedEntityName), id),
  };
  return rows;
}
