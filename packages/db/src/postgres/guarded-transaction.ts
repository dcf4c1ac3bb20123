/**
 * The handle that a transaction's work receives instead of postgres.js' own.
 *
 * Two rules, both checked at the moment of sending, not of writing the query down:
 *  1. A handle sends nothing once its connection is lost, or once its transaction or savepoint has ended.
 *  2. Nor does postgres.js: it sends COMMIT, ROLLBACK and ROLLBACK TO when the work's promise settles, so the promise
 *     it is given stays pending for ever once the connection is lost. The caller does not wait for that promise
 *     alone: it races against the loss.
 */
import type { TransactionSql } from 'postgres';
import { TransactionHandleError } from './connection-errors.ts';
import type { Lease } from './connection-pool.ts';
import { redirect, refuse, type DriverQuery } from './driver-query.ts';
import { guardedSql } from './guarded-sql.ts';

export type TransactionWork<T> = (sql: TransactionSql) => T | Promise<T>;

/** Why a transaction or savepoint may send nothing more, or undefined while it may. */
type Refusal = () => Error | undefined;

export interface Scope {
  readonly lease: Lease;
  /** The handle of postgres.js. */
  readonly raw: TransactionSql;
  /** Of the transaction or savepoint around this savepoint. */
  readonly outer?: Refusal;
}

/** Runs the work of a transaction, or of a savepoint in one. The result is for postgres.js to settle the transaction. */
export function runGuarded<T>({ lease, raw, outer }: Scope, work: TransactionWork<T>): Promise<T> {
  let hasEnded = false;
  let openSavepoints = 0;
  const refusal: Refusal = () => lease.lossError ?? (hasEnded ? handleEnded() : outer?.());
  const unanswered = new Set<DriverQuery>();
  // postgres.js forgets those that still waited in the transaction's own queue when the connection closed.
  lease.lost.catch((error: unknown) => {
    for (const query of unanswered) query.reject(error);
  });

  const guard = <V>(value: V): V =>
    redirect(value, (query, send) => {
      const error = refusal();
      if (error) return query.reject(error);
      unanswered.add(query);
      const answered = () => void unanswered.delete(query);
      query.then(answered, answered);
      send(query);
    });

  async function savepoint<V>(...args: [TransactionWork<V>] | [string, TransactionWork<V>]): Promise<V> {
    const error = refusal();
    if (error) throw error;
    const [name, nested] = args.length === 1 ? ['', args[0]] : args;
    openSavepoints++;
    try {
      const inner = raw.savepoint(name, (child) => runGuarded({ lease, raw: child, outer: refusal }, nested));
      return (await Promise.race([inner, lease.lost])) as V;
    } finally {
      openSavepoints--;
    }
  }

  const handle = Object.assign(guardedSql(raw, guard), { savepoint, prepare: refuse('two-phase commit') });
  return new Promise<T>((resolve, reject) => {
    const end = (pass: () => void) => {
      hasEnded = true;
      // Its statements could no longer be kept in order with COMMIT.
      if (openSavepoints > 0) lease.destroy(savepointLeftOpen());
      if (!lease.lossError) pass();
    };
    perform(work, handle as unknown as TransactionSql).then(
      (result) => end(() => resolve(result)),
      (error: unknown) => end(() => reject(error)),
    );
  });
}

/** Like postgres.js, takes a list of queries for an answer. */
async function perform<T>(work: TransactionWork<T>, handle: TransactionSql): Promise<T> {
  const result = work(handle);
  return Array.isArray(result) ? ((await Promise.all(result)) as T) : result;
}

const handleEnded = () =>
  new TransactionHandleError(
    'ended',
    'This transaction has ended: its handle cannot be used any more. Is an await missing?',
  );

const savepointLeftOpen = () =>
  new TransactionHandleError(
    'ended',
    'The transaction ended while a savepoint in it was still running. Is an await missing?',
  );
