/** What the database's failures mean for whoever asked: the same may be asked again, or a person has to look at it. */
import { busy, RetryLater } from './app-error.ts';

interface CodedError extends Error {
  readonly code: string;
  readonly reason?: unknown;
}

/** The first error with a code in the chain of causes: drizzle wraps those of the driver. */
function codedError(error: unknown): CodedError | null {
  if (!(error instanceof Error)) return null;
  return 'code' in error && typeof error.code === 'string' ? (error as CodedError) : codedError(error.cause);
}

/** SQLSTATE of an error of the driver, or another code; empty when there is none. */
export const sqlState = (error: unknown): string => codedError(error)?.code ?? '';

/**
 * What was refused before anything was written, by code: no connection in time or none at all, a lock or a statement
 * that took too long, a deadlock or a conflict that did not end by trying again, a server that stops or starts.
 */
const BUSY = new Set([
  'POOL_TIMEOUT',
  'POOL_CLOSED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  '40001',
  '40P01',
  '53300',
  '55P03',
  '57014',
  '57P01',
  '57P02',
  '57P03',
]);

/** The refusal that says so, or null for any other error. Whether a COMMIT took effect is never guessed at. */
export function asBusy(error: unknown): RetryLater | null {
  if (error instanceof RetryLater && error.code === 'UNAVAILABLE') return error;
  const coded = codedError(error);
  const isBusy = coded !== null && (BUSY.has(coded.code) || coded.reason === 'connection-lost');
  return isBusy ? busy() : null;
}

/** By SQLSTATE class, the driver's codes and the system's: trouble with connections, locks, resources and shutdown. */
const PASSING = /^(?:08|40|53|55|57|58|CONNECT|E(?!RR_)[A-Z_]+$)/;

/**
 * Whether the same may succeed later, unchanged: for work that is numbered, so that nothing is done twice even where
 * nobody knows whether a COMMIT took effect.
 */
export function isPassing(error: unknown): boolean {
  const coded = codedError(error);
  return (
    coded !== null &&
    (asBusy(coded) !== null || PASSING.test(coded.code) || coded.reason === 'commit-unknown')
  );
}
