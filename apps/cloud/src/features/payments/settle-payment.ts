/**
 * What the provider says about a payment becomes ours. Whoever causes it (a webhook, a browser that returns, a watch)
 * says nothing themselves: the payment is read from the provider, outside any transaction, and applied in one.
 */
import { readTenant, withTenant, type TenantContext } from '../../platform/with-tenant.ts';
import { applyPayment } from './apply-payment.ts';
import { schoolPlace, type Payments } from './payments.ts';
import { findAttempt, type AttemptRow } from './pledge-store.ts';
import { queueSettlement, type AttemptPayload } from './queue-settlement.ts';

const WATCH_AFTER_END_MS = 60_000;
const WATCH_AGAIN_MS = 10 * 60_000;

export async function settlePayment(
  { ctx, gateway }: Payments,
  { tenantId, pledgeId, attempt: number, isWatch }: AttemptPayload,
): Promise<void> {
  const context: TenantContext = { tenantId, userId: null, isSystem: true };
  const attempt = await readTenant(ctx.door, context, (tx) => findAttempt(tx, pledgeId, number));
  if (!attempt) return;
  const school = await schoolPlace(ctx, tenantId);
  const snapshot = attempt.checkoutId === null ? null : await gateway.readCheckout(attempt.checkoutId);
  await withTenant(ctx.door, context, async (tx) => {
    const after = await applyPayment(tx, attempt, { snapshot, school });
    if (isWatch && after && isUndecided(after)) await queueSettlement(tx, after, watchAgainAt(after, tx.now));
  });
}

const isUndecided = ({ state }: AttemptRow): boolean => state === 'created' || state === 'open';

function watchAgainAt({ expiresAt }: AttemptRow, now: Date): Date {
  const end = new Date(expiresAt).getTime() + WATCH_AFTER_END_MS;
  return new Date(Math.max(end, now.getTime() + WATCH_AGAIN_MS));
}
