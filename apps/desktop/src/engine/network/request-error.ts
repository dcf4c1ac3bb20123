import { syncErrorCodes, type SyncErrorCode } from '@educrowd/shared/sync/protocol';

/**
 * Why a request brought nothing.
 * offline: no way out of this computer · unavailable: the school did not answer, or not in a usable way; trying again
 * later helps · refused: the school answered and says why · aborted: we gave it up ourselves.
 */
export type RequestFailure =
  | { readonly kind: 'offline' }
  | { readonly kind: 'unavailable'; readonly status: number | null; readonly retryAfterMs: number | null }
  | { readonly kind: 'refused'; readonly code: SyncErrorCode }
  | { readonly kind: 'aborted' };

export class RequestError extends Error {
  readonly failure: RequestFailure;
  constructor(failure: RequestFailure, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'RequestError';
    this.failure = failure;
  }
}

export const unavailable = (message: string, cause?: unknown): RequestError =>
  new RequestError({ kind: 'unavailable', status: null, retryAfterMs: null }, message, cause);

export const asSyncErrorCode = (value: unknown): SyncErrorCode | undefined =>
  syncErrorCodes.find((code) => code === value);

interface HeaderReader {
  readonly get: (name: string) => string | null;
}

/** From the school's own answer that is not a success. */
export function errorOfStatus(status: number, headers: HeaderReader): RequestError {
  const message = `The school answered with ${status}`;
  if (status === 401) return new RequestError({ kind: 'refused', code: 'SIGN_IN' }, message);
  if (status === 403) return new RequestError({ kind: 'refused', code: 'FORBIDDEN' }, message);
  if (status === 426) return new RequestError({ kind: 'refused', code: 'UPGRADE' }, message);
  return unavailableAt({ status, headers });
}

/** From an answer that may be of something between here and the school, whatever it claims. */
export function unavailableAt({ status, headers }: { status: number; headers: HeaderReader }): RequestError {
  const failure = {
    kind: 'unavailable',
    status,
    retryAfterMs: retryAfterMs(headers.get('retry-after')),
  } as const;
  return new RequestError(failure, `The school answered with ${status}`);
}

/** From whatever a request threw: connection errors lie at the end of a chain of causes. */
export function errorOfThrown(thrown: unknown): RequestError {
  const chain = causesOf(thrown);
  const known = chain.find((each) => each instanceof RequestError);
  if (known) return known;
  const text = chain.map(messageOf).filter(Boolean).join(': ');
  if (chain.some((each) => each instanceof Error && each.name === 'AbortError')) {
    return new RequestError({ kind: 'aborted' }, text, thrown);
  }
  const isOffline = chain.some((each) => NO_WAY_OUT.has(codeOf(each)));
  return isOffline ? new RequestError({ kind: 'offline' }, text, thrown) : unavailable(text, thrown);
}

/** The name or the route cannot be found: it is this side that has no network. */
const NO_WAY_OUT = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_NODATA',
  'EAI_FAIL',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Retry-After in whole seconds. Its date form would need the clocks of both sides to agree, so it is not read. */
function retryAfterMs(value: string | null): number | null {
  if (value === null) return null;
  return /^\d{1,6}$/.test(value.trim()) ? Number(value) * 1000 : null;
}

function causesOf(thrown: unknown): unknown[] {
  const chain: unknown[] = [];
  const open = [thrown];
  while (open.length > 0 && chain.length < 20) {
    const each = open.shift();
    if (each === undefined || each === null || chain.includes(each)) continue;
    chain.push(each);
    if (each instanceof AggregateError) open.push(...(each.errors as unknown[]));
    if (each instanceof Error) open.push(each.cause);
  }
  return chain;
}

const codeOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'code' in value ? String(value.code) : '';
const messageOf = (value: unknown): string => (value instanceof Error ? value.message : String(value));
