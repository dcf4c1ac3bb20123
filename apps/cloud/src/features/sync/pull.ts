/**
 * A page of changes after the cursor, read in one short snapshot. A row that changes while a device pages gets a
 * higher version and comes again, so what the device has staged when a page reaches its own head is consistent.
 */
import { and, eq, sql } from 'drizzle-orm';
import { syncClients, syncTenants } from '@educrowd/db/postgres/schema/sync';
import { must } from '@educrowd/shared/primitives/assert';
import { MAX_PAGE_ROWS, type PullRequest, type PullResponse } from '@educrowd/shared/sync/protocol';
import { isHeld } from '@educrowd/shared/sync/scope';
import { isCursorTooOld } from '@educrowd/shared/sync/tombstones';
import { readTenant, type ReadTx, type TenantContext, type TenantDoor } from '../../platform/with-tenant.ts';
import { checkEpoch, inPresentEpoch } from './epoch.ts';
import { authorizeSync, grantedHoldings } from './granted-holdings.ts';
import { makePage, scopeIsHeld, type ChangeRow } from './page.ts';
import { readResults } from './push.ts';
import { SyncError } from './sync-error.ts';

export const pull = (door: TenantDoor, context: TenantContext, request: PullRequest): Promise<PullResponse> =>
  inPresentEpoch(door, context, () => pullPage(door, context, request));

const pullPage = (door: TenantDoor, context: TenantContext, request: PullRequest): Promise<PullResponse> =>
  readTenant(door, context, async (tx) => {
    authorizeSync(tx);
    const epoch = await checkEpoch(tx, request.epoch);
    const { head, floor } = await readSyncState(tx);
    // A cursor from the future: the database behind it is older than what this device has seen.
    if (request.cursor > head) throw new SyncError('EPOCH_CHANGED', 'The school was restored from a backup.');
    if (isCursorTooOld(request, floor))
      throw new SyncError('CURSOR_TOO_OLD', 'This device was away for too long to be told what is gone.');
    const granted = grantedHoldings(tx);
    const sent = request.holdings.filter((holding) => isHeld(granted, holding));
    const found = await readChanges(tx, request, sent);
    const page = await makePage(tx, found.slice(0, MAX_PAGE_ROWS), request.cursor);
    const last = page.changes.at(-1);
    const isLast = page.taken === found.length;
    return {
      epoch,
      columns: page.columns,
      changes: page.changes,
      count: page.count,
      checksum: page.checksum,
      head,
      next:
        isLast || !last
          ? null
          : { version: last.version, table: last.table, rowId: last.rowId, scope: last.scope },
      holdings: granted,
      lastSeq: await readLastSeq(tx, request),
      results: await readResults(tx, request.clientId, request.ackedThrough),
    };
  });

export async function readSyncState(tx: ReadTx): Promise<{ readonly head: number; readonly floor: number }> {
  const [state] = await tx.db
    .select({ head: syncTenants.head, floor: syncTenants.floor })
    .from(syncTenants)
    .where(eq(syncTenants.tenantId, tx.tenantId));
  return must(state, 'sync state of the tenant');
}

async function readChanges(
  tx: ReadTx,
  request: PullRequest,
  holdings: PullRequest['holdings'],
): Promise<ChangeRow[]> {
  const { after } = request;
  const resumed = after
    ? sql`and (version, table_name, row_id, scope) > (${after.version}, ${after.table}, ${after.rowId}::uuid, ${after.scope})`
    : sql``;
  return tx.db.execute<ChangeRow>(sql`
    select table_name, row_id, scope, version, op from sync_change
    where tenant_id = ${tx.tenantId} and version > ${request.cursor} ${resumed} and ${scopeIsHeld(holdings)}
    order by version, table_name, row_id, scope limit ${MAX_PAGE_ROWS + 1}`);
}

/**
 * A device that does not know the epoch asks what the school remembered when it began. What came since under the same
 * client id may be a copy's, which used the numbers of edits that the school has forgotten.
 */
async function readLastSeq(
  tx: ReadTx,
  { clientId, epoch }: Pick<PullRequest, 'clientId' | 'epoch'>,
): Promise<number> {
  const { lastSeq, seqAtEpoch, userId } = syncClients;
  const [client] = await tx.db
    .select({ lastSeq, seqAtEpoch, userId })
    .from(syncClients)
    .where(and(eq(syncClients.tenantId, tx.tenantId), eq(syncClients.clientId, clientId)));
  if (client && client.userId !== tx.userId)
    throw new SyncError('CLIENT_FORKED', 'This device belongs to another account.');
  if (!client) return 0;
  return epoch === null ? (client.seqAtEpoch ?? client.lastSeq) : client.lastSeq;
}
