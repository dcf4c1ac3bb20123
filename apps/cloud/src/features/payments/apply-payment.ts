/**
 * Applies what is known of a payment to its pledge, in one transaction. Knowledge comes late, twice and out of order, so
 * everything here only goes forward: an attempt from `created` to `paid`, a ledger entry once for each thing that
 * happened at the provider, a refund from succeeded to failed.
 */
import {
  captureEntry,
  processorFeeEntry,
  refundEntry,
  refundFailedEntry,
  type LedgerEntry,
  type LedgerSubject,
} from '@educrowd/shared/payments/ledger';
import { asId } from '@educrowd/shared/primitives/id';
import { addMoney, money, negateMoney, type Money } from '@educrowd/shared/primitives/money';
import type { TenantTx } from '../../platform/with-tenant.ts';
import { postEntry } from './ledger-store.ts';
import { hasPlace } from './pay-pledge.ts';
import type { PaymentSnapshot } from './payment-gateway.ts';
import type { SchoolPlace } from './payments.ts';
import { releasePlace } from './place-store.ts';
import { ledgerNames, type LedgerNames } from './provider-names.ts';
import { tellCollected, tellDeclined, tellRefunded, tellRefundFailed } from './tell-backer.ts';
import {
  findAttempt,
  lockPledge,
  updateAttempt,
  updatePledge,
  type AttemptRow,
  type PledgeRow,
} from './pledge-store.ts';
import { wasPaid } from './pledge-state.ts';
import { queueRefund } from './queue-settlement.ts';

export interface Known {
  /** Null: the provider was never asked, since it never answered with a checkout. */
  readonly snapshot: PaymentSnapshot | null;
  readonly school: SchoolPlace;
}

interface Settling {
  readonly tx: TenantTx;
  readonly pledge: PledgeRow;
  readonly attempt: AttemptRow;
  readonly school: SchoolPlace;
}

/** The attempt as it is afterwards; null when there is none. */
export async function applyPayment(
  tx: TenantTx,
  { pledgeId, attempt: number }: Pick<AttemptRow, 'pledgeId' | 'attempt'>,
  { snapshot, school }: Known,
): Promise<AttemptRow | null> {
  const pledge = await lockPledge(tx, pledgeId);
  const attempt = pledge && (await findAttempt(tx, pledgeId, number));
  if (!pledge || !attempt) return null;
  const settling: Settling = { tx, pledge, attempt, school };
  if (snapshot?.paid) await applyPaid(settling, { ...snapshot, paid: snapshot.paid });
  else if (attempt.state !== 'paid' && attempt.state !== 'expired') await applyUnpaid(settling, snapshot);
  return findAttempt(tx, pledgeId, number);
}

type Paid = PaymentSnapshot & { readonly paid: NonNullable<PaymentSnapshot['paid']> };

async function applyPaid({ tx, pledge, attempt, school }: Settling, snapshot: Paid): Promise<void> {
  const { paid, fee } = snapshot;
  const paymentId = snapshot.paymentId ?? attempt.checkoutId ?? '';
  if (paid.amount.minor !== pledge.amountMinor || paid.amount.currency !== pledge.currency) {
    throw new Error(
      `a payment is over ${paid.amount.minor} ${paid.amount.currency}, pledge ${pledge.id} over ${pledge.amountMinor} ${pledge.currency}`,
    );
  }
  const current =
    attempt.state === 'paid' ? { pledge, attempt } : await accept({ tx, pledge, attempt, school }, snapshot);
  const subject: LedgerSubject = { campaignId: asId(pledge.campaignId), pledgeId: pledge.id, at: paid.at };
  const names = await ledgerNames(tx, pledge.id);
  const news = refundNews(names, { ...current, subject }, snapshot);
  await applyRefunds({ tx, school, ...current }, news);
  const name = names.nameOf(paymentId);
  if (!names.isEntered('capture', paymentId)) await postEntry(tx, captureEntry(subject, name, paid.amount));
  if (fee && !names.isEntered('processorFee', paymentId))
    await postEntry(tx, processorFeeEntry(subject, name, fee));
  for (const entry of news.entries) await postEntry(tx, entry);
}

/** What has become of refunds since we last looked. */
interface RefundNews {
  readonly entries: readonly LedgerEntry[];
  /** Of the payment, all in all. */
  readonly refunded: Money;
  readonly newlyRefunded: Money;
  readonly newlyFailed: Money;
}

/**
 * Refunds do not succeed in the order in which they were made, and may fail after that: each one counts from what had
 * gone back before it was entered, so that the fees that they give back add up. One that has failed is entered and taken
 * back, also where we never knew it otherwise: whoever has read of it before, and says so later, then says nothing new.
 */
function refundNews(
  names: LedgerNames,
  { attempt, subject }: Pick<Settling, 'attempt'> & { readonly subject: LedgerSubject },
  { paid, refunds }: Paid,
): RefundNews {
  const none = money(0, paid.amount.currency);
  const entries: LedgerEntry[] = [];
  let refunded = money(attempt.refundedMinor, paid.amount.currency);
  let [newlyRefunded, newlyFailed] = [none, none];
  for (const { id: providerId, amount, at, hasFailed } of refunds) {
    const of = { ...subject, at };
    const id = names.nameOf(providerId);
    if (!names.isEntered('refund', providerId)) {
      entries.push(refundEntry(of, { id, amount, refundedBefore: refunded, gross: paid.amount }));
      refunded = addMoney(refunded, amount);
      if (!hasFailed) newlyRefunded = addMoney(newlyRefunded, amount);
    }
    if (hasFailed && !names.isEntered('refundFailed', providerId)) {
      entries.push(refundFailedEntry(of, { id, amount, refundedBefore: refunded, gross: paid.amount }));
      refunded = addMoney(refunded, negateMoney(amount));
      newlyFailed = addMoney(newlyFailed, amount);
    }
  }
  return { entries, refunded, newlyRefunded, newlyFailed };
}

/** Money that goes back without a change to its pledge: that one was paid otherwise, or gave way to a corrected one. */
const standsApart = (reason: AttemptRow['refundReason']): boolean =>
  reason === 'paidTwice' || reason === 'replaced';

/** The first time that we hear of the money: the pledge is collected, or the money has to go back. */
async function accept(settling: Settling, snapshot: Paid): Promise<Pick<Settling, 'pledge' | 'attempt'>> {
  const { tx, pledge, attempt } = settling;
  const refundReason = await whyNotAccepted(settling);
  const attemptChanges = {
    state: 'paid' as const,
    paymentId: snapshot.paymentId,
    paidAt: snapshot.paid.at.toISOString(),
    refundReason,
  };
  await updateAttempt(tx, attempt, attemptChanges);
  if (refundReason !== null) await queueRefund(tx, attempt);
  if (standsApart(refundReason)) return { pledge, attempt: { ...attempt, ...attemptChanges } };
  const changes =
    refundReason === 'soldOut'
      ? { status: 'refunding' as const, network: null }
      : { status: 'collected' as const, network: null, collectedAt: snapshot.paid.at.toISOString() };
  await updatePledge(tx, pledge, changes);
  const after = { pledge: { ...pledge, ...changes }, attempt: { ...attempt, ...attemptChanges } };
  if (refundReason === null) await tellCollected({ ...settling, ...after });
  return after;
}

/**
 * A payment may arrive after its place was given to somebody else, beside another one for the same pledge, or after the
 * backer has replaced what it was for.
 */
async function whyNotAccepted({ tx, pledge, attempt }: Settling): Promise<AttemptRow['refundReason']> {
  if (attempt.refundReason === 'replaced') return 'replaced';
  if (wasPaid(pledge)) return 'paidTwice';
  return (await hasPlace(tx, pledge, null)) ? null : 'soldOut';
}

async function applyRefunds(settling: Settling, news: RefundNews): Promise<void> {
  const { tx, pledge, attempt } = settling;
  const { refunded, newlyRefunded, newlyFailed } = news;
  if (news.entries.length === 0) return;
  await updateAttempt(tx, attempt, { refundedMinor: refunded.minor });
  if (!standsApart(attempt.refundReason)) {
    const isWhole = refunded.minor === pledge.amountMinor;
    const status = isWhole ? 'refunded' : await statusAfterFailure(settling);
    await updatePledge(tx, pledge, { refundedMinor: refunded.minor, status });
    if (isWhole) await releasePlace(tx, pledge.id);
  }
  if (newlyRefunded.minor > 0) await tellRefunded(settling, newlyRefunded);
  if (newlyFailed.minor > 0) await tellRefundFailed(settling, newlyFailed);
}

/** A pledge whose money has come again stands again, where its place is not somebody else's by now. */
async function statusAfterFailure({ tx, pledge, attempt }: Settling): Promise<PledgeRow['status']> {
  if (pledge.status !== 'refunded') return pledge.status;
  return attempt.refundReason === null && (await hasPlace(tx, pledge, null)) ? 'collected' : 'refunding';
}

async function applyUnpaid(settling: Settling, snapshot: PaymentSnapshot | null): Promise<void> {
  const { tx, pledge, attempt } = settling;
  const hasEnded = snapshot === null ? new Date(attempt.expiresAt) < tx.now : snapshot.state === 'expired';
  const decline = snapshot?.decline;
  const isNewDecline =
    decline && (attempt.declinedAt === null || new Date(attempt.declinedAt) < decline.at) ? decline : null;
  if (isNewDecline) {
    const declinedAt = isNewDecline.at.toISOString();
    await updateAttempt(tx, attempt, { declineCode: isNewDecline.code, declinedAt });
    await updatePledge(tx, pledge, { declinedAt });
    // One message an attempt: somebody who tries a third card knows.
    if (attempt.declinedAt === null && attempt.refundReason === null && !hasEnded)
      await tellDeclined(settling, isNewDecline.code);
  }
  if (!hasEnded) return;
  await updateAttempt(tx, attempt, { state: 'expired' });
  if (pledge.status !== 'pending') return;
  await updatePledge(tx, pledge, { status: pledge.cancelRequestedAt === null ? 'expired' : 'cancelled' });
  await releasePlace(tx, pledge.id);
}
