/**
 * PostgreSQL tables of synced entities. Every table gets the tenant first in its primary key, composite foreign keys
 * (foreign-key checks bypass row-level security, so only they stop references across tenants) and the tenant policy.
 * Rows come out in wire form: instants as ISO text.
 */
import { sql, type $Type, type NotNull } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  foreignKey,
  index,
  jsonb,
  pgPolicy,
  pgRole,
  pgTable,
  primaryKey,
  text,
  uuid,
  type AnyPgColumn,
  type PgTableExtraConfigValue,
} from 'drizzle-orm/pg-core';
import type { AnyEntity, Entity, Fields } from '@educrowd/shared/entity/define-entity';
import type { Field } from '@educrowd/shared/entity/fields';
import type { JsonValue } from '@educrowd/shared/primitives/json';
import { must } from '@educrowd/shared/primitives/assert';
import type * as z from 'zod';
import { instantOfPostgres } from './instant-of-postgres.ts';
import { snakeCase } from './snake-case.ts';

export const appRole = pgRole('educrowd_app').existing();

/** The policy of every table with a tenant: also for tables that are not synced. */
export const tenantPolicy = (table: string) =>
  pgPolicy(`${table}_tenant`, {
    for: 'all',
    to: appRole,
    using: sql`tenant_id = current_tenant_id()`,
    withCheck: sql`tenant_id = current_tenant_id()`,
  });

/** `timestamptz(3)` read and written as ISO-8601 UTC text. */
export const instantColumn = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  fromDriver: (value) => instantOfPostgres(value).toISOString(),
});

/** Text in byte order: sibling order and keysets must be equal on server and device. */
export const byteOrderedText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/** Raw bytes. */
export const bytesColumn = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});

/**
 * An encrypted text, and a blind index of one, in columns `sealed_x` and `blind_x`. A column `x` beside them is where the
 * text was before it was encrypted. Only `platform/encryption` of the server writes them.
 */
export const sealedColumn = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});

const columns = {
  id: (name: string) => uuid(name),
  text: (name: string) => text(name),
  integer: (name: string) => bigint(name, { mode: 'number' }),
  boolean: (name: string) => boolean(name),
  instant: (name: string) => instantColumn(name),
  json: (name: string) => jsonb(name),
  set: (name: string) => jsonb(name),
  order: (name: string) => byteOrderedText(name),
};

type Column<F extends Field> = F['nullable'] extends true
  ? $Type<ReturnType<(typeof columns)[F['kind']]>, NonNullable<z.output<F['schema']>>>
  : NotNull<$Type<ReturnType<(typeof columns)[F['kind']]>, z.output<F['schema']>>>;
type EntityColumns<F> = { [K in keyof F]: F[K] extends Field ? Column<F[K]> : never };
type ServerColumns = {
  tenantId: NotNull<ReturnType<typeof uuid>>;
  /** Who last wrote each field: names the two sides of a conflict. Never synced. */
  fieldAuthors: NotNull<$Type<ReturnType<typeof jsonb>, Record<string, JsonValue>>>;
};

export type PgTableOf<E extends { readonly table: string; readonly fields: Fields }> = ReturnType<
  typeof pgTable<E['table'], EntityColumns<E['fields']> & ServerColumns>
>;
interface KeyColumns {
  tenantId: AnyPgColumn;
  id: AnyPgColumn;
}

/** `tableNamed` finds the table that a reference points to. */
export function pgTableOf<Name extends string, Table extends string, F extends Fields>(
  entity: Entity<Name, Table, F>,
  tableNamed: (entityName: string) => KeyColumns,
  extras: (table: Record<string, AnyPgColumn>) => PgTableExtraConfigValue[] = () => [],
): PgTableOf<Entity<Name, Table, F>> {
  const fields: [string, Field][] = Object.entries((entity as unknown as AnyEntity).fields);
  const built = Object.fromEntries(
    fields.map(([key, each]) => {
      const column = columns[each.kind](snakeCase(key));
      return [key, each.nullable ? column : column.notNull()];
    }),
  );
  const withServerColumns = {
    tenantId: uuid('tenant_id').notNull(),
    ...built,
    fieldAuthors: jsonb('field_authors').notNull().default({}),
  };
  return pgTable(entity.table, withServerColumns, (self) => {
    const table = self as unknown as Record<string, AnyPgColumn>;
    const tenantId = must(table.tenantId, 'tenant column');
    const own = (key: string) => must(table[key], `column ${key}`);
    return [
      primaryKey({ columns: [tenantId, own('id')] }),
      index(`${entity.table}_trash`)
        .on(tenantId, own('deletedAt'))
        .where(sql`deleted_at is not null`),
      ...fields.flatMap(([key, each]) => {
        if (!each.references) return [];
        const target = tableNamed(each.references);
        return [foreignKey({ columns: [tenantId, own(key)], foreignColumns: [target.tenantId, target.id] })];
      }),
      ...extras(table),
      tenantPolicy(entity.table),
    ];
  }) as unknown as PgTableOf<Entity<Name, Table, F>>;
}
