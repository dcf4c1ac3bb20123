import type { PlainMessageKey } from '@educrowd/shared/messages/translate';
import type { PledgeView } from './read-pledge.ts';
import type { PledgeRow } from './pledge-store.ts';

/** What a backer is told: a pledge that waits after its bank has refused is another thing than one that just waits. */
export type PledgeState = PledgeRow['status'] | 'declined';

export const stateOf = ({ pledge, attempt }: PledgeView): PledgeState =>
  pledge.status === 'pending' && attempt.declinedAt !== null ? 'declined' : pledge.status;

/** Whether money has come for it, also where it has gone back since. */
export const wasPaid = ({ status }: Pick<PledgeRow, 'status'>): boolean =>
  status === 'collected' || status === 'refunding' || status === 'refunded';

export const stateKeys = {
  pending: 'pledge.pendingState',
  declined: 'pledge.declinedState',
  expired: 'pledge.expiredState',
  cancelled: 'pledge.cancelledState',
  collected: 'pledge.collectedState',
  refunding: 'pledge.refundingState',
  refunded: 'pledge.refundedState',
} as const satisfies Record<PledgeState, PlainMessageKey>;
