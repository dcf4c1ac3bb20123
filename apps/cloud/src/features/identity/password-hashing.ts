import { availableParallelism } from 'node:os';
import { hash, verify, type Algorithm } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { AppError, words } from '../../platform/app-error.ts';

/** OWASP's parameters for argon2id: 19 MiB and two passes. */
const parameters = {
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

/**
 * Hashes at the same time: each takes a core and 19 MiB, so a burst of sign-ins must queue, and leave half of the machine
 * to everybody else.
 */
const CONCURRENT = Math.max(1, Math.floor(availableParallelism() / 2));
const WAITING = 200;

export interface PasswordHashing {
  hash(password: string): Promise<string>;
  verify(attempt: { readonly hash: string; readonly password: string }): Promise<boolean>;
}

export function createPasswordHashing(): PasswordHashing {
  const limit = pLimit(CONCURRENT);

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (limit.pendingCount >= WAITING) throw new AppError('UNAVAILABLE', words('serverRefusals.signInsBusy'));
    return limit(work);
  }

  return {
    hash: (password) => inTurn(() => hash(password, parameters)),
    verify: (attempt) => inTurn(() => verify(attempt.hash, attempt.password)),
  };
}
