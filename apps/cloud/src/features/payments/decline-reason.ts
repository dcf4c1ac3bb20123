import type { PlainMessageKey, Translate } from '@educrowd/shared/messages/translate';

/** Codes with which banks refuse, as far as the backer can do something about it. */
const reasons: Readonly<Record<string, PlainMessageKey>> = {
  insufficient_funds: 'pledge.reasonFunds',
  expired_card: 'pledge.reasonExpired',
  incorrect_cvc: 'pledge.reasonCvc',
  incorrect_number: 'pledge.reasonNumber',
  card_velocity_exceeded: 'pledge.reasonLimit',
  withdrawal_count_limit_exceeded: 'pledge.reasonLimit',
  authentication_required: 'pledge.reasonConfirm',
  payment_intent_authentication_failure: 'pledge.reasonConfirm',
};

/** A lost or stolen card is not named as such to whoever holds it. */
export const declineReason = (t: Translate, code: string): string => t(reasons[code] ?? 'pledge.reasonOther');

/** The same for those who run the campaign: there is no bank that they could ask. */
export const declineReasonForStaff = (t: Translate, code: string): string =>
  t(reasons[code] ?? 'pledge.reasonOtherForStaff');
