/** Reading, locking and writing synced rows in wire form. Everything that changes a synced row goes through `writeRows`. */
import { getTableColumns, getTableName, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { pgTableNamed } from '@educrowd/db/postgres/schema/synced';
import { snakeCase } from '@educrowd/db/derive/snake-case';
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import { must } from '@educrowd/shared/primitives/assert';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { entityNamed, syncedEntities, type SyncedEntityName } from '@educrowd/shared/synced-entities';
import type { ReadTx, TenantTx } from './with-tenant.ts';

export interface RowRef {
  readonly entityName: string;
  readonly id: string;
}

export interface StoredRow {
  readonly entity: AnyEntity;
  readonly row: WireRow;
  /** User id of the last writer of each field that was patched. */
  readonly authors: Readonly<Record<string, string | null>>;
}

export interface RowWrite {
  readonly entity: AnyEntity;
  /** Null: the row is new. */
  readonly before: StoredRow | null;
  readonly after: WireRow;
  readonly authors: Readonly<Record<string, string | null>>;
}

export const refKey = (ref: RowRef): string => `${ref.entityName} ${ref.id}`;

/** Rows by `refKey`. Locks are taken in (table, id) order, so that two transactions cannot wait for each other. */
export async function lockRows(tx: TenantTx, refs: Iterable<RowRef>): Promise<Map<string, StoredRow>> {
  return fetchRows(tx, refs, sql`for no key update`);
}

export async function readRows(tx: ReadTx, refs: Iterable<RowRef>): Promise<Map<string, StoredRow>> {
  return fetchRows(tx, refs, sql``);
}

async function fetchRows(tx: ReadTx, refs: Iterable<RowRef>, lock: SQL): Promise<Map<string, StoredRow>> {
  const idsByEntity = Map.groupBy(refs, (ref) => ref.entityName);
  const found = new Map<string, StoredRow>();
  for (const [entityName, wanted] of [...idsByEntity].toSorted(([a], [b]) =>
    tableOf(a) < tableOf(b) ? -1 : 1,
  )) {
    const entity = entityNamed(entityName as SyncedEntityName);
    const ids = [...new Set(wanted.map((ref) => ref.id))];
    for (const row of await selectRows(tx, {
      entity,
      condition: sql`id = any(${sql.param(ids)}::uuid[])`,
      lock,
    })) {
      found.set(refKey({ entityName, id: String(row.row.id) }), row);
    }
  }
  return found;
}

/** Rows of one entity that fit a condition, in id order. */
export async function selectRows(
  tx: ReadTx,
  {
    entity,
    condition,
    lock = sql``,
  }: { readonly entity: AnyEntity; readonly condition: SQL; readonly lock?: SQL },
): Promise<StoredRow[]> {
  const table = pgTableNamed(entity.name);
  const rows = await tx.db.execute<JsonObject>(
    sql`select * from ${table} where tenant_id = ${tx.tenantId} and ${condition} order by id ${lock}`,
  );
  const columns: [string, AnyPgColumn][] = Object.entries(getTableColumns(table));
  return rows.map((raw) => {
    const decoded = Object.fromEntries(
      columns.map(([key, column]) => {
        const value = raw[column.name];
        return [key, value === null || value === undefined ? null : column.mapFromDriverValue(value)];
      }),
    ) as JsonObject;
    const { tenantId: _tenantId, fieldAuthors, ...row } = decoded;
    return { entity, row, authors: (fieldAuthors ?? {}) as Record<string, string | null> };
  });
}

/**
 * Inserts or replaces rows, one statement per entity, and notes what devices have to hear. `updatedAt` is set here.
 * Rows that exist must have been locked. Parents come before children, as `syncedEntities` lists them.
 */
export async function writeRows(tx: TenantTx, writes: readonly RowWrite[]): Promise<void> {
  const now = tx.now.toISOString();
  const byEntity = Map.groupBy(writes, (write) => write.entity);
  for (const [entity, group] of byEntity) {
    const records = group.map(({ after, authors }) => ({
      tenant_id: tx.tenantId,
      field_authors: authors,
      ...Object.fromEntries(Object.keys(entity.fields).map((key) => [snakeCase(key), after[key] ?? null])),
      updated_at: now,
    }));
    await tx.db.execute(upsertStatement(entity, JSON.stringify(records)));
    for (const write of group) noteScopes(tx, write);
  }
}

/** One statement text per entity whatever the number of rows, so that it stays prepared. */
function upsertStatement(entity: AnyEntity, records: string): SQL {
  const table = pgTableNamed(entity.name);
  const names = Object.values(getTableColumns(table)).map((column: AnyPgColumn) => column.name);
  const list = sql.join(
    names.map((name) => sql.identifier(name)),
    sql`, `,
  );
  const assignments = sql.join(
    names
      .filter((name) => name !== 'tenant_id' && name !== 'id' && name !== 'created_at')
      .map((name) => sql`${sql.identifier(name)} = excluded.${sql.identifier(name)}`),
    sql`, `,
  );
  return sql`insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, ${records}::jsonb)
    on conflict (tenant_id, id) do update set ${assignments}`;
}

/**
 * Takes rows away for good, children before parents, and notes their tombstones. The rows must have been locked; what
 * hangs under them must be among them or gone.
 */
export async function removeRows(tx: TenantTx, rows: readonly StoredRow[]): Promise<void> {
  const byEntity = Map.groupBy(rows, ({ entity }) => entity.name);
  for (const { name, table } of syncedEntities.toReversed()) {
    const group = byEntity.get(name);
    if (!group) continue;
    const ids = group.map(({ row }) => String(must(row.id, 'row id')));
    await tx.db.execute(
      sql`delete from ${pgTableNamed(name)} where tenant_id = ${tx.tenantId} and id = any(${sql.param(ids)}::uuid[])`,
    );
    for (const { entity, row } of group)
      tx.note({ table, row: String(row.id), scope: entity.scope(row), op: 'delete' });
  }
}

function noteScopes(tx: TenantTx, { entity, before, after }: RowWrite): void {
  const row = String(must(after.id, 'row id'));
  const scope = entity.scope(after);
  const oldScope = before && entity.scope(before.row);
  if (oldScope !== null && oldScope !== scope)
    tx.note({ table: entity.table, row, scope: oldScope, op: 'leave' });
  tx.note({ table: entity.table, row, scope, op: 'upsert' });
}

const tableOf = (entityName: string): string => getTableName(pgTableNamed(entityName));
