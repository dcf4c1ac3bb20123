/** What the local payment server keeps, and how the Stripe API shows it. */
import { randomBytes } from 'node:crypto';

export type Metadata = Readonly<Record<string, string>>;

export interface Session {
  readonly id: string;
  readonly created: number;
  readonly expiresAt: number;
  status: 'open' | 'complete' | 'expired';
  readonly amount: number;
  readonly currency: string;
  readonly productName: string;
  readonly email: string | null;
  readonly reference: string | null;
  readonly metadata: Metadata;
  readonly paymentMetadata: Metadata;
  readonly description: string | null;
  readonly successUrl: string;
  readonly cancelUrl: string;
  paymentId: string | null;
}

export interface Refund {
  readonly id: string;
  readonly created: number;
  readonly amount: number;
  readonly metadata: Metadata;
  hasFailed?: boolean;
}

export interface Charge {
  readonly id: string;
  readonly created: number;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly fee: number;
  readonly refunds: Refund[];
}

export interface Payment {
  readonly id: string;
  readonly created: number;
  readonly amount: number;
  readonly currency: string;
  readonly metadata: Metadata;
  readonly description: string | null;
  /** Oldest first. */
  readonly charges: Charge[];
}

export interface PaymentEvent {
  readonly id: string;
  readonly created: number;
  readonly type: string;
  /** As the object was at that moment. */
  readonly object: JsonObject;
  isDelivered: boolean;
}

export type JsonObject = { readonly [key: string]: unknown };

const API_VERSION = '2026-10-28.endive';

export const newId = (prefix: string): string => `${prefix}_test_${randomBytes(12).toString('hex')}`;
export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

export const isPaid = (payment: Payment): boolean => payment.charges.at(-1)?.failure === null;
export const refundedOf = (charge: Charge): number =>
  charge.refunds.filter((refund) => !refund.hasFailed).reduce((sum, refund) => sum + refund.amount, 0);

/** Which parts were asked to be shown whole: `payment_intent.latest_charge`. */
export type Expand = ReadonlySet<string>;

/** The paths below one: `latest_charge` below `payment_intent`. */
const below = (expand: Expand, part: string): Expand =>
  new Set(
    [...expand].filter((path) => path.startsWith(`${part}.`)).map((path) => path.slice(part.length + 1)),
  );
const wants = (expand: Expand, part: string): boolean =>
  [...expand].some((path) => path === part || path.startsWith(`${part}.`));

export function sessionObject(
  session: Session,
  { payment, pageUrl, expand }: { payment: Payment | null; pageUrl: string; expand: Expand },
): JsonObject {
  const isOpen = session.status === 'open';
  return {
    id: session.id,
    object: 'checkout.session',
    livemode: false,
    mode: 'payment',
    ui_mode: 'hosted_page',
    created: session.created,
    expires_at: session.expiresAt,
    status: session.status,
    payment_status: session.status === 'complete' ? 'paid' : 'unpaid',
    amount_subtotal: session.amount,
    amount_total: session.amount,
    currency: session.currency,
    customer_email: session.email,
    client_reference_id: session.reference,
    metadata: session.metadata,
    success_url: session.successUrl,
    cancel_url: session.cancelUrl,
    url: isOpen ? pageUrl : null,
    payment_intent:
      payment && wants(expand, 'payment_intent')
        ? paymentObject(payment, below(expand, 'payment_intent'))
        : session.paymentId,
  };
}

export function paymentObject(payment: Payment, expand: Expand): JsonObject {
  const charge = payment.charges.at(-1);
  const failure = charge?.failure ?? null;
  return {
    id: payment.id,
    object: 'payment_intent',
    livemode: false,
    created: payment.created,
    amount: payment.amount,
    amount_received: isPaid(payment) ? payment.amount : 0,
    currency: payment.currency,
    status: isPaid(payment) ? 'succeeded' : 'requires_payment_method',
    metadata: payment.metadata,
    description: payment.description,
    last_payment_error: failure && {
      type: 'card_error',
      code: 'card_declined',
      decline_code: failure.code,
      message: failure.message,
      charge: charge?.id,
    },
    latest_charge:
      charge && wants(expand, 'latest_charge')
        ? chargeObject(payment, charge, below(expand, 'latest_charge'))
        : (charge?.id ?? null),
  };
}

export function chargeObject(payment: Payment, charge: Charge, expand: Expand): JsonObject {
  const hasFailed = charge.failure !== null;
  const transactionId = hasFailed ? null : charge.id.replace('ch_', 'txn_');
  return {
    id: charge.id,
    object: 'charge',
    livemode: false,
    created: charge.created,
    amount: payment.amount,
    amount_captured: hasFailed ? 0 : payment.amount,
    amount_refunded: refundedOf(charge),
    refunded: !hasFailed && refundedOf(charge) === payment.amount,
    currency: payment.currency,
    status: hasFailed ? 'failed' : 'succeeded',
    paid: !hasFailed,
    captured: !hasFailed,
    payment_intent: payment.id,
    metadata: payment.metadata,
    failure_code: hasFailed ? 'card_declined' : null,
    failure_message: charge.failure?.message ?? null,
    balance_transaction:
      transactionId && wants(expand, 'balance_transaction')
        ? {
            id: transactionId,
            object: 'balance_transaction',
            amount: payment.amount,
            fee: charge.fee,
            net: payment.amount - charge.fee,
            currency: payment.currency,
            created: charge.created,
          }
        : transactionId,
    ...(wants(expand, 'refunds') && {
      refunds: refundList(payment, charge, { limit: 10, after: null }),
    }),
  };
}

/** Newest first, as Stripe lists them; `after`: the last one of the page before. */
export function refundList(
  payment: Payment,
  charge: Charge,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): JsonObject {
  const found = charge.refunds.toReversed();
  const start = after === null ? 0 : found.findIndex(({ id }) => id === after) + 1;
  return listObject(
    found.slice(start, start + limit).map((refund) => refundObject(payment, charge, refund)),
    start + limit < found.length,
  );
}

export const refundObject = (payment: Payment, charge: Charge, refund: Refund): JsonObject => ({
  id: refund.id,
  object: 'refund',
  created: refund.created,
  amount: refund.amount,
  currency: payment.currency,
  status: refund.hasFailed ? 'failed' : 'succeeded',
  ...(refund.hasFailed && { failure_reason: 'expired_or_canceled_card' }),
  charge: charge.id,
  payment_intent: payment.id,
  metadata: refund.metadata,
});

export const eventObject = (event: PaymentEvent): JsonObject => ({
  id: event.id,
  object: 'event',
  api_version: API_VERSION,
  created: event.created,
  livemode: false,
  pending_webhooks: event.isDelivered ? 0 : 1,
  request: { id: null, idempotency_key: null },
  type: event.type,
  data: { object: event.object },
});

export const listObject = (data: readonly JsonObject[], hasMore: boolean): JsonObject => ({
  object: 'list',
  data,
  has_more: hasMore,
});
