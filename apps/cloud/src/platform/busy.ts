/** The database could not take one more just now: whoever asked may simply ask again. */
import { RetryLater, words } from './app-error.ts';

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

const RETRY_AFTER_MS = 5_000;

/** The refusal that says so, or null for any other error. Whether a COMMIT took effect is never guessed at. */
export function asBusy(error: unknown): RetryLater | null {
  if (!(error instanceof Error)) return null;
  const isBusy =
    ('code' in error && BUSY.has(String(error.code))) ||
    ('reason' in error && error.reason === 'connection-lost');
  if (isBusy) return new RetryLater('UNAVAILABLE', words('serverRefusals.busy'), RETRY_AFTER_MS);
  return asBusy(error.cause);
}
