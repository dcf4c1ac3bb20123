/**
 * A school's epoch is the identity of its history. It ends when the database was restored: versions that devices have
 * seen are then given out a second time, for other things. Devices of the old epoch load everything anew and tell again
 * what was forgotten.
 */
import { eq, sql } from 'drizzle-orm';
import { syncTenants } from '@educrowd/db/postgres/schema/sync';
import { must } from '@educrowd/shared/primitives/assert';
import { withTenant, type ReadTx, type TenantContext, type TenantDoor } from '../../platform/with-tenant.ts';
import { SyncError } from './sync-error.ts';

/** The epoch is over. `inPresentEpoch` begins the next one. */
export class DatabaseRestored extends Error {}

/** The tenant's epoch; a device that knows another one has to rebuild. To be called within `inPresentEpoch`. */
export async function checkEpoch(tx: ReadTx, epoch: string | null): Promise<string> {
  const [state] = await tx.db
    .select({
      epoch: syncTenants.epoch,
      isPresent: sql<boolean>`${syncTenants.history} = database_history()`,
    })
    .from(syncTenants)
    .where(eq(syncTenants.tenantId, tx.tenantId));
  const { epoch: present, isPresent } = must(state, 'sync state of the tenant');
  if (!isPresent) throw new DatabaseRestored('the database was restored');
  if (epoch !== null && epoch !== present)
    throw new SyncError('EPOCH_CHANGED', 'The school was restored from a backup.');
  return present;
}

/** Runs a request; the first one after a restore begins a new epoch before it. */
export async function inPresentEpoch<T>(
  door: TenantDoor,
  context: TenantContext,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DatabaseRestored)) throw error;
    await beginEpoch(door, context);
    return work();
  }
}

/** Of several requests that notice it at once, one begins the epoch, and the others find it begun. */
const beginEpoch = (door: TenantDoor, { tenantId }: TenantContext): Promise<void> =>
  withTenant(door, { tenantId, userId: null, isSystem: true }, async (tx) => {
    const [begun] = await tx.db.execute<{ epoch: string }>(sql`
      update sync_tenant set epoch = gen_random_uuid(), history = database_history()
      where tenant_id = ${tenantId} and history <> database_history() returning epoch`);
    if (!begun) return;
    await tx.db.execute(sql`update sync_client set seq_at_epoch = last_seq where tenant_id = ${tenantId}`);
    tx.audit('sync.epochBegun', { epoch: begun.epoch });
  });
