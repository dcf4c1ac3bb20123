import type { AppContext } from '../../platform/app-context.ts';
import { networkOf } from '../../platform/network-of.ts';
import { limitRate, type RateLimit } from '../../platform/rate-limiter.ts';
import type { RequestVariables } from '../../platform/request.ts';

const HOUR_MS = 60 * 60_000;
const perHour: RateLimit = { max: 100, windowMs: HOUR_MS };
/** Requests that make no pledge are cheap, but not free. */
const askedPerHour: RateLimit = { max: 2_000, windowMs: HOUR_MS };

type Visitor = Pick<RequestVariables, 'account' | 'clientAddress'>;

/** Null for somebody who has signed in: many of a class may sit behind one address. */
export const guestNetwork = ({ account, clientAddress }: Visitor): string | null =>
  account ? null : networkOf(clientAddress);

/** Guests share the limit of their address; a class behind one address that has signed in does not. */
const whoOf = ({ account, clientAddress }: Visitor): string =>
  account ? `user ${account.userId}` : `from ${networkOf(clientAddress)}`;

/** Counts a pledge: only what is no repetition of one that was made before. */
export const limitPledges = (
  { rateLimiter }: Pick<AppContext, 'rateLimiter'>,
  visitor: Visitor,
): Promise<void> => limitRate(rateLimiter, `pledge ${whoOf(visitor)}`, perHour);

/** Counts every request that may be a repetition, before anything is looked up for it. */
export const limitAsking = (
  { rateLimiter }: Pick<AppContext, 'rateLimiter'>,
  visitor: Visitor,
): Promise<void> => limitRate(rateLimiter, `pledge asked ${whoOf(visitor)}`, askedPerHour);
