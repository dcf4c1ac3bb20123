import { must } from '@educrowd/shared/primitives/assert';
import { readTenant } from '../../platform/with-tenant.ts';
import type { Payments } from './payments.ts';
import { findAttempt } from './pledge-store.ts';
import type { AttemptPayload } from './queue-settlement.ts';
import { settlePayment } from './settle-payment.ts';

/** Gives back the money of an attempt that could not be accepted, and enters it. Runs twice without harm. */
export async function refundPayment(payments: Payments, payload: AttemptPayload): Promise<void> {
  const { tenantId, pledgeId, attempt: number } = payload;
  const context = { tenantId, userId: null, isSystem: true };
  const attempt = await readTenant(payments.ctx.door, context, (tx) => findAttempt(tx, pledgeId, number));
  if (!attempt || attempt.refundReason === null) return;
  await payments.gateway.refund(must(attempt.paymentId, 'payment of a paid attempt'), {
    tenantId,
    pledgeId,
    attempt: number,
  });
  await settlePayment(payments, payload);
}
