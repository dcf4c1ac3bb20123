/**
 * A pool of single-use connections, each a postgres.js instance of its own with room for one connection.
 *
 * Why not postgres.js' own pool: it revives a lost connection inside the same object, which stale transaction handles,
 * queued statements and half-read answers still point to. A statement of one request then runs inside the
 * transaction of another, across tenants (a known fault of postgres.js), or the revived connection never answers again.
 *
 * The invariants here:
 *  - a connection serves one lease at a time, and a lease serves one transaction or one query;
 *  - when a connection is lost, that is known synchronously, before any continuation runs, and it is never leased again;
 *  - so whatever still holds it can only reach a dead object that nobody else uses.
 */
import type { Sql } from 'postgres';
import { ConnectionPoolError, connectionLost } from './connection-errors.ts';

/** The sole right to one connection, until it is released or lost. */
export interface Lease {
  readonly sql: Sql;
  /** An earlier lease has used this connection; it may have died unnoticed while idle. */
  readonly isReused: boolean;
  /** Set synchronously when the connection is lost. */
  readonly lossError: Error | undefined;
  /** Rejects when the connection is lost. */
  readonly lost: Promise<never>;
  /** Gives the connection to the next one. Harmless after a loss, or when repeated. */
  readonly release: () => void;
  /** For a connection whose state nobody can vouch for: PostgreSQL rolls back, nobody gets it again. */
  readonly destroy: (error: Error) => void;
}

export interface ConnectionPool {
  acquire(timeoutMs: number): Promise<Lease>;
  /** Takes no new work, waits for leases (for ever unless told otherwise), closes every connection. */
  close(timeoutMs?: number): Promise<void>;
}

export interface PoolOptions {
  readonly max: number;
  readonly idleMs: number;
  readonly lifetimeMs: number;
  /** Opens nothing yet: postgres.js connects with the first statement. `onClose` must be called synchronously. */
  readonly connect: (onClose: () => void) => Sql;
}

interface Connection {
  readonly sql: Sql;
  readonly retireAt: number;
  uses: number;
  lossError: Error | undefined;
  onLost: ((error: Error) => void) | undefined;
  idleTimer: NodeJS.Timeout | undefined;
}

interface Waiter {
  readonly serve: (lease: Lease) => void;
  readonly refuse: (error: Error) => void;
}

export function createConnectionPool(options: PoolOptions): ConnectionPool {
  const connections = new Set<Connection>();
  const idle: Connection[] = [];
  const waiters: Waiter[] = [];
  const farewells = new Set<Promise<void>>();
  let isClosed = false;
  let onEmpty: (() => void) | undefined;
  let closing: Promise<void> | undefined;

  function acquire(timeoutMs: number): Promise<Lease> {
    if (isClosed) return Promise.reject(poolClosed());
    const connection = next();
    if (connection) return Promise.resolve(lease(connection));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiters.splice(waiters.indexOf(waiter), 1);
        reject(
          new ConnectionPoolError(
            'POOL_TIMEOUT',
            `No database connection became free within ${timeoutMs} ms.`,
          ),
        );
      }, timeoutMs);
      const waiter: Waiter = {
        serve(served) {
          clearTimeout(timer);
          resolve(served);
        },
        refuse(error) {
          clearTimeout(timer);
          reject(error);
        },
      };
      waiters.push(waiter);
    });
  }

  /** The connection used last, because the others may then age out; a new one while there is room. */
  function next(): Connection | undefined {
    for (let connection = idle.pop(); connection; connection = idle.pop()) {
      clearTimeout(connection.idleTimer);
      if (performance.now() < connection.retireAt) return connection;
      retire(connection);
    }
    return connections.size < options.max ? open() : undefined;
  }

  function open(): Connection {
    const connection: Connection = {
      sql: options.connect(() => lose(connection, connectionLost())),
      // Spread, so that connections opened together do not all end together.
      retireAt: performance.now() + options.lifetimeMs * (0.75 + Math.random() / 4),
      uses: 0,
      lossError: undefined,
      onLost: undefined,
      idleTimer: undefined,
    };
    connections.add(connection);
    return connection;
  }

  function lease(connection: Connection): Lease {
    const isReused = connection.uses++ > 0;
    let isHeld = true;
    const lost = new Promise<never>((_, reject) => (connection.onLost = reject));
    lost.catch(() => undefined); // whoever races against it sees it; a lease without a race is no error
    return {
      sql: connection.sql,
      isReused,
      lost,
      get lossError() {
        return connection.lossError;
      },
      release() {
        if (!isHeld) return;
        isHeld = false;
        if (!connection.lossError) giveBack(connection);
      },
      destroy: (error) => lose(connection, error),
    };
  }

  function giveBack(connection: Connection): void {
    connection.onLost = undefined;
    if (isClosed || performance.now() >= connection.retireAt) {
      retire(connection);
      return serveNext();
    }
    const waiter = waiters.shift();
    if (waiter) return waiter.serve(lease(connection));
    connection.idleTimer = setTimeout(() => {
      idle.splice(idle.indexOf(connection), 1);
      retire(connection);
    }, options.idleMs);
    connection.idleTimer.unref();
    idle.push(connection);
  }

  function lose(connection: Connection, error: Error): void {
    if (connection.lossError) return;
    connection.lossError = error;
    if (idle.includes(connection)) idle.splice(idle.indexOf(connection), 1);
    retire(connection);
    connection.onLost?.(error);
    serveNext();
  }

  function retire(connection: Connection): void {
    clearTimeout(connection.idleTimer);
    connections.delete(connection);
    const farewell = connection.sql.end({ timeout: connection.lossError ? 0 : 1 }).then(() => {
      farewells.delete(farewell);
    });
    farewells.add(farewell);
    if (connections.size === 0) onEmpty?.();
  }

  function serveNext(): void {
    while (waiters.length > 0) {
      const connection = next();
      if (!connection) return;
      waiters.shift()?.serve(lease(connection));
    }
  }

  async function shut(timeoutMs?: number): Promise<void> {
    isClosed = true;
    for (const waiter of waiters.splice(0)) waiter.refuse(poolClosed());
    for (const connection of idle.splice(0)) retire(connection);
    if (connections.size > 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        onEmpty = resolve;
        if (timeoutMs !== undefined) timer = setTimeout(resolve, timeoutMs);
      });
      clearTimeout(timer);
      for (const connection of connections) lose(connection, poolClosed());
    }
    await Promise.all(farewells);
  }

  return { acquire, close: (timeoutMs) => (closing ??= shut(timeoutMs)) };
}

const poolClosed = () => new ConnectionPoolError('POOL_CLOSED', 'The database client is closed.');
