import type { TenantTx } from '../../platform/with-tenant.ts';
import { lockPledge, updatePledge } from './pledge-store.ts';

/**
 * Notes that the backer wants out. Whether the pledge ends is decided by what the provider says about the payment under
 * way: one that was made in the same moment is not undone by this.
 */
export async function cancelPledge(tx: TenantTx, pledgeId: string): Promise<void> {
  const pledge = await lockPledge(tx, pledgeId);
  if (pledge?.status === 'pending')
    await updatePledge(tx, pledge, { cancelRequestedAt: tx.now.toISOString() });
}
