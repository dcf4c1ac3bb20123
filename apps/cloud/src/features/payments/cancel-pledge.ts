import { must } from '@educrowd/shared/primitives/assert';
import type { TenantTx } from '../../platform/with-tenant.ts';
import { releasePlace } from './place-store.ts';
import { latestAttempt, lockPledge, updateAttempt, updatePledge } from './pledge-store.ts';
import { readPledge, type Asker, type PledgeView } from './read-pledge.ts';

/**
 * Ends a pledge that its backer wants out of. Where a payment page was opened, the wish is noted, and what the provider
 * says about the payment under way decides: one that was made in the same moment is not undone by this. Where none was,
 * nobody can have paid, and the pledge ends here; a page that is still to come is closed by whoever saves it. Returns
 * what was found, so that its page can be closed.
 */
export async function cancelPledge(tx: TenantTx, asker: Asker): Promise<PledgeView> {
  const read = await readPledge(tx, asker);
  // Only what is read under the lock counts: a page may have opened since.
  const pledge = must(await lockPledge(tx, read.pledge.id), 'pledge');
  const attempt = must(await latestAttempt(tx, pledge.id), 'attempt');
  const found = { ...read, pledge, attempt };
  if (pledge.status !== 'pending') return found;
  const cancelRequestedAt = tx.now.toISOString();
  if (attempt.checkoutId !== null) {
    await updatePledge(tx, pledge, { cancelRequestedAt });
    return found;
  }
  const ended = { status: 'cancelled' as const, cancelRequestedAt };
  const over = { state: 'expired' as const };
  await updateAttempt(tx, attempt, over);
  await updatePledge(tx, pledge, ended);
  await releasePlace(tx, pledge.id);
  return { ...found, pledge: { ...pledge, ...ended }, attempt: { ...attempt, ...over } };
}
