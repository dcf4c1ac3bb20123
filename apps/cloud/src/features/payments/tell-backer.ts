/** What a backer, and those who run the campaign, hear of a payment: mails and events in the transaction that settles it. */
import { dateInWords, deadlineInWords } from '@educrowd/shared/campaigns/campaign-words';
import { createTranslate } from '@educrowd/shared/messages/translate';
import { formatMoney, money, type Money } from '@educrowd/shared/primitives/money';
import { noteEvent } from '../../platform/events.ts';
import { renderMail, type MailContent } from '../../platform/mail.ts';
import { queueMail } from '../../platform/mail-job.ts';
import type { TenantTx } from '../../platform/with-tenant.ts';
import { declineReason, declineReasonForStaff } from './decline-reason.ts';
import type { SchoolPlace } from './payments.ts';
import { giveKey, type AttemptRow, type PledgeRow } from './pledge-store.ts';

interface Told {
  readonly tx: TenantTx;
  readonly pledge: PledgeRow;
  readonly attempt: AttemptRow;
  readonly school: SchoolPlace;
}

/** A receipt, and the event for those who run the campaign. */
export async function tellCollected(told: Told): Promise<void> {
  const { tx, pledge, school } = told;
  const { t, amount, date } = wordsOf(told);
  await mail(told, {
    subject: t('pledgeMail.receiptSubject', { campaign: pledge.campaignTitle }),
    paragraphs: [
      t('pledgeMail.receiptBody', {
        name: greeting(told),
        amount,
        campaign: pledge.campaignTitle,
        school: school.name,
        date: date(pledge.collectedAt ?? tx.now.toISOString()),
      }),
      ...(pledge.rewardTitle === null ? [] : [t('pledgeMail.reward', { reward: pledge.rewardTitle })]),
      t('pledgeMail.reference', { reference: pledge.id }),
    ],
    label: t('pledgeMail.receiptAction'),
    closing: [t('pledgeMail.receiptClosing')],
  });
  await noteEvent(tx, 'pledge.collected', {
    ...campaignOf(pledge),
    backerName: pledge.name ?? t('pledge.anonymous'),
    amountMinor: pledge.amountMinor,
    currency: pledge.currency,
  });
}

export async function tellDeclined(told: Told, code: string): Promise<void> {
  const { tx, pledge } = told;
  const { t, amount, time } = wordsOf(told);
  const reason = declineReason(t, code);
  // Who only claims an address and pays nothing sends no words of their own there.
  const name = pledge.userId === null ? t('pledgeMail.backer') : greeting(told);
  await mail(told, {
    subject: t('pledgeMail.declinedSubject', { campaign: pledge.campaignTitle }),
    paragraphs: [
      t('pledgeMail.declinedBody', { name, amount, campaign: pledge.campaignTitle, reason }),
      t('pledgeMail.declinedKept', { time: time(pledge.heldUntil) }),
    ],
    label: t('pledge.tryAgain'),
    closing: [t('pledgeMail.declinedClosing')],
  });
  await noteEvent(tx, 'payment.failed', {
    ...campaignOf(pledge),
    amountMinor: pledge.amountMinor,
    currency: pledge.currency,
    reason: declineReasonForStaff(t, code),
  });
}

const refundWords = {
  none: 'pledgeMail.refundedBody',
  soldOut: 'pledgeMail.refundedSoldOut',
  paidTwice: 'pledgeMail.refundedTwice',
  replaced: 'pledgeMail.refundedReplaced',
} as const;

export async function tellRefunded(told: Told, refunded: Money): Promise<void> {
  const { pledge, attempt } = told;
  const { t, locale } = wordsOf(told);
  const amount = formatMoney(refunded, locale);
  await mail(told, {
    subject: t('pledgeMail.refundedSubject', { campaign: pledge.campaignTitle }),
    paragraphs: [
      t(refundWords[attempt.refundReason ?? 'none'], {
        name: greeting(told),
        amount,
        campaign: pledge.campaignTitle,
        reward: pledge.rewardTitle ?? '',
      }),
      t('pledgeMail.reference', { reference: pledge.id }),
    ],
    label: t('pledgeMail.receiptAction'),
    closing: [t('pledgeMail.refundedClosing')],
  });
}

/** The money is with the provider again: only people can find another way to give it back. */
export async function tellRefundFailed(told: Told, failed: Money): Promise<void> {
  const { tx, pledge, school } = told;
  const { t, locale } = wordsOf(told);
  await mail(told, {
    subject: t('pledgeMail.refundFailedSubject', { campaign: pledge.campaignTitle }),
    paragraphs: [
      t('pledgeMail.refundFailedBody', {
        name: greeting(told),
        amount: formatMoney(failed, locale),
        campaign: pledge.campaignTitle,
        school: school.name,
      }),
      t('pledgeMail.reference', { reference: pledge.id }),
    ],
    label: t('pledgeMail.receiptAction'),
    closing: [t('pledgeMail.refundFailedClosing')],
  });
  await noteEvent(tx, 'refund.failed', {
    ...campaignOf(pledge),
    backerName: pledge.name ?? t('pledge.anonymous'),
    amountMinor: failed.minor,
    currency: failed.currency,
  });
}

function wordsOf({ pledge, school }: Told) {
  const { locale } = pledge;
  return {
    t: createTranslate(locale),
    locale,
    amount: formatMoney(money(pledge.amountMinor, pledge.currency), locale),
    date: (iso: string) => dateInWords(new Date(iso), school.timeZone, locale),
    time: (iso: string) => deadlineInWords(new Date(iso), school.timeZone, locale),
  };
}

const campaignOf = (pledge: PledgeRow) => ({
  campaignId: pledge.campaignId,
  campaignTitle: pledge.campaignTitle,
  pledgeId: pledge.id,
});

const greeting = (told: Told): string => told.pledge.name ?? wordsOf(told).t('pledgeMail.backer');

/** Each mail has a key of its own to the pledge's page. */
async function mail(
  { tx, pledge, school }: Told,
  { label, ...content }: Omit<MailContent, 'to' | 'locale' | 'action'> & { readonly label: string },
): Promise<void> {
  const url = `${school.origin}/pledges/${pledge.id}?key=${await giveKey(tx, pledge.id)}`;
  await queueMail(
    tx,
    renderMail({
      ...content,
      to: pledge.email,
      locale: pledge.locale,
      action: { label, url },
    }),
  );
}
