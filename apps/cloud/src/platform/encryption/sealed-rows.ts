/**
 * Rows of tables with sealed columns, as features know them: `sealedX` in the table is the text `x` of the row. The
 * schema says what a table seals (`sealedColumn`); a text that is not encrypted yet is read where it is.
 */
import { getTableColumns, getTableName } from 'drizzle-orm';
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import { assert, must } from '@educrowd/shared/primitives/assert';
import type { ReadingKeys, WritingKeys } from './tenant-keys.ts';

type Opened<Key> = Key extends `sealed${infer Name}` ? Uncapitalize<Name> : never;
type Aside<Key> = Key extends `sealed${string}` | `blind${string}` ? Key : never;

/** A row with its texts instead of what is stored for them. */
export type OpenRow<Row> = Omit<Row, Aside<keyof Row> | Opened<keyof Row>> & {
  readonly [Key in keyof Row as Opened<Key>]: string | null;
};

export interface SealedField {
  /** As features, and ciphertexts, know it: `checkoutId`, `checkout_id`. */
  readonly key: string;
  readonly name: string;
  readonly sealed: PgColumn;
  readonly sealedKey: string;
  /** Null: nobody looks for equal ones. */
  readonly blindKey: string | null;
  /** Where the text was before it was encrypted; null: it never was. */
  readonly plain: PgColumn | null;
}

const SEALED = 'sealed';

export function sealedFieldsOf(table: PgTable): readonly SealedField[] {
  const columns: Readonly<Record<string, PgColumn>> = getTableColumns(table);
  return Object.entries(columns).flatMap(([sealedKey, sealed]) => {
    if (!sealedKey.startsWith(SEALED)) return [];
    const name = sealedKey.slice(SEALED.length);
    const key = name.charAt(0).toLowerCase() + name.slice(1);
    const blindKey = `blind${name}`;
    return [
      {
        key,
        name: sealed.name.slice(SEALED.length + 1),
        sealed,
        sealedKey,
        blindKey: columns[blindKey] ? blindKey : null,
        plain: columns[key] ?? null,
      },
    ];
  });
}

/** The columns of the primary key without the school, by the key of the row. */
export function rowKeyOf(table: PgTable): readonly (readonly [key: string, column: PgColumn])[] {
  const [primary] = getTableConfig(table).primaryKeys;
  const [tenant, ...rest] = must(primary, 'primary key').columns;
  assert(tenant?.name === 'tenant_id', 'the school comes first in a primary key');
  const entries = Object.entries(getTableColumns(table));
  return rest.map((column) => {
    const [key] = must(
      entries.find(([, each]) => each.name === column.name),
      'column of the primary key',
    );
    return [key, column];
  });
}

const placeOf = (table: PgTable, field: SealedField, row: Readonly<Record<string, unknown>>) => ({
  table: getTableName(table),
  field: field.name,
  row: rowKeyOf(table).map(([key]) => String(row[key])),
});

export async function openRow<Row extends Readonly<Record<string, unknown>>>(
  keys: ReadingKeys,
  table: PgTable,
  row: Row,
): Promise<OpenRow<Row>> {
  const opened = new Map<string, unknown>(Object.entries(row));
  for (const field of sealedFieldsOf(table)) {
    const sealed = row[field.sealedKey];
    const plain = row[field.key] ?? null;
    opened.set(
      field.key,
      sealed instanceof Uint8Array ? await keys.open(placeOf(table, field, row), sealed) : plain,
    );
    opened.delete(field.sealedKey);
    if (field.blindKey !== null) opened.delete(field.blindKey);
  }
  return Object.fromEntries(opened) as OpenRow<Row>;
}

/** What is stored for changes to a row that `row` names; its sealed fields may be among them. */
export function sealChanges<Changes extends Readonly<Record<string, unknown>>>(
  keys: WritingKeys,
  { table, row }: { readonly table: PgTable; readonly row: Readonly<Record<string, unknown>> },
  changes: Changes,
): Changes {
  const stored = new Map<string, unknown>(Object.entries(changes));
  for (const field of sealedFieldsOf(table)) {
    const plain = changes[field.key];
    if (plain === undefined) continue;
    const place = placeOf(table, field, row);
    const text = typeof plain === 'string' ? plain : null;
    stored.delete(field.key);
    stored.set(field.sealedKey, text === null ? null : keys.seal(place, text));
    if (field.blindKey !== null)
      stored.set(field.blindKey, text === null ? null : keys.blindIndex(place, text));
    if (field.plain) stored.set(field.key, null);
  }
  return Object.fromEntries(stored) as Changes;
}

/** Whether changes touch what is sealed: otherwise no key is needed. */
export const touchesSealed = (table: PgTable, changes: object): boolean =>
  sealedFieldsOf(table).some(({ key }) => key in changes);
