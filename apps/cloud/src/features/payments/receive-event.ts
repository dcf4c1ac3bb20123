/** What the payment provider tells, once for each event. It says where to look; what it says besides is not believed. */
import { Hono } from 'hono';
import type { AppEnv } from '../../platform/request.ts';
import { withTenant } from '../../platform/with-tenant.ts';
import type { PaymentEvent } from './payment-gateway.ts';
import type { Payments } from './payments.ts';
import { findAttempt, noteProviderEvent } from './pledge-store.ts';
import { queueSettlement } from './queue-settlement.ts';

/**
 * Notes the event and has its payment looked at. The school and the pledge that it names are only looked up together:
 * one school's event cannot reach another's pledge, and which payment is read stands in our own row.
 */
async function receiveEvent({ ctx, gateway }: Payments, event: PaymentEvent): Promise<void> {
  const { refundedPaymentId } = event;
  const reference =
    event.reference ?? (refundedPaymentId === null ? null : await gateway.readReference(refundedPaymentId));
  if (reference === null) {
    // One payment that is not ours must not keep the others from being told: the provider would send it for days.
    if (refundedPaymentId !== null) ctx.logger.warn({ type: event.type }, 'a refund of an unknown payment');
    return;
  }
  const { tenantId, pledgeId, attempt: number } = reference;
  await withTenant(ctx.door, { tenantId, userId: null, isSystem: true }, async (tx) => {
    const attempt = await findAttempt(tx, pledgeId, number);
    if (attempt && (await noteProviderEvent(tx, event, pledgeId))) await queueSettlement(tx, attempt, 'now');
  });
}

const LOOK_BACK_MS = 25 * 60 * 60_000;

/** Messages can be lost: what was said within the last day is asked for, and only what is new does anything. */
export async function fetchEvents(payments: Payments): Promise<void> {
  const since = new Date(payments.ctx.clock().getTime() - LOOK_BACK_MS);
  for await (const event of payments.gateway.listEvents(since)) await receiveEvent(payments, event);
}

/** Whatever takes time is a job's; an error makes the provider send the event again. */
export const webhookRoute = (payments: Payments): Hono<AppEnv> =>
  new Hono<AppEnv>().post('/api/payments/stripe/webhook', async (c) => {
    const event = await payments.gateway.readEvent(
      await c.req.text(),
      c.req.header('stripe-signature') ?? '',
    );
    await receiveEvent(payments, event);
    return c.json({ received: true });
  });
