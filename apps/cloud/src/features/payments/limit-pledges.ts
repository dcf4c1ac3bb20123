import type { AppContext } from '../../platform/app-context.ts';
import { networkOf } from '../../platform/network-of.ts';
import { limitRate, type RateLimit } from '../../platform/rate-limiter.ts';
import type { RequestVariables } from '../../platform/request.ts';

const perHour: RateLimit = { max: 100, windowMs: 60 * 60_000 };

type Visitor = Pick<RequestVariables, 'account' | 'clientAddress'>;

/** Null for somebody who has signed in: many of a class may sit behind one address. */
export const guestNetwork = ({ account, clientAddress }: Visitor): string | null =>
  account ? null : networkOf(clientAddress);

/** Guests share the limit of their address; a class behind one address that has signed in does not. */
export const limitPledges = (
  { rateLimiter }: Pick<AppContext, 'rateLimiter'>,
  { account, clientAddress }: Visitor,
): Promise<void> =>
  limitRate(
    rateLimiter,
    account ? `pledge user ${account.userId}` : `pledge from ${networkOf(clientAddress)}`,
    perHour,
  );
