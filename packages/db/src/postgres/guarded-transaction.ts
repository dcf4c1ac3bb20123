/**
 * The handle that a transaction's work receives instead of postgres.js' own.
 *
 * Two rules, both checked at the moment of sending, not of writing the query down:
 *  1. A handle sends nothing once its connection is lost, or once its transaction or savepoint has ended.
 *  2. postgres.js itself sends nothing either (COMMIT, ROLLBACK, ROLLBACK TO): it does so when the work's promise
 *     settles, so the promise it is given stays pending for ever if the connection is lost. The caller does not wait
 *     for that promise: it races against the loss.
 */
import type { Sql, TransactionSql } from 'postgres';
import { TransactionHandleError } from './connection-errors.ts';
import type { Lease } from './connection-pool.ts';
import { prepared } from './prepared.ts';
import { redirect, refuse, type DriverQuery } from './driver-query.ts';

export type TransactionWork<T> = (sql: TransactionSql) => T | Promise<T>;

interface Scope {
  /** Why nothing may be sent any more. */
  refusal(): Error | undefined;
}

/** Runs the work of a transaction, or of one of its savepoints; the result is for postgres.js alone to wait for. */
export function runGuarded<T>(lease: Lease, raw: TransactionSql, work: TransactionWork<T>, parent?: Scope): Promise<T> {
  let hasEnded = false;
  let openSavepoints = 0;
  const scope: Scope = {
    refusal: () => lease.lossError ?? (hasEnded ? handleEnded() : parent?.refusal()),
  };
  const waiting = new Set<DriverQuery>();
  // postgres.js forgets the queries that waited in the transaction's own queue when the connection closed.
  lease.lost.catch((error: unknown) => {
    for (const query of waiting) query.reject(error);
  });

  const guard = <Q>(query: Q): Q =>
    redirect(query, (sent, handler) => {
      const refusal = scope.refusal();
      if (refusal) return sent.reject(refusal);
      waiting.add(sent);
      const settled = () => void waiting.delete(sent);
      sent.then(settled, settled);
      handler(sent);
    });

  async function savepoint<S>(...args: [TransactionWork<S>] | [string, TransactionWork<S>]): Promise<S> {
    const [name, nested] = args.length === 1 ? [undefined, args[0]] : args;
    const refusal = scope.refusal();
    if (refusal) throw refusal;
    openSavepoints++;
    try {
      const inner: TransactionWork<S> = (child) => runGuarded(lease, child, nested, scope);
      return (await Promise.race([name === undefined ? raw.savepoint(inner) : raw.savepoint(name, inner), lease.lost])) as S;
    } finally {
      openSavepoints--;
    }
  }

  return new Promise((resolve, reject) => {
    const settle = (pass: () => void) => {
      hasEnded = true;
      if (openSavepoints > 0) {
        lease.destroy(new TransactionHandleError('ended', 'The transaction ended while one of its savepoints was still open.'));
      }
      if (!scope.isLost()) pass();
    };
    perform(() => work(handleOf(raw, guard, savepoint))).then(
      (result) => settle(() => resolve(result)),
      (error: unknown) => settle(() => reject(error)),
    );
  });
}
