import { sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import type { TenantTx } from './with-tenant.ts';

/** Deletes what refers to these rows by that column, in a table that is not synced. */
export async function deleteReferring(
  tx: TenantTx,
  column: AnyPgColumn,
  rows: readonly WireRow[],
): Promise<void> {
  const ids = rows.map(({ id }) => String(id));
  await tx.db.execute(
    sql`delete from ${column.table} where tenant_id = ${tx.tenantId} and ${column} = any(${sql.param(ids)}::uuid[])`,
  );
}
