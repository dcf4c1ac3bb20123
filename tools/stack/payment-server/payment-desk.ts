/** What can happen to payments, and the events that tell of it. The pages and the API both come here. */
import {
  chargeObject,
  isPaid,
  newId,
  nowSeconds,
  paymentObject,
  refundedOf,
  refundObject,
  sessionObject,
  type Charge,
  type JsonObject,
  type Metadata,
  type Payment,
  type PaymentEvent,
  type Refund,
  type Session,
} from './payment-objects.ts';
import type { PaymentStore } from './payment-store.ts';
import type { TestCard } from './test-cards.ts';

/** A refusal in the form of the Stripe API. */
export class StripeRefusal extends Error {
  readonly status: number;
  readonly body: JsonObject;
  constructor(
    status: number,
    error: { readonly type: string; readonly message: string; readonly code?: string },
  ) {
    super(error.message);
    this.name = 'StripeRefusal';
    this.status = status;
    this.body = { error };
  }
}
export const invalid = (message: string, code?: string): StripeRefusal =>
  new StripeRefusal(400, { type: 'invalid_request_error', message, ...(code && { code }) });
const missing = (what: string): StripeRefusal =>
  new StripeRefusal(404, {
    type: 'invalid_request_error',
    message: `No such ${what}`,
    code: 'resource_missing',
  });

export type PaymentDesk = ReturnType<typeof createPaymentDesk>;
type NewSession = Omit<Session, 'id' | 'created' | 'status' | 'paymentId'>;

const MIN_SESSION_S = 30 * 60;
const MAX_SESSION_S = 24 * 60 * 60;

export function createPaymentDesk(
  store: PaymentStore,
  { pageUrl, onEvent }: { pageUrl: (session: Session) => string; onEvent: (event: PaymentEvent) => void },
) {
  const paymentOf = (session: Session): Payment | null =>
    session.paymentId === null ? null : (store.payments.get(session.paymentId) ?? null);
  const shown = (session: Session, expand: ReadonlySet<string> = new Set()): JsonObject =>
    sessionObject(session, { payment: paymentOf(session), pageUrl: pageUrl(session), expand });

  function tell(type: string, object: JsonObject): void {
    const event = { id: newId('evt'), created: nowSeconds(), type, object, isDelivered: false };
    store.events.push(event);
    store.changed();
    onEvent(event);
  }

  function expire(session: Session): void {
    session.status = 'expired';
    tell('checkout.session.expired', shown(session));
  }

  function findSession(id: string): Session {
    const session = store.sessions.get(id);
    if (!session) throw missing('checkout.session');
    if (session.status === 'open' && session.expiresAt <= nowSeconds()) expire(session);
    return session;
  }

  function findPayment(id: string): Payment {
    const payment = store.payments.get(id);
    if (!payment) throw missing('payment_intent');
    return payment;
  }

  function newPayment(session: Session): Payment {
    const payment: Payment = {
      id: newId('pi'),
      created: nowSeconds(),
      amount: session.amount,
      currency: session.currency,
      metadata: session.paymentMetadata,
      description: session.description,
      charges: [],
    };
    store.payments.set(payment.id, payment);
    session.paymentId = payment.id;
    return payment;
  }

  return {
    shown,
    findSession,
    findPayment,
    findCharge(id: string): { readonly payment: Payment; readonly charge: Charge } {
      for (const payment of store.payments.values()) {
        const charge = payment.charges.find((each) => each.id === id);
        if (charge) return { payment, charge };
      }
      throw missing('charge');
    },
    openSession(wanted: NewSession): Session {
      const lasts = wanted.expiresAt - nowSeconds();
      if (lasts < MIN_SESSION_S || lasts > MAX_SESSION_S)
        throw invalid('The `expires_at` timestamp must be between 30 minutes and 24 hours from now.');
      if (!Number.isInteger(wanted.amount) || wanted.amount <= 0) throw invalid('Invalid positive integer');
      const session: Session = {
        ...wanted,
        id: newId('cs'),
        created: nowSeconds(),
        status: 'open',
        paymentId: null,
      };
      store.sessions.set(session.id, session);
      store.changed();
      return session;
    },
    expireSession(id: string): Session {
      const session = findSession(id);
      if (session.status !== 'open')
        throw invalid('Only Checkout Sessions with a status of open can be expired.');
      expire(session);
      return session;
    },
    /** Null: paid; else why the bank refused. Only an open session can be paid. */
    pay(session: Session, card: TestCard): string | null {
      if (session.status !== 'open') throw invalid('This Checkout Session is not open.');
      const payment = paymentOf(session) ?? newPayment(session);
      const charge: Charge = {
        id: newId('ch'),
        created: nowSeconds(),
        failure: card.failure,
        // As Stripe charges in many countries.
        fee: card.failure ? 0 : Math.round(payment.amount * 0.029) + 30,
        refunds: [],
      };
      payment.charges.push(charge);
      if (card.failure) {
        tell('charge.failed', chargeObject(payment, charge, new Set()));
        tell('payment_intent.payment_failed', paymentObject(payment, new Set()));
        return card.failure.message;
      }
      session.status = 'complete';
      tell('charge.succeeded', chargeObject(payment, charge, new Set()));
      tell('payment_intent.succeeded', paymentObject(payment, new Set()));
      tell('checkout.session.completed', shown(session));
      return null;
    },
    refund(paymentId: string, wanted: { amount: number | undefined; metadata: Metadata }): JsonObject {
      const payment = findPayment(paymentId);
      const charge = payment.charges.at(-1);
      if (!charge || !isPaid(payment))
        throw invalid('This PaymentIntent does not have a successful charge to refund.');
      const left = payment.amount - refundedOf(charge);
      const amount = wanted.amount ?? left;
      if (left === 0) throw invalid('Charge has already been refunded.', 'charge_already_refunded');
      if (!Number.isInteger(amount) || amount <= 0 || amount > left)
        throw invalid('Refund amount is greater than unrefunded amount on charge');
      const refund: Refund = { id: newId('re'), created: nowSeconds(), amount, metadata: wanted.metadata };
      charge.refunds.push(refund);
      tell('refund.created', refundObject(payment, charge, refund));
      tell('charge.refunded', chargeObject(payment, charge, new Set()));
      return refundObject(payment, charge, refund);
    },
    /** The card's bank sends a refund back, as it may days after it had succeeded. */
    failRefund(paymentId: string, refundId: string): void {
      const payment = findPayment(paymentId);
      const charge = payment.charges.at(-1);
      const refund = charge?.refunds.find((each) => each.id === refundId);
      if (!charge || !refund) throw missing('refund');
      if (refund.hasFailed) return;
      refund.hasFailed = true;
      tell('refund.failed', refundObject(payment, charge, refund));
      tell('charge.refund.updated', refundObject(payment, charge, refund));
    },
    /** Sessions whose time is over. */
    sweep(): void {
      for (const session of store.sessions.values())
        if (session.status === 'open' && session.expiresAt <= nowSeconds()) expire(session);
    },
  };
}
