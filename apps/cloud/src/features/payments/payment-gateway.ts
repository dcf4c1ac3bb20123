/**
 * What pledges need of a payment provider. Nothing that a provider says in passing is believed: an event or a browser
 * that returns only causes `readCheckout`. No method may be awaited inside a transaction.
 */
import type { Money } from '@educrowd/shared/primitives/money';

/** Which attempt at which pledge of which school a payment is for; it travels with the payment. */
export interface PaymentReference {
  readonly tenantId: string;
  readonly pledgeId: string;
  readonly attempt: number;
}

export interface CheckoutOrder {
  readonly reference: PaymentReference;
  readonly amount: Money;
  /** What the backer reads on the provider's page. */
  readonly description: string;
  readonly email: string;
  readonly expiresAt: Date;
  readonly returnUrl: string;
  readonly cancelUrl: string;
}

export interface Checkout {
  readonly id: string;
  /** The provider's page. */
  readonly url: string;
  readonly expiresAt: Date;
}

/** Everything that is known of a checkout at the moment. */
export interface PaymentSnapshot {
  readonly state: 'open' | 'expired' | 'paid';
  readonly paymentId: string | null;
  readonly paid: { readonly amount: Money; readonly at: Date } | null;
  /** The last refusal of a bank, if the payment has not succeeded since. */
  readonly decline: { readonly code: string; readonly at: Date } | null;
  /** What the provider keeps; null while it is not known. */
  readonly fee: Money | null;
  /** Money that has gone back, and what should have and came again; oldest first. */
  readonly refunds: readonly KnownRefund[];
}

export interface KnownRefund {
  readonly id: string;
  readonly amount: Money;
  readonly at: Date;
  /** The backer's bank did not take it, perhaps days after it had succeeded; it stays so. */
  readonly hasFailed: boolean;
}

export interface PaymentEvent {
  readonly id: string;
  readonly type: string;
  /** Null: it does not say itself which pledge it is about. */
  readonly reference: PaymentReference | null;
  /** The payment that was refunded, where the event is about a refund: one made by hand at the provider says no more. */
  readonly refundedPaymentId: string | null;
}

export interface PaymentGateway {
  /** Repeating it with the same reference gives the same checkout. */
  openCheckout(order: CheckoutOrder): Promise<Checkout>;
  readCheckout(checkoutId: string): Promise<PaymentSnapshot>;
  /** What a payment is for; null: not for a pledge, or not known there. */
  readReference(paymentId: string): Promise<PaymentReference | null>;
  /** Nothing can be paid any more afterwards; harmless where it is over already. */
  expireCheckout(checkoutId: string): Promise<void>;
  /** Gives back everything that has not gone back yet; repeating it is harmless. */
  refund(paymentId: string, reference: PaymentReference): Promise<void>;
  /** Refuses with INVALID what the provider has not signed within the last five minutes. */
  readEvent(body: string, signature: string): Promise<PaymentEvent>;
  /** Events since a moment, newest first. */
  listEvents(since: Date): AsyncIterable<PaymentEvent>;
}
