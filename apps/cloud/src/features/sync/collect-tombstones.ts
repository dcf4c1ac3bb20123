/**
 * Forgets tombstones that are older than `TOMBSTONE_MS`. A device that has not heard of them by then loads everything
 * anew: the floor says which cursors are too old, and rises in the same transaction.
 */
import { sql } from 'drizzle-orm';
import { TOMBSTONE_MS } from '@educrowd/shared/sync/tombstones';
import type { AppContext } from '../../platform/app-context.ts';
import { eachSchool } from '../../platform/each-school.ts';
import { withTenant, type TenantContext, type TenantTx } from '../../platform/with-tenant.ts';

type Deps = Pick<AppContext, 'door' | 'stopping'>;

const AT_ONCE = 1_000;

export const collectAllTombstones = (deps: Deps): Promise<void> =>
  eachSchool(deps.door, (context) => collectTombstones(deps, context));

/** Of one school. */
export async function collectTombstones({ door, stopping }: Deps, context: TenantContext): Promise<void> {
  while (await withTenant(door, context, collectSome)) stopping.throwIfAborted();
}

/** Whether there may be more. */
async function collectSome(tx: TenantTx): Promise<boolean> {
  const before = new Date(tx.now.getTime() - TOMBSTONE_MS).toISOString();
  const collected = await tx.db.execute<{ version: string }>(sql`
    with old as (
      select table_name, row_id, scope from sync_change
      where tenant_id = ${tx.tenantId} and gone_at < ${before}::timestamptz
      order by gone_at limit ${AT_ONCE} for update
    )
    delete from sync_change using old
    where sync_change.tenant_id = ${tx.tenantId} and sync_change.gone_at < ${before}::timestamptz
      and sync_change.table_name = old.table_name and sync_change.row_id = old.row_id
      and sync_change.scope = old.scope
    returning sync_change.version`);
  if (collected.length === 0) return false;
  const floor = collected.reduce((newest, { version }) => Math.max(newest, Number(version)), 0);
  await tx.db.execute(
    sql`update sync_tenant set floor = greatest(floor, ${floor}) where tenant_id = ${tx.tenantId}`,
  );
  return collected.length === AT_ONCE;
}
