/**
 * SQLite tables of synced entities, as a device keeps them. No tenant column, since one file holds one school, and no
 * foreign keys, since a pull may deliver children before parents. Rows come out in wire form through
 * `sqlite/row-codec.ts`; drizzle only generates the migrations.
 */
import { index, integer, sqliteTable, text, type AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { AnyEntity } from '@educrowd/shared/entity/define-entity';
import type { FieldKind } from '@educrowd/shared/entity/fields';
import { must } from '@educrowd/shared/primitives/assert';
import { snakeCase } from './snake-case.ts';

const columns = {
  id: (name: string) => text(name),
  text: (name: string) => text(name),
  integer: (name: string) => integer(name),
  boolean: (name: string) => integer(name, { mode: 'boolean' }),
  instant: (name: string) => text(name),
  json: (name: string) => text(name, { mode: 'json' }),
  set: (name: string) => text(name, { mode: 'json' }),
  // SQLite compares text byte by byte, as COLLATE "C" does on the server.
  order: (name: string) => text(name),
} satisfies Record<FieldKind, (name: string) => unknown>;

/** `indexed`: fields by which rows are looked up. */
export const sqliteTableOf = (entity: Pick<AnyEntity, 'table' | 'fields'>, ...indexed: string[]) =>
  sqliteTable(
    entity.table,
    Object.fromEntries(
      Object.entries(entity.fields).map(([key, field]) => {
        const column = columns[field.kind](snakeCase(key));
        if (key === 'id') return [key, column.primaryKey()];
        return [key, field.nullable ? column : column.notNull()];
      }),
    ),
    (table: Record<string, AnySQLiteColumn>) =>
      indexed.map((key) =>
        index(`${entity.table}_${snakeCase(key)}`).on(must(table[key], `${entity.table}.${key}`)),
      ),
  );
