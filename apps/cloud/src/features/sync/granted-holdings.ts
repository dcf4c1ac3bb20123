import { holdingsOf } from '@educrowd/shared/permissions/holdings';
import type { Holding } from '@educrowd/shared/sync/scope';
import { mayDo } from '../../platform/access.ts';
import { SyncError } from './sync-error.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';

/** In the words of sync: a device whose person has no such role any more has to let go of what it keeps. */
export function authorizeSync(tx: ReadTx): void {
  if (!mayDo(tx, 'sync.use'))
    throw new SyncError('FORBIDDEN', 'Your role in this school does not allow that.');
}

/** What the person holds at this moment: grants expire without a write, so it is computed at every request. */
export function grantedHoldings(tx: ReadTx): Holding[] {
  if (!tx.access) throw new SyncError('FORBIDDEN', 'You are not on the staff of this school.');
  return holdingsOf(tx.access, tx.now);
}
