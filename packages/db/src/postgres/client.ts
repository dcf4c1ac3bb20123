/**
 * The database client of all servers: postgres.js behind a guard.
 *
 * - A transaction handle whose connection has died, or whose transaction has ended, refuses every query, in savepoints
 *   too, and can never reach another transaction's connection (connection-pool.ts, guarded-transaction.ts).
 * - Statements are prepared, under drizzle as well.
 * - A transaction that cannot begin in time fails instead of waiting without bound.
 */
import postgres, { type Notice, type Sql } from 'postgres';
import { arrayTypeByElement, arrayTypes } from './array-types.ts';
import { connectionLost, isAnswer } from './connection-errors.ts';
import { createConnectionPool, type ConnectionPool, type Lease } from './connection-pool.ts';
import { redirect, refuse, send, type DriverQuery } from './driver-query.ts';
import { guardedSql } from './guarded-sql.ts';
import type { TransactionWork } from './guarded-transaction.ts';
import { runTransaction } from './transaction.ts';

export interface ClientOptions {
  /** Connections at most. */
  readonly max?: number;
  /** As it shows in pg_stat_activity. */
  readonly applicationName?: string;
  /** For waiting for a free connection and opening it. */
  readonly acquireTimeoutMs?: number;
  /** False behind a pooler in transaction mode that cannot prepare (pgbouncer before 1.21). */
  readonly prepare?: boolean;
  readonly onNotice?: (notice: Notice) => void;
}

const IDLE_MS = 5 * 60_000;
const LIFETIME_MS = 45 * 60_000;
const CONNECT_TIMEOUT_S = 10;

/** Connects with the first query. `end({ timeout })` (seconds) waits for transactions under way, then closes. */
export function createClient(url: string, options: ClientOptions = {}): Sql {
  const { max = 10, acquireTimeoutMs = 10_000 } = options;
  // Never queried itself: it parses the options that all connections share, builds queries, and listens.
  const builder = postgres(url, {
    max: 1,
    connect_timeout: CONNECT_TIMEOUT_S,
    // The pool does both; inside the driver they would race against a lease.
    idle_timeout: 0,
    max_lifetime: null,
    prepare: options.prepare ?? true,
    fetch_types: false,
    types: arrayTypes,
    onnotice: options.onNotice ?? (() => undefined),
    connection: { application_name: options.applicationName ?? 'educrowd' },
  });
  const { shared } = builder.options as unknown as { shared: { typeArrayMap: Record<number, number> } };
  Object.assign(shared.typeArrayMap, arrayTypeByElement);
  const pool = createConnectionPool({
    max,
    idleMs: IDLE_MS,
    lifetimeMs: LIFETIME_MS,
    connect: (onClose) =>
      postgres({
        ...builder.options,
        no_subscribe: true,
        onclose: onClose,
      } as unknown as postgres.Options<{}>),
  });
  const client = Object.assign(
    guardedSql(builder, (value) => redirect(value, (query) => void sendAlone(pool, acquireTimeoutMs, query))),
    {
      options: builder.options,
      parameters: builder.parameters,
      PostgresError: builder.PostgresError,
      CLOSE: builder.CLOSE,
      END: builder.END,
      begin: <T>(...args: [TransactionWork<T>] | [string, TransactionWork<T>]) => {
        const [mode, work] = args.length === 1 ? ['', args[0]] : args;
        return runTransaction(pool, acquireTimeoutMs, { mode, work });
      },
      listen: builder.listen,
      end: async ({ timeout }: { timeout?: number } = {}) => {
        await Promise.all([
          pool.close(timeout === undefined ? undefined : timeout * 1000),
          builder.end({ timeout: 1 }),
        ]);
      },
      reserve: refuse('reserved connections'),
      subscribe: refuse('logical replication'),
      largeObject: refuse('large objects'),
    },
  );
  return client as unknown as Sql;
}

/** A query outside any transaction has a connection to itself until it is answered: nothing is pipelined behind it. */
async function sendAlone(pool: ConnectionPool, timeoutMs: number, query: DriverQuery): Promise<void> {
  let lease: Lease;
  try {
    lease = await pool.acquire(timeoutMs);
  } catch (error) {
    return query.reject(error);
  }
  if (query.cancelled) return lease.release();
  lease.lost.catch((error: unknown) => query.reject(error));
  const { resolve } = query;
  query.resolve = (result) => {
    if (!hasBegunTransaction(result)) return resolve(result);
    const error = new Error(
      'Begin a transaction with begin(): by hand, it would be left open for the next query to fall into.',
    );
    lease.destroy(error);
    query.reject(error);
  };
  query.then(lease.release, (error: unknown) => {
    if (!isAnswer(error)) lease.destroy(connectionLost(error));
    lease.release();
  });
  send(lease.sql, query);
}

/** Statements sent as one text give a list of results, single ones a result with a command. */
function hasBegunTransaction(result: unknown): boolean {
  const isBegin = (part: unknown) =>
    Array.isArray(part) &&
    'command' in part &&
    (part.command === 'BEGIN' || part.command === 'START TRANSACTION');
  return isBegin(result) || (Array.isArray(result) && !('command' in result) && result.some(isBegin));
}
