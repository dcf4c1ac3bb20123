import { sql } from 'drizzle-orm';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { AppContext } from '../../platform/app-context.ts';
import { eachSchool } from '../../platform/each-school.ts';
import { removeRows, selectRows } from '../../platform/synced-rows.ts';
import { withTenant, type TenantContext, type TenantTx } from '../../platform/with-tenant.ts';

/** Nobody looks for news of half a year ago, and every device of their person would carry them for ever. */
const KEPT_MS = 180 * 24 * 60 * 60_000;
const AT_ONCE = 500;

type Deps = Pick<AppContext, 'door' | 'stopping'>;

export const forgetNotifications = (deps: Deps): Promise<void> =>
  eachSchool(deps.door, (context) => forgetOfSchool(deps, context));

async function forgetOfSchool({ door, stopping }: Deps, context: TenantContext): Promise<void> {
  for (let count = AT_ONCE; count === AT_ONCE;) {
    stopping.throwIfAborted();
    count = await withTenant(door, context, forgetSome);
  }
}

/** How many went; fewer than `AT_ONCE`: nothing is left to do. */
async function forgetSome(tx: TenantTx): Promise<number> {
  const before = new Date(tx.now.getTime() - KEPT_MS).toISOString();
  const old = await selectRows(tx, {
    entity: entityNamed('Notification'),
    condition: sql`id in (
      select id from notifications
      where tenant_id = ${tx.tenantId} and occurred_at < ${before}::timestamptz
      order by id limit ${AT_ONCE})`,
    lock: sql`for no key update`,
  });
  await removeRows(tx, old);
  return old.length;
}
