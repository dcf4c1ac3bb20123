/**
 * Brings every sealed field of a school to the current generation of its keys, and seals what is still plain: a few
 * hundred rows a job, each of which queues the next in the transaction that did its part. It may stop anywhere, and doing
 * it again does nothing. At the end, generations that nothing uses any more are destroyed.
 *
 * Whoever is sealing under a generation holds its key until COMMIT, so that it is not destroyed under them.
 */
import { and, asc, eq, getTableName, inArray, lt, or, sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import * as z from 'zod';
import { dataKeys, encryptedTables } from '@educrowd/db/postgres/schema/keys';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { must } from '@educrowd/shared/primitives/assert';
import type { AppContext } from '../app-context.ts';
import { eachSchool } from '../each-school.ts';
import { withTenant, type TenantTx } from '../with-tenant.ts';
import { rewrapKeys } from './rewrap-keys.ts';
import { HEADER_BYTES, headerOf } from './sealed-field.ts';
import { openRow, rowKeyOf, sealChanges, sealedFieldsOf } from './sealed-rows.ts';
import { SealedFieldError, type WritingKeys } from './tenant-keys.ts';

type Needs = Pick<AppContext, 'door'>;

export const RENEW_TASK = 'renew-encrypted-fields';
const ROWS_AT_ONCE = 200;

export const renewPayload = z.strictObject({
  tenantId: z.uuid(),
  /** Where to go on: the table, and the last row that was looked at. */
  table: z.string().nullable().default(null),
  after: z.array(z.string()).nullable().default(null),
});
type RenewPayload = z.output<typeof renewPayload>;

export const queueRenewal = (tx: TenantTx, from: JsonObject = {}): Promise<void> =>
  tx.enqueue(RENEW_TASK, from, { key: 'all' });

export async function renewFields({ door }: Needs, { tenantId, ...from }: RenewPayload): Promise<void> {
  const context = { tenantId, userId: null, isSystem: true };
  const isDone = await withTenant(door, context, (tx) => renewFrom(tx, from));
  // Without a lock on any row: it waits for people who may wait for one.
  if (isDone) await withTenant(door, context, destroyUnused);
}

async function renewFrom(
  tx: TenantTx,
  { table: name, after }: Omit<RenewPayload, 'tenantId'>,
): Promise<boolean> {
  const at = name === null ? 0 : encryptedTables.findIndex((each) => getTableName(each) === name);
  const table = encryptedTables[at];
  if (!table) return true;
  const keys = await tx.keys.forWriting();
  const last = await renewRows(tx, keys, { table, after });
  const next = encryptedTables[at + 1];
  if (last) await queueRenewal(tx, { table: name ?? getTableName(table), after: [...last] });
  else if (next) await queueRenewal(tx, { table: getTableName(next) });
  return !last && !next;
}

/** The last of a full batch; null: there are no more. A row that cannot be opened stays as it is, and was told of. */
async function renewRows(
  tx: TenantTx,
  keys: WritingKeys,
  { table, after }: { readonly table: PgTable; readonly after: readonly string[] | null },
): Promise<readonly string[] | null> {
  const rowKey = rowKeyOf(table);
  const columns = rowKey.map(([, column]) => column);
  const isAfter =
    after &&
    sql`(${sql.join(columns, sql`, `)}) > (${sql.join(
      after.map((each) => sql`${each}`),
      sql`, `,
    )})`;
  const rows: Record<string, unknown>[] = await tx.db
    .select()
    .from(table)
    .where(and(isTenant(table, tx.tenantId), isStale(table, keys.generation), isAfter ?? undefined))
    .orderBy(...columns.map((column) => asc(column)))
    .limit(ROWS_AT_ONCE)
    .for('no key update');
  const keyOf = (row: Record<string, unknown>): string[] => rowKey.map(([key]) => String(row[key]));
  for (const row of rows) {
    const changes = await renewed(keys, table, row);
    if (!changes) continue;
    const isRow = rowKey.map(([key, column]) => eq(column, row[key]));
    await tx.db
      .update(table)
      .set(changes)
      .where(and(isTenant(table, tx.tenantId), ...isRow));
  }
  return rows.length < ROWS_AT_ONCE ? null : keyOf(must(rows.at(-1), 'last row'));
}

async function renewed(keys: WritingKeys, table: PgTable, row: Record<string, unknown>) {
  try {
    const opened: Record<string, unknown> = await openRow(keys, table, row);
    const texts = sealedFieldsOf(table).map(({ key }) => [key, opened[key]]);
    return sealChanges(keys, { table, row }, Object.fromEntries(texts) as Record<string, unknown>);
  } catch (error) {
    if (error instanceof SealedFieldError) return null;
    throw error;
  }
}

const isTenant = (table: PgTable, tenantId: string): SQL => sql`${table}.tenant_id = ${tenantId}::uuid`;

/** Plain, or sealed under another generation. */
const isStale = (table: PgTable, generation: number): SQL | undefined =>
  or(
    ...sealedFieldsOf(table).flatMap(({ sealed, plain }) => [
      sql`substring(${sealed} from 1 for ${HEADER_BYTES}) <> ${headerOf(generation)}`,
      ...(plain ? [sql`${plain} is not null`] : []),
    ]),
  );

/** Where something is still sealed under one, nothing is destroyed; the next round looks again. */
async function destroyUnused(tx: TenantTx): Promise<void> {
  const { generation } = await tx.keys.forWriting();
  const isOlder = and(
    eq(dataKeys.tenantId, tx.tenantId),
    eq(dataKeys.purpose, 'field'),
    lt(dataKeys.generation, generation),
  );
  // Waits for those who are sealing under one.
  const older = await tx.db
    .select({ generation: dataKeys.generation })
    .from(dataKeys)
    .where(isOlder)
    .for('update');
  if (older.length === 0) return;
  for (const table of encryptedTables) if (await hasStale(tx, table, generation)) return;
  await tx.db.delete(dataKeys).where(
    and(
      isOlder,
      inArray(
        dataKeys.generation,
        older.map((each) => each.generation),
      ),
    ),
  );
}

async function hasStale(tx: TenantTx, table: PgTable, generation: number): Promise<boolean> {
  const rows = await tx.db
    .select({ one: sql`1` })
    .from(table)
    .where(and(isTenant(table, tx.tenantId), isStale(table, generation)))
    .limit(1);
  return rows.length > 0;
}

/** Every hour: what is plain, what an interrupted rotation has left, and keys under an older master key. */
export const renewEverySchool = ({ door }: Needs): Promise<void> =>
  eachSchool(door, (context) =>
    withTenant(door, context, async (tx) => {
      await rewrapKeys(tx, door.masterKeys);
      if (await isRenewalNeeded(tx)) await queueRenewal(tx);
    }),
  );

async function isRenewalNeeded(tx: TenantTx): Promise<boolean> {
  const generations = await tx.db
    .select({ generation: dataKeys.generation })
    .from(dataKeys)
    .where(and(eq(dataKeys.tenantId, tx.tenantId), eq(dataKeys.purpose, 'field')));
  if (generations.length > 1) return true;
  for (const table of encryptedTables) if (await hasPlain(tx, table)) return true;
  return false;
}

async function hasPlain(tx: TenantTx, table: PgTable): Promise<boolean> {
  const plain = sealedFieldsOf(table).flatMap((field) => field.plain ?? []);
  if (plain.length === 0) return false;
  const rows = await tx.db
    .select({ one: sql`1` })
    .from(table)
    .where(and(isTenant(table, tx.tenantId), or(...plain.map((column) => sql`${column} is not null`))))
    .limit(1);
  return rows.length > 0;
}
