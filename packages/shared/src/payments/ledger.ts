/**
 * The double-entry ledger of pledges: what is entered when something happened at the payment provider. Debits are
 * positive, credits negative, and the lines of an entry sum to zero in each currency.
 *
 * `backerReceivable` is what the provider has taken from backers for us and still holds. A refund takes from it. So
 * what a campaign has collected is the balance of that account, whatever happens to fees.
 */
import type { Id } from '../primitives/id.ts';
import { addMoney, negateMoney, shareOfMoney, splitMoney, type Money } from '../primitives/money.ts';

export const ledgerAccounts = [
  'backerReceivable',
  'campaignFunds',
  'platformFee',
  'processorFee',
  'refunds',
  'disputes',
  'payout',
  'tenantCredit',
] as const;
export type LedgerAccount = (typeof ledgerAccounts)[number];
export type LedgerKind = 'capture' | 'processorFee' | 'refund' | 'refundFailed';

export interface LedgerLine {
  readonly account: LedgerAccount;
  readonly amount: Money;
}

export interface LedgerEntry {
  /** Names what happened at the provider: it is entered once. */
  readonly key: string;
  readonly kind: LedgerKind;
  readonly campaignId: Id<'Campaign'>;
  readonly pledgeId: string;
  readonly at: Date;
  readonly lines: readonly LedgerLine[];
}

export type LedgerSubject = Pick<LedgerEntry, 'campaignId' | 'pledgeId' | 'at'>;

/** Hundredths of a percent of every collected pledge. */
const PLATFORM_FEE_BASIS_POINTS = 500;
/** The same as people are told it: 1 is all of it. */
export const PLATFORM_FEE_SHARE = PLATFORM_FEE_BASIS_POINTS / 10_000;

/** The platform's fee is rounded down: the remainder is the campaign's. */
const splitFee = (gross: Money): { readonly fee: Money; readonly rest: Money } => {
  const { share, rest } = splitMoney(gross, PLATFORM_FEE_BASIS_POINTS);
  return { fee: share, rest };
};

/** A payment has arrived at the provider. */
export function captureEntry(subject: LedgerSubject, paymentName: string, gross: Money): LedgerEntry {
  const { fee, rest } = splitFee(gross);
  return entry(subject, { kind: 'capture', name: paymentName }, [
    { account: 'backerReceivable', amount: gross },
    { account: 'campaignFunds', amount: negateMoney(rest) },
    { account: 'platformFee', amount: negateMoney(fee) },
  ]);
}

/** The provider has kept its own fee, perhaps in another currency than the backer's. The campaign bears it. */
export const processorFeeEntry = (subject: LedgerSubject, paymentName: string, fee: Money): LedgerEntry =>
  entry(subject, { kind: 'processorFee', name: paymentName }, [
    { account: 'campaignFunds', amount: fee },
    { account: 'processorFee', amount: negateMoney(fee) },
  ]);

export interface Refund {
  /** Its name in the ledger. */
  readonly id: string;
  readonly amount: Money;
  /** What of the same payment had gone back when this happened; with itself, where it fails. */
  readonly refundedBefore: Money;
  readonly gross: Money;
}

/**
 * Money has gone back. The platform keeps its fee on collected money only, so it gives back the same part of it:
 * counted from the sum of all refunds, so that whatever the steps, a full refund gives back the whole fee.
 */
export const refundEntry = (subject: LedgerSubject, refund: Refund): LedgerEntry =>
  entry(subject, { kind: 'refund', name: refund.id }, refundLines(refund));

/**
 * The backer's bank has sent a refund back: the provider holds the money again. Of all refunds that stand, the failed
 * one counts as the last, so that what is left of them is the same as if it had never been made.
 */
export const refundFailedEntry = (
  subject: LedgerSubject,
  { refundedBefore, ...refund }: Refund,
): LedgerEntry =>
  entry(
    subject,
    { kind: 'refundFailed', name: refund.id },
    refundLines({
      ...refund,
      refundedBefore: addMoney(refundedBefore, negateMoney(refund.amount)),
    }).map(({ account, amount }) => ({ account, amount: negateMoney(amount) })),
  );

function refundLines({ amount, refundedBefore, gross }: Refund): LedgerLine[] {
  const { fee } = splitFee(gross);
  const feeBackOf = (refunded: Money): Money => shareOfMoney(fee, refunded.minor, gross.minor);
  const feeBack = addMoney(
    feeBackOf(addMoney(refundedBefore, amount)),
    negateMoney(feeBackOf(refundedBefore)),
  );
  return [
    { account: 'refunds', amount: addMoney(amount, negateMoney(feeBack)) },
    { account: 'platformFee', amount: feeBack },
    { account: 'backerReceivable', amount: negateMoney(amount) },
  ];
}

/** @param name of what happened at the provider */
export const ledgerKey = (kind: LedgerKind, name: string): string => `${kind} ${name}`;

/** Lines of nothing are left out: an entry says what moved. */
const entry = (
  subject: LedgerSubject,
  { kind, name }: { readonly kind: LedgerKind; readonly name: string },
  lines: readonly LedgerLine[],
): LedgerEntry => ({
  ...subject,
  key: ledgerKey(kind, name),
  kind,
  lines: lines.filter(({ amount }) => amount.minor !== 0),
});
