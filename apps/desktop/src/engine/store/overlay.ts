/**
 * The view of a row is the server's row with the pending effects of this device over it. Only rows with pending
 * effects need the server's row beside the view: it is kept in `base_row`, where null says that there is none.
 */
import type { Database } from 'better-sqlite3';
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import { foldRow, type RowEffect } from '@educrowd/shared/sync/fold';

/** The table of each entity, in wire form. */
export interface ViewTables {
  readonly read: (entity: AnyEntity, id: string) => WireRow | null;
  readonly write: (entity: AnyEntity, row: WireRow) => void;
  readonly remove: (entity: AnyEntity, id: string) => void;
}

/** All of it runs inside the transaction of the caller. */
export interface Overlay {
  /** To be called before the first effect on a row is folded in. */
  readonly keepServerRow: (entity: AnyEntity, id: string) => void;
  readonly serverRow: (entity: AnyEntity, id: string) => WireRow | null;
  /** Puts the server's row in place, or takes it away, beneath whatever is pending. */
  readonly putServerRow: (entity: AnyEntity, id: string, row: WireRow | null) => void;
  /** Shows what the server's row and the pending effects make together, after either has changed. */
  readonly refold: (entity: AnyEntity, id: string) => void;
  readonly hasPending: (entity: AnyEntity, id: string) => boolean;
}

export function createOverlay(db: Database, views: ViewTables): Overlay {
  const readBase = db.prepare<[string, string], { row: string | null }>(
    'select row from base_row where table_name = ? and row_id = ?',
  );
  const insertBase = db.prepare<[string, string, string | null]>(
    'insert into base_row (table_name, row_id, row) values (?, ?, ?) on conflict do nothing',
  );
  const updateBase = db.prepare<[string | null, string, string]>(
    'update base_row set row = ? where table_name = ? and row_id = ?',
  );
  const deleteBase = db.prepare<[string, string]>('delete from base_row where table_name = ? and row_id = ?');
  const readEffects = db
    .prepare<[string, string], string>(
      'select effect from outbox_effect where table_name = ? and row_id = ? order by seq',
    )
    .pluck();

  const show = (entity: AnyEntity, id: string, row: WireRow | null): void => {
    if (row) views.write(entity, row);
    else views.remove(entity, id);
  };
  const effectsOn = (entity: AnyEntity, id: string): RowEffect[] =>
    readEffects.all(entity.table, id).map((effect) => JSON.parse(effect) as RowEffect);

  const overlay: Overlay = {
    keepServerRow: (entity, id) => {
      if (readBase.get(entity.table, id)) return;
      insertBase.run(entity.table, id, toText(views.read(entity, id)));
    },
    serverRow: (entity, id) => {
      const base = readBase.get(entity.table, id);
      return base ? fromText(base.row) : views.read(entity, id);
    },
    putServerRow: (entity, id, row) => {
      if (!readBase.get(entity.table, id)) return show(entity, id, row);
      updateBase.run(toText(row), entity.table, id);
      overlay.refold(entity, id);
    },
    refold: (entity, id) => {
      const base = readBase.get(entity.table, id);
      if (!base) return;
      const effects = effectsOn(entity, id);
      show(entity, id, foldRow(entity, fromText(base.row), effects));
      if (effects.length === 0) deleteBase.run(entity.table, id);
    },
    hasPending: (entity, id) => readBase.get(entity.table, id) !== undefined,
  };
  return overlay;
}

const toText = (row: WireRow | null): string | null => row && JSON.stringify(row);
const fromText = (text: string | null): WireRow | null =>
  text === null ? null : (JSON.parse(text) as WireRow);
