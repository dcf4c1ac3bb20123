/**
 * How often one address, and one address for one account, may try. A whole class signs in from behind one address in
 * the same minute, so limits per address are wide; guessing at one account is limited per account *and* address, so
 * that nobody can lock the owner out from elsewhere. Mails to one person are limited in the same way, and besides, at a
 * height that one network does not reach, without a word: whoever asked is answered as usual, and no mail goes out.
 */
import { networkOf } from '../../platform/network-of.ts';
import type { RateLimit, RateLimiter } from '../../platform/rate-limiter.ts';
import { limitRate } from '../../platform/rate-limiter.ts';

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

/** Mails to one person that are asked for from one address. */
const perRecipient: Readonly<Record<string, RateLimit>> = {
  '/request-password-reset': { max: 5, windowMs: HOUR_MS },
  '/send-verification-email': { max: 5, windowMs: HOUR_MS },
  '/sign-up/email': { max: 10, windowMs: HOUR_MS },
};

/** Mails of one kind to one person, from wherever they are asked for. */
const perRecipientEverywhere: RateLimit = { max: 20, windowMs: HOUR_MS };

const wrongPasswords: RateLimit = { max: 10, windowMs: 15 * MINUTE_MS };

export interface Attempt {
  readonly path: string;
  readonly clientAddress: string;
  readonly email: string | null;
}

export interface AttemptLimits {
  /** Refuses with TOO_MANY before anything is done. */
  admit(attempt: Attempt): Promise<void>;
  /** Counts a mail that an attempt is about to cause. False: the person has had enough of them, and gets none. */
  admitMail(attempt: Attempt): Promise<boolean>;
  /** Hears whether the password of a sign-in was right. */
  note(attempt: Attempt, outcome: 'right' | 'wrong' | 'unknown'): Promise<void>;
}

export function createAttemptLimits(limiter: RateLimiter): AttemptLimits {
  const guessing = (attempt: Attempt): string | null =>
    attempt.path === '/sign-in/email' && attempt.email !== null
      ? `password ${networkOf(attempt.clientAddress)} ${attempt.email}`
      : null;
  /** Null: the attempt is none that asks for mail. */
  const asking = ({ path, clientAddress, email }: Attempt) => {
    const limit = perRecipient[path];
    if (!limit || email === null) return null;
    return { key: `${path} to ${email} from ${networkOf(clientAddress)}`, limit };
  };
  return {
    async admit(attempt) {
      const { path, clientAddress } = attempt;
      const addressLimit = perAddress[path];
      if (addressLimit) await limitRate(limiter, `${path} ${networkOf(clientAddress)}`, addressLimit);
      const asked = asking(attempt);
      if (asked) await limitRate(limiter, asked.key, asked.limit);
      // Counted before it is known whether it is right: of guesses that come at once, each would find room.
      const key = guessing(attempt);
      if (key !== null) await limitRate(limiter, key, wrongPasswords);
    },
    async admitMail(attempt) {
      // A sign-in that has to wait for the confirmation asks for the same mail as the page that sends it again.
      const isSignIn = attempt.path === '/sign-in/email';
      const path = isSignIn ? '/send-verification-email' : attempt.path;
      const asked = isSignIn ? asking({ ...attempt, path }) : null;
      if (asked && (await limiter.consume(asked.key, asked.limit)) !== null) return false;
      return (await limiter.consume(`${path} to ${attempt.email}`, perRecipientEverywhere)) === null;
    },
    async note(attempt, outcome) {
      const key = guessing(attempt);
      if (key === null) return;
      if (outcome === 'right') await limiter.forget(key);
      if (outcome === 'unknown') await limiter.giveBack(key);
    },
  };
}
