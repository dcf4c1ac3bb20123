import Stripe from 'stripe';
import * as z from 'zod';
import { must } from '@educrowd/shared/primitives/assert';
import type { Money } from '@educrowd/shared/primitives/money';
import { AppError, words } from '../../platform/app-error.ts';
import type { AppContext, PaymentSettings } from '../../platform/app-context.ts';
import type {
  CheckoutOrder,
  PaymentEvent,
  PaymentGateway,
  PaymentReference,
  PaymentSnapshot,
} from './payment-gateway.ts';
import { feeFromStripe, fromStripeAmount, toStripeAmount } from './stripe-amount.ts';

const TIMEOUT_MS = 15_000;
const TOLERANCE_S = 300;

/** Stripe Checkout by redirect: card data never touches us, and it works without scripts. */
export function createStripeGateway(
  { secretKey, webhookSecret, apiUrl }: PaymentSettings,
  logger: AppContext['logger'],
): PaymentGateway {
  const stripe = new Stripe(secretKey, {
    maxNetworkRetries: 2,
    timeout: TIMEOUT_MS,
    telemetry: false,
    appInfo: { name: 'EduCrowd' },
    ...(apiUrl && {
      protocol: apiUrl.protocol === 'http:' ? ('http' as const) : ('https' as const),
      host: apiUrl.hostname,
      port: Number(apiUrl.port),
    }),
  });
  return {
    async openCheckout(order) {
      const session = await withoutReferences(
        stripe.checkout.sessions.create(sessionParams(order), {
          idempotencyKey: `checkout ${keyOf(order.reference)}`,
        }),
      );
      return {
        id: session.id,
        url: must(session.url, 'address of the checkout page'),
        expiresAt: dateOf(session.expires_at),
      };
    },
    async readCheckout(checkoutId) {
      const session = await withoutReferences(
        stripe.checkout.sessions.retrieve(checkoutId, {
          expand: [
            'payment_intent.latest_charge.balance_transaction',
            'payment_intent.latest_charge.refunds',
          ],
        }),
      );
      const refunds = await withoutReferences(allRefunds(stripe, session));
      return { ...snapshotOf(session, refunds), fee: feeOf(session, logger) };
    },
    async readReference(paymentId) {
      try {
        return referenceOf(await stripe.paymentIntents.retrieve(paymentId));
      } catch (error) {
        if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing')
          return null;
        throw plainError(error);
      }
    },
    async expireCheckout(checkoutId) {
      try {
        await stripe.checkout.sessions.expire(checkoutId);
      } catch (error) {
        // It is over already: paid, or expired by itself.
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw plainError(error);
      }
    },
    async refund(paymentId, reference) {
      const payment = await withoutReferences(
        stripe.paymentIntents.retrieve(paymentId, { expand: ['latest_charge'] }),
      );
      const charge = payment.latest_charge;
      if (charge === null || typeof charge === 'string' || charge.refunded) return;
      await withoutReferences(
        stripe.refunds.create(
          { payment_intent: paymentId, metadata: metadataOf(reference) },
          { idempotencyKey: `refund ${keyOf(reference)}` },
        ),
      );
    },
    async readEvent(body, signature) {
      try {
        return eventOf(
          await stripe.webhooks.constructEventAsync(body, signature, webhookSecret, TOLERANCE_S),
        );
      } catch (error) {
        if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError)
          throw new AppError('INVALID', words('serverRefusals.notSigned'));
        throw error;
      }
    },
    async *listEvents(since) {
      const created = { gte: Math.floor(since.getTime() / 1000) };
      for await (const event of stripe.events.list({ created, limit: 100 })) yield eventOf(event);
    },
  };
}

/** What the provider complains of names payments, and would be written into the log and the job queue. */
const withoutReferences = <T>(asked: Promise<T>): Promise<T> =>
  asked.catch((error: unknown) => {
    throw plainError(error);
  });

const plainError = (error: unknown): unknown =>
  error instanceof Stripe.errors.StripeError
    ? new Error(
        `The payment provider answered ${error.type} ${error.code ?? ''} (${error.statusCode ?? 'no answer'}, request ${error.requestId ?? 'unknown'}).`,
      )
    : error;

const keyOf = ({ tenantId, pledgeId, attempt }: PaymentReference): string =>
  `${tenantId} ${pledgeId} ${attempt}`;

const metadataOf = ({ tenantId, pledgeId, attempt }: PaymentReference): Record<string, string> => ({
  tenant: tenantId,
  pledge: pledgeId,
  attempt: String(attempt),
});

const sessionParams = (order: CheckoutOrder): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  submit_type: 'pay',
  line_items: [
    {
      quantity: 1,
      price_data: {
        currency: order.amount.currency.toLowerCase(),
        unit_amount: toStripeAmount(order.amount),
        product_data: { name: order.description },
      },
    },
  ],
  // Whatever the account's default: a pledge is charged in the campaign's currency, as the page has promised.
  adaptive_pricing: { enabled: false },
  customer_email: order.email,
  client_reference_id: order.reference.pledgeId,
  metadata: metadataOf(order.reference),
  // Charges and what is told about them carry it, too.
  payment_intent_data: { metadata: metadataOf(order.reference), description: order.description },
  expires_at: Math.floor(order.expiresAt.getTime() / 1000),
  success_url: order.returnUrl,
  cancel_url: order.cancelUrl,
});

const chargeOf = (session: Stripe.Checkout.Session): Stripe.Charge | null =>
  expanded(expanded(session.payment_intent)?.latest_charge ?? null);

/** A charge brings its first ten refunds along; where there are more, they are listed page by page. */
async function allRefunds(stripe: Stripe, session: Stripe.Checkout.Session): Promise<Stripe.Refund[]> {
  const charge = chargeOf(session);
  if (!charge?.refunds?.has_more) return charge?.refunds?.data ?? [];
  const refunds: Stripe.Refund[] = [];
  for await (const refund of stripe.refunds.list({ charge: charge.id, limit: 100 })) refunds.push(refund);
  return refunds;
}

/**
 * What Stripe has kept, in the currency that it pays the account in. It never stands in the way of the payment itself:
 * one that cannot be read is left out, as one that is not known yet.
 */
function feeOf(session: Stripe.Checkout.Session, logger: AppContext['logger']): Money | null {
  const balance = expanded(chargeOf(session)?.balance_transaction ?? null);
  if (balance === null) return null;
  try {
    const fee = feeFromStripe(balance.fee, balance.currency);
    return fee.minor > 0 ? fee : null;
  } catch (error) {
    logger.error({ err: error, currency: balance.currency }, 'the fee of a payment cannot be read');
    return null;
  }
}

function snapshotOf(
  session: Stripe.Checkout.Session,
  refunds: readonly Stripe.Refund[],
): Omit<PaymentSnapshot, 'fee'> {
  const payment = expanded(session.payment_intent);
  const charge = chargeOf(session);
  const isPaid = payment?.status === 'succeeded';
  const error = payment?.last_payment_error ?? null;
  return {
    state: isPaid ? 'paid' : session.status === 'expired' ? 'expired' : 'open',
    paymentId: payment?.id ?? null,
    paid:
      isPaid && charge
        ? { amount: fromStripeAmount(payment.amount_received, payment.currency), at: dateOf(charge.created) }
        : null,
    decline:
      !isPaid && error
        ? {
            code: error.decline_code ?? error.code ?? 'declined',
            at: dateOf(charge?.created ?? session.created),
          }
        : null,
    refunds: refunds
      .filter(({ status }) => status === 'succeeded' || hasFailed(status))
      .map(({ id, amount, currency, created, status }) => ({
        id,
        amount: fromStripeAmount(amount, currency),
        at: dateOf(created),
        hasFailed: hasFailed(status),
      }))
      .toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1)),
  };
}

const referenceSchema = z.object({
  tenant: z.uuid(),
  pledge: z.uuid(),
  attempt: z.coerce.number().int().min(1).max(1_000),
});

const hasFailed = (status: string | null): boolean => status === 'failed' || status === 'canceled';

const metadataSchema = z.object({ metadata: referenceSchema });

/** Sessions, payments, charges and refunds of ours carry our reference. */
function referenceOf(object: unknown): PaymentReference | null {
  const metadata = metadataSchema.safeParse(object).data?.metadata;
  return metadata
    ? { tenantId: metadata.tenant, pledgeId: metadata.pledge, attempt: metadata.attempt }
    : null;
}

const refundSchema = z.object({ object: z.literal('refund'), payment_intent: z.string() });

/** Nothing of an event is looked at but what it is about. */
const eventOf = ({ id, type, data }: Stripe.Event): PaymentEvent => ({
  id,
  type,
  reference: referenceOf(data.object),
  refundedPaymentId: refundSchema.safeParse(data.object).data?.payment_intent ?? null,
});

/** Stripe sends an id where an object was not asked for; we ask for all that we read. */
const expanded = <T extends object>(value: string | T | null): T | null =>
  typeof value === 'string' ? null : value;

const dateOf = (seconds: number): Date => new Date(seconds * 1000);
