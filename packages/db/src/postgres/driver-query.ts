import type { Sql } from 'postgres';

/**
 * The part of a postgres.js 3.4 query that its types do not show. A query is lazy: awaiting it calls `handler(query)`
 * one microtask later, and that call hands it to a connection. So `handler` is the last moment at which a query can
 * still be refused, or be sent somewhere else.
 */
export interface DriverQuery extends Promise<unknown> {
  /** Must not throw: nobody would see it. */
  handler: (query: DriverQuery) => void;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
  readonly cancelled: unknown;
  readonly cursorFn?: unknown;
  readonly streaming?: boolean;
}

/** Helpers, identifiers and fragments' values come from the same functions as queries do, and pass through untouched. */
export function isDriverQuery(value: unknown): value is DriverQuery {
  return (
    value instanceof Promise && 'handler' in value && 'reject' in value && typeof value.handler === 'function'
  );
}

/** Replaces what happens when `value` is executed, if it is a query; `handler` is what would have happened. */
export function redirect<T>(
  value: T,
  dispatch: (query: DriverQuery, handler: DriverQuery['handler']) => void,
): T {
  if (isDriverQuery(value)) {
    const { handler } = value;
    value.handler = (query) =>
      isStream(query) ? query.reject(notOffered('cursors and COPY streams')) : dispatch(query, handler);
  }
  return value;
}

/** Hands a query to the connection of another postgres.js instance than the one that built it. */
export function send(sql: Sql, query: DriverQuery): void {
  const probe: unknown = sql.unsafe('');
  if (!isDriverQuery(probe))
    throw new Error('This version of postgres.js is not the one the client was written for.');
  probe.handler(query);
}

// Cursors and COPY streams write to the connection's socket of that moment, past every check, also after it was lost.
const isStream = (query: DriverQuery) => query.cursorFn !== undefined || query.streaming === true;

export const notOffered = (what: string) => new Error(`This database client does not offer ${what}.`);

/** A method of postgres.js that would reach a connection past the guard. */
export const refuse = (what: string) => (): never => {
  throw notOffered(what);
};
