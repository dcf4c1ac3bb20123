import type { ISql, ParameterOrJSON, UnsafeQueryOptions } from 'postgres';
import { refuse } from './driver-query.ts';

/** Wraps a query on its way out, and returns everything else as it is. */
export type Guard = <T>(value: T) => T;

/**
 * The functions that pools and transactions of postgres.js have in common, each query passed through `guard`. What is
 * not listed does not exist: a new function of the driver stays out of reach until somebody has looked at it.
 */
export function guardedSql(raw: ISql, guard: Guard) {
  const tag = (...args: unknown[]): unknown => guard(Reflect.apply(raw, undefined, args));
  return Object.assign(tag, {
    unsafe: (query: string, parameters: ParameterOrJSON<never>[] = [], options: UnsafeQueryOptions = {}) =>
      guard(raw.unsafe(query, parameters, { ...options, prepare: isWorthPreparing(parameters) })),
    notify: (channel: string, payload: string) => guard(raw`select pg_notify(${channel}, ${payload})`),
    json: raw.json,
    array: raw.array,
    typed: raw.typed,
    types: raw.types,
    file: refuse('queries from files'),
  });
}

/**
 * drizzle asks for `prepare: false` each time, which costs a round trip for describing the parameters. Statements with
 * very many parameters are bulk writes of varying length: each length would stay on the server as its own statement.
 */
const isWorthPreparing = (parameters: readonly unknown[]) =>
  parameters.length > 0 && parameters.length <= 100;
