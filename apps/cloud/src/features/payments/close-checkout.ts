import { readTenant } from '../../platform/with-tenant.ts';
import type { Payments } from './payments.ts';
import { findAttempt } from './pledge-store.ts';
import type { AttemptPayload } from './queue-settlement.ts';
import { settlePayment } from './settle-payment.ts';

/** Closes the provider's page of an attempt that nobody is to pay any more. Runs twice without harm. */
export async function closeCheckout(payments: Payments, payload: AttemptPayload): Promise<void> {
  const { tenantId, pledgeId, attempt: number } = payload;
  const context = { tenantId, userId: null, isSystem: true };
  const attempt = await readTenant(payments.ctx.door, context, (tx) => findAttempt(tx, pledgeId, number));
  // Without an answer of the provider there is no page yet: whoever saves the answer has this done again.
  if (!attempt || attempt.checkoutId === null || attempt.state === 'paid') return;
  // Also of an attempt that is over for us: its page may have opened after that, and is not over for the provider.
  await payments.gateway.expireCheckout(attempt.checkoutId);
  await settlePayment(payments, payload);
}
