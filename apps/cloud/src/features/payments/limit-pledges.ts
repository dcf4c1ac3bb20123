import type { AppContext } from '../../platform/app-context.ts';
import { networkOf } from '../../platform/network-of.ts';
import { limitRate, type RateLimit } from '../../platform/rate-limiter.ts';
import type { RequestVariables } from '../../platform/request.ts';
import {
  createPledge,
  repeatPledge,
  type CreatedPledge,
  type PledgeRequest,
  type PledgeWish,
} from './create-pledge.ts';
import type { Payments } from './payments.ts';

const HOUR_MS = 60 * 60_000;
const perHour: RateLimit = { max: 100, windowMs: HOUR_MS };
/** Requests that make no pledge are cheap, but not free. */
const askedPerHour: RateLimit = { max: 2_000, windowMs: HOUR_MS };

type Visitor = Pick<RequestVariables, 'account' | 'clientAddress'>;

interface VisitorRequest extends PledgeRequest {
  readonly visitor: Visitor;
  /** This very pledge was made before. */
  readonly isRepeated: boolean;
}

/** Null for somebody who has signed in: many of a class may sit behind one address. */
export const guestNetwork = ({ account, clientAddress }: Visitor): string | null =>
  account ? null : networkOf(clientAddress);

/** Guests share the limit of their address; a class behind one address that has signed in does not. */
const whoOf = ({ account, clientAddress }: Visitor): string =>
  account ? `user ${account.userId}` : `from ${networkOf(clientAddress)}`;

/**
 * Makes a pledge and counts it: neither what repeats one that was made before, nor what came to nothing. It is counted
 * first, so that of those who come at once not everybody finds the last room.
 */
export async function pledgeWithinLimits(
  payments: Payments,
  { visitor, isRepeated, ...request }: VisitorRequest,
  wish: PledgeWish,
): Promise<CreatedPledge> {
  if (isRepeated) return repeatPledge(payments, request, wish);
  const { rateLimiter } = payments.ctx;
  const key = `pledge ${whoOf(visitor)}`;
  let isNew = false;
  try {
    await limitRate(rateLimiter, key, perHour);
    const made = await createPledge(payments, request, wish);
    isNew = !made.isRepeated;
    return made;
  } finally {
    if (!isNew) await rateLimiter.giveBack(key);
  }
}

/** Counts every request for a pledge, whatever becomes of it, before anything is looked up for it. */
export const limitAsking = (
  { rateLimiter }: Pick<AppContext, 'rateLimiter'>,
  visitor: Visitor,
): Promise<void> => limitRate(rateLimiter, `pledge asked ${whoOf(visitor)}`, askedPerHour);
