import type { TransactionSql } from 'postgres';
import {
  ConnectionPoolError,
  connectionLost,
  isAnswer,
  TransactionHandleError,
} from './connection-errors.ts';
import type { ConnectionPool, Lease } from './connection-pool.ts';
import { runGuarded, type TransactionWork } from './guarded-transaction.ts';

export interface Transaction<T> {
  /** What follows BEGIN, as in `isolation level repeatable read read only`. */
  readonly mode: string;
  readonly work: TransactionWork<T>;
}

interface Progress {
  hasBegun: boolean;
  isCommitting: boolean;
  /** The work's own failure, noted only if the connection outlived it. */
  failure: { readonly error: unknown } | undefined;
}

/** Runs the work on a connection of its own, in a transaction that must have begun within `timeoutMs`. */
export async function runTransaction<T>(
  pool: ConnectionPool,
  timeoutMs: number,
  transaction: Transaction<T>,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const lease = await pool.acquire(Math.max(0, deadline - performance.now()));
    const progress: Progress = { hasBegun: false, isCommitting: false, failure: undefined };
    try {
      return await attempt({ lease, deadline, progress }, transaction);
    } catch (error) {
      // It had died while idle: nothing has happened yet, and each repetition uses such a connection up.
      if (!progress.hasBegun && lease.isReused && performance.now() < deadline) continue;
      throw outcome(lease, progress, error);
    } finally {
      lease.release();
    }
  }
}

interface Attempt {
  readonly lease: Lease;
  readonly deadline: number;
  readonly progress: Progress;
}

async function attempt<T>(
  { lease, deadline, progress }: Attempt,
  { mode, work }: Transaction<T>,
): Promise<T> {
  const timer = setTimeout(() => lease.destroy(beganTooLate()), Math.max(0, deadline - performance.now()));
  const guarded = async (raw: TransactionSql) => {
    clearTimeout(timer);
    if (lease.lossError) return pending<T>(); // the caller has been told already
    progress.hasBegun = true;
    try {
      const result = await runGuarded({ lease, raw }, work);
      progress.isCommitting = true;
      return result;
    } catch (error) {
      progress.failure = { error };
      throw error;
    }
  };
  try {
    return (await Promise.race([lease.sql.begin(mode, guarded), lease.lost])) as T;
  } catch (error) {
    // Only an answer of the server proves that the transaction is over: COMMIT refused, or ROLLBACK done.
    const isOver = progress.hasBegun && (isAnswer(error) || progress.failure?.error === error);
    if (!isOver) lease.destroy(connectionLost(error));
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** What the caller is told. */
function outcome(lease: Lease, progress: Progress, error: unknown): unknown {
  if (progress.failure) return progress.failure.error;
  if (!progress.hasBegun) return lease.lossError instanceof ConnectionPoolError ? lease.lossError : error;
  if (lease.lossError && progress.isCommitting) return commitUnknown(error);
  return lease.lossError ?? error;
}

const pending = <T>() => new Promise<T>(() => undefined);

const beganTooLate = () =>
  new ConnectionPoolError('POOL_TIMEOUT', 'No transaction could begin on a new connection in time.');

const commitUnknown = (cause: unknown) =>
  new TransactionHandleError('commit-unknown', 'The connection to the database closed during COMMIT.', {
    cause,
  });
