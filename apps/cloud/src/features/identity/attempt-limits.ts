/**
 * How often one address, and one address for one account, may try. A whole class signs in from behind one address in
 * the same minute, so limits per address are wide; guessing at one account is limited per account *and* address, so
 * that nobody can lock the owner out from elsewhere.
 */
import { networkOf } from '../../platform/network-of.ts';
import type { RateLimit, RateLimiter } from '../../platform/rate-limiter.ts';
import { limitRate, tooMany } from '../../platform/rate-limiter.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const perAddress: Readonly<Record<string, RateLimit>> = {
  '/sign-in/email': { max: 300, windowMs: 10 * MINUTE_MS },
  '/sign-up/email': { max: 200, windowMs: HOUR_MS },
  '/request-password-reset': { max: 60, windowMs: HOUR_MS },
  '/send-verification-email': { max: 60, windowMs: HOUR_MS },
  '/reset-password': { max: 60, windowMs: HOUR_MS },
  '/change-password': { max: 60, windowMs: HOUR_MS },
  '/device/code': { max: 300, windowMs: 10 * MINUTE_MS },
  '/device/token': { max: 3_000, windowMs: 10 * MINUTE_MS },
  // A code is short enough to be guessed at.
  '/device': { max: 60, windowMs: 10 * MINUTE_MS },
};

/** Mails to one person, whoever asks for them. */
const perRecipient: Readonly<Record<string, RateLimit>> = {
  '/request-password-reset': { max: 5, windowMs: HOUR_MS },
  '/send-verification-email': { max: 5, windowMs: HOUR_MS },
  '/sign-up/email': { max: 10, windowMs: HOUR_MS },
};

const wrongPasswords: RateLimit = { max: 10, windowMs: 15 * MINUTE_MS };

export interface Attempt {
  readonly path: string;
  readonly clientAddress: string;
  readonly email: string | null;
}

export interface AttemptLimits {
  /** Refuses with TOO_MANY before anything is done. */
  admit(attempt: Attempt): Promise<void>;
  /** Hears how a sign-in ended. */
  note(attempt: Attempt, hasSucceeded: boolean): Promise<void>;
}

export function createAttemptLimits(limiter: RateLimiter): AttemptLimits {
  const guessing = (attempt: Attempt): string | null =>
    attempt.path === '/sign-in/email' && attempt.email !== null
      ? `password ${networkOf(attempt.clientAddress)} ${attempt.email}`
      : null;
  return {
    async admit(attempt) {
      const { path, clientAddress, email } = attempt;
      const addressLimit = perAddress[path];
      if (addressLimit) await limitRate(limiter, `${path} ${networkOf(clientAddress)}`, addressLimit);
      const recipientLimit = perRecipient[path];
      if (recipientLimit && email !== null) await limitRate(limiter, `${path} to ${email}`, recipientLimit);
      const key = guessing(attempt);
      const waitMs = key === null ? null : await limiter.check(key, wrongPasswords);
      if (waitMs !== null) throw tooMany(waitMs);
    },
    async note(attempt, hasSucceeded) {
      const key = guessing(attempt);
      if (key === null) return;
      if (hasSucceeded) await limiter.forget(key);
      else await limiter.consume(key, wrongPasswords);
    },
  };
}
