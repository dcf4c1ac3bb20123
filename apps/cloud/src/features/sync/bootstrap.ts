/**
 * Everything in one holding, in keyset pages that can be resumed after any cut. Each page is its own snapshot: what
 * changes or goes between two pages is newer than the first page's head and comes with the pull that follows.
 */
import { sql } from 'drizzle-orm';
import { MAX_PAGE_ROWS, type BootstrapRequest, type BootstrapResponse } from '@educrowd/shared/sync/protocol';
import { isHeld } from '@educrowd/shared/sync/scope';
import { readTenant, type ReadTx, type TenantContext, type TenantDoor } from '../../platform/with-tenant.ts';
import { FROM_THE_START } from './document-store.ts';
import { checkEpoch, inPresentEpoch } from './epoch.ts';
import { authorizeSync, grantedHoldings } from './granted-holdings.ts';
import { makePage, scopeIsHeld, type ChangeRow } from './page.ts';
import { readSyncState } from './pull.ts';
import { SyncError } from './sync-error.ts';

export const bootstrap = (
  door: TenantDoor,
  context: TenantContext,
  request: BootstrapRequest,
): Promise<BootstrapResponse> => inPresentEpoch(door, context, () => readPage(door, context, request));

const readPage = (
  door: TenantDoor,
  context: TenantContext,
  request: BootstrapRequest,
): Promise<BootstrapResponse> =>
  readTenant(door, context, async (tx) => {
    authorizeSync(tx);
    const epoch = await checkEpoch(tx, request.epoch);
    if (!isHeld(grantedHoldings(tx), request.holding)) {
      throw new SyncError('HOLDING_LOST', 'You have no access to this any more.');
    }
    const found = await readHolding(tx, request);
    const page = await makePage(tx, found.slice(0, MAX_PAGE_ROWS), FROM_THE_START);
    const last = page.changes.at(-1);
    return {
      epoch,
      columns: page.columns,
      changes: page.changes,
      count: page.count,
      checksum: page.checksum,
      head: (await readSyncState(tx)).head,
      next: page.taken === found.length || !last ? null : { table: last.table, rowId: last.rowId },
      totalRows: request.after === null ? await countHolding(tx, request) : null,
    };
  });

async function readHolding(tx: ReadTx, { holding, after }: BootstrapRequest): Promise<ChangeRow[]> {
  const resumed = after ? sql`and (table_name, row_id) > (${after.table}, ${after.rowId}::uuid)` : sql``;
  return tx.db.execute<ChangeRow>(sql`
    select table_name, row_id, scope, version, op from sync_change
    where tenant_id = ${tx.tenantId} and op = 'upsert' ${resumed} and ${scopeIsHeld([holding])}
    order by table_name, row_id limit ${MAX_PAGE_ROWS + 1}`);
}

async function countHolding(tx: ReadTx, { holding }: BootstrapRequest): Promise<number> {
  const [row] = await tx.db.execute<{ count: string }>(
    sql`select count(*) from sync_change where tenant_id = ${tx.tenantId} and op = 'upsert' and ${scopeIsHeld([holding])}`,
  );
  return Number(row?.count ?? 0);
}
