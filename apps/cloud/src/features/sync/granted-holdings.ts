import { holdingsOf } from '@educrowd/shared/permissions/holdings';
import type { Holding } from '@educrowd/shared/sync/scope';
import { SyncError } from './sync-error.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';

/** What the person holds at this moment: grants expire without a write, so it is computed at every request. */
export function grantedHoldings(tx: ReadTx): Holding[] {
  if (!tx.access) throw new SyncError('FORBIDDEN', 'You are not on the staff of this school.');
  return holdingsOf(tx.access, tx.now);
}
