/** Rows of a synced entity in SQLite, in wire form, through prepared statements. */
import type { Database, Statement } from 'better-sqlite3';
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import type { Field } from '@educrowd/shared/entity/fields';
import type { JsonValue } from '@educrowd/shared/primitives/json';
import { snakeCase } from '../derive/snake-case.ts';

export type SqlValue = string | number | null;

export interface RowTable {
  readonly read: (id: string) => WireRow | null;
  /** All rows that `where` holds for, e.g. `section_id = ? order by position, id`; columns are in snake case. */
  readonly select: (where: string, ...parameters: SqlValue[]) => WireRow[];
  /** Inserts the row or puts it in place of the one with its id. Fields that are unknown here are left out. */
  readonly write: (row: WireRow) => void;
  readonly remove: (id: string) => void;
}

export function createRowTable(db: Database, entity: AnyEntity): RowTable {
  const fields = Object.entries(entity.fields);
  const columns = fields.map(([key]) => `"${snakeCase(key)}"`);
  const selectAll = `select ${columns.join(', ')} from "${entity.table}"`;
  const decode = (values: unknown[]): WireRow =>
    Object.fromEntries(fields.map(([key, field], index) => [key, fromSql(field, values[index] as SqlValue)]));

  const read = db.prepare<[string], unknown[]>(`${selectAll} where id = ?`).raw();
  const insert = db.prepare(
    `insert or replace into "${entity.table}" (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  );
  const remove = db.prepare<[string]>(`delete from "${entity.table}" where id = ?`);
  const selects = new Map<string, Statement<SqlValue[], unknown[]>>();
  const selecting = (where: string): Statement<SqlValue[], unknown[]> => {
    const known =
      selects.get(where) ?? db.prepare<SqlValue[], unknown[]>(`${selectAll} where ${where}`).raw();
    selects.set(where, known);
    return known;
  };
  return {
    read: (id) => {
      const values = read.get(id);
      return values ? decode(values) : null;
    },
    select: (where, ...parameters) =>
      selecting(where)
        .all(...parameters)
        .map(decode),
    // A field that an older school does not send yet takes its initial value.
    write: (row) =>
      void insert.run(fields.map(([key, field]) => toSql(field, row[key] ?? field.initial ?? null))),
    remove: (id) => void remove.run(id),
  };
}

function toSql({ kind }: Field, value: JsonValue): SqlValue {
  if (value === null) return null;
  if (kind === 'json' || kind === 'set') return JSON.stringify(value);
  if (kind === 'boolean') return value === true ? 1 : 0;
  return value as SqlValue;
}

function fromSql({ kind }: Field, value: SqlValue): JsonValue {
  if (value === null) return null;
  if (kind === 'json' || kind === 'set') return JSON.parse(String(value)) as JsonValue;
  if (kind === 'boolean') return value === 1;
  return value;
}
