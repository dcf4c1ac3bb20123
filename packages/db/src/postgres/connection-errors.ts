import postgres from 'postgres';

/**
 * A transaction handle was used, or its transaction ended, in a state where nothing more may be sent.
 *
 * - `connection-lost`: the connection closed before the work was done; PostgreSQL has rolled everything back.
 * - `commit-unknown`: the connection closed while COMMIT was on its way; it may or may not have taken effect.
 * - `ended`: the handle outlived its transaction or savepoint (a query that nobody awaited, a handle kept too long).
 */
export class TransactionHandleError extends Error {
  readonly code = 'TRANSACTION_HANDLE';
  readonly reason: 'connection-lost' | 'commit-unknown' | 'ended';

  constructor(reason: TransactionHandleError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransactionHandleError';
    this.reason = reason;
  }
}

/** No connection could be had in time (`POOL_TIMEOUT`), or the client was closed (`POOL_CLOSED`). */
export class ConnectionPoolError extends Error {
  readonly code: 'POOL_TIMEOUT' | 'POOL_CLOSED';

  constructor(code: ConnectionPoolError['code'], message: string) {
    super(message);
    this.name = 'ConnectionPoolError';
    this.code = code;
  }
}

/** The server refused a statement and goes on listening. Anything else says nothing about the connection's state. */
export const isAnswer = (error: unknown) =>
  error instanceof postgres.PostgresError && error.severity === 'ERROR';

export const connectionLost = (cause?: unknown) =>
  new TransactionHandleError(
    'connection-lost',
    'The connection to the database closed during this transaction.',
    { cause },
  );
