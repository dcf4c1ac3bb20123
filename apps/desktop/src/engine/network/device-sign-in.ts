/**
 * Sign-in without a browser of our own (RFC 8628): the school gives a code, the person confirms it in any browser, and
 * meanwhile this side asks again and again, at the pace that the school sets.
 */
import * as z from 'zod';
import { sleep, type EngineClock } from '../clock.ts';
import { fetchAccount, type SchoolAccount } from './account.ts';
import type { Fetch } from './fetch.ts';
import { errorOfThrown, RequestError } from './request-error.ts';

const CLIENT_ID = 'educrowd-desktop';
const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:device_code';
/** RFC 8628: what every `slow_down` adds to the interval. */
const SLOW_DOWN_MS = 5_000;

/** `notASchool`: something answers at the address, but it is no school. */
export type SignInFailure =
  | 'offline'
  | 'notAnswering'
  | 'notASchool'
  | 'expired'
  | 'denied'
  | 'noAccess'
  | 'cancelled';

export class SignInError extends Error {
  readonly reason: SignInFailure;
  constructor(reason: SignInFailure, cause?: unknown) {
    super(`Sign-in failed: ${reason}`, { cause });
    this.name = 'SignInError';
    this.reason = reason;
  }
}

export interface DeviceCode {
  /** What the person types or compares. */
  readonly userCode: string;
  readonly verificationUrl: string;
  readonly expiresAt: Date;
}

export interface SignedIn {
  readonly token: string;
  readonly account: SchoolAccount;
}

export interface DeviceSignInOptions {
  readonly fetch: Fetch;
  readonly clock: EngineClock;
  /** Origin of the school, as `normalizeAddress` gives it. */
  readonly address: string;
  readonly signal: AbortSignal;
  readonly onCode: (code: DeviceCode) => void;
}

/** Resolves once the person has confirmed; rejects with a `SignInError`. */
export async function signInWithDevice(options: DeviceSignInOptions): Promise<SignedIn> {
  const code = await requestCode(options);
  const expiresAt = new Date(options.clock.now().getTime() + code.expires_in * 1000);
  options.onCode({
    userCode: code.user_code,
    verificationUrl: code.verification_uri_complete ?? code.verification_uri,
    expiresAt,
  });
  const token = await pollForToken(options, { ...code, expiresAt });
  const account = await fetchAccount({ ...options, token }).catch((error: unknown) => {
    throw signInErrorOf(error);
  });
  return { token, account };
}

const codeAnswer = z.object({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.url(),
  verification_uri_complete: z.url().optional(),
  expires_in: z.number().positive(),
  interval: z.number().min(1).default(5),
});
type CodeAnswer = z.output<typeof codeAnswer>;

async function requestCode(options: DeviceSignInOptions): Promise<CodeAnswer> {
  const answer = await post(options, '/api/auth/device/code', { client_id: CLIENT_ID });
  const code = codeAnswer.safeParse(answer.body);
  if (answer.ok && code.success) return code.data;
  throw new SignInError(answer.status >= 500 || answer.status === 429 ? 'notAnswering' : 'notASchool');
}

const tokenAnswer = z.object({ access_token: z.string().min(1) });
const refusal = z.object({ error: z.string() });

async function pollForToken(
  options: DeviceSignInOptions,
  code: CodeAnswer & { readonly expiresAt: Date },
): Promise<string> {
  const body = { grant_type: GRANT_TYPE, device_code: code.device_code, client_id: CLIENT_ID };
  let intervalMs = code.interval * 1000;
  for (;;) {
    await sleep(options.clock, intervalMs, options.signal);
    if (options.signal.aborted) throw new SignInError('cancelled');
    if (options.clock.now() >= code.expiresAt) throw new SignInError('expired');
    const answer = await post(options, '/api/auth/device/token', body).catch((error: unknown) => {
      // A cut in the middle changes nothing: the code stays good until it expires.
      if (error instanceof SignInError && error.reason !== 'cancelled') return null;
      throw error;
    });
    const token = tokenAnswer.safeParse(answer?.body);
    if (answer?.ok && token.success) return token.data.access_token;
    switch (refusal.safeParse(answer?.body).data?.error) {
      case 'slow_down':
        intervalMs += SLOW_DOWN_MS;
        break;
      case 'access_denied':
        throw new SignInError('denied');
      case 'expired_token':
      case 'invalid_grant':
        throw new SignInError('expired');
      default:
        // `authorization_pending`, or an answer that says nothing: ask again until the code expires.
        break;
    }
  }
}

async function post(
  { fetch, address, signal }: DeviceSignInOptions,
  path: string,
  body: Record<string, string>,
): Promise<{ readonly ok: boolean; readonly status: number; readonly body: unknown }> {
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${address}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal,
    });
    const text = await response.text();
    return { ok: response.ok, status: response.status, body: jsonOrNull(text) };
  } catch (error) {
    throw signInErrorOf(errorOfThrown(error));
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function signInErrorOf(error: unknown): SignInError {
  if (!(error instanceof RequestError)) return new SignInError('notAnswering', error);
  switch (error.failure.kind) {
    case 'offline':
      return new SignInError('offline', error);
    case 'aborted':
      return new SignInError('cancelled', error);
    case 'refused':
      return new SignInError('noAccess', error);
    case 'unavailable':
      return new SignInError('notAnswering', error);
  }
}
