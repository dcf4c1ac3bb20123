import { createTRPCUntypedClient, httpLink, TRPCClientError } from '@trpc/client';
import { Headers, Response } from 'undici';
import * as z from 'zod';
import {
  bootstrapResponse,
  pullResponse,
  pushResponse,
  type BootstrapRequest,
  type BootstrapResponse,
  type PullRequest,
  type PullResponse,
  type PushRequest,
  type PushResponse,
} from '@educrowd/shared/sync/protocol';
import type { Fetch } from './fetch.ts';
import {
  asSyncErrorCode,
  errorOfStatus,
  errorOfThrown,
  RequestError,
  unavailable,
  unavailableAt,
} from './request-error.ts';

/** The sync calls of a school. Each rejects with a `RequestError` and nothing else. */
export interface SyncClient {
  readonly push: (request: PushRequest, signal: AbortSignal) => Promise<PushResponse>;
  readonly pull: (request: PullRequest, signal: AbortSignal) => Promise<PullResponse>;
  readonly bootstrap: (request: BootstrapRequest, signal: AbortSignal) => Promise<BootstrapResponse>;
}

export interface CallOptions {
  readonly address: string;
  readonly fetch: Fetch;
  /** Null when nobody is signed in: the school then answers SIGN_IN. */
  readonly readToken: () => string | null;
}

/** Calls a procedure of the school; rejects with what the transport threw (`errorOfCall` says what it means). */
export function createCalls({ address, fetch, readToken }: CallOptions) {
  const client = createTRPCUntypedClient({
    links: [httpLink({ url: `${address}/trpc`, fetch: jsonOnly(fetch), headers: () => bearer(readToken) })],
  });
  return (path: string, input: unknown, signal: AbortSignal): Promise<unknown> =>
    client.mutation(path, input, { signal });
}

export function createSyncClient(options: CallOptions): SyncClient {
  const mutate = createCalls(options);
  // All three go by POST: a request names every holding, which does not fit a URL.
  const call = async <Schema extends z.ZodType>(
    path: string,
    answer: Schema,
    [request, signal]: [request: unknown, signal: AbortSignal],
  ): Promise<z.output<Schema>> => {
    const given = await mutate(path, request, signal).catch((thrown: unknown) => {
      throw errorOfCall(thrown);
    });
    const parsed = answer.safeParse(given);
    if (!parsed.success) throw unavailable(`The school's answer to ${path} cannot be read`, parsed.error);
    return parsed.data;
  };
  return {
    push: (...sent) => call('sync.push', pushResponse, sent),
    pull: (...sent) => call('sync.pull', pullResponse, sent),
    bootstrap: (...sent) => call('sync.bootstrap', bootstrapResponse, sent),
  };
}

/** A login page of a hotel or the error page of a proxy is no answer of the school, whatever its status says. */
const jsonOnly =
  (fetch: Fetch) =>
  async (url: unknown, init: object = {}): Promise<Response> => {
    const response = await fetch(String(url), init);
    if (isJson(response)) return response;
    await response.body?.cancel();
    throw unavailableAt(response);
  };

const isJson = (response: { headers: { get: (name: string) => string | null } }): boolean =>
  (response.headers.get('content-type') ?? '').includes('json');

export function bearer(readToken: () => string | null): Record<string, string> {
  const token = readToken();
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

const errorData = z.object({ syncCode: z.string().optional(), httpStatus: z.number().optional() });

export function errorOfCall(thrown: unknown): RequestError {
  if (!(thrown instanceof TRPCClientError)) return errorOfThrown(thrown);
  const data = errorData.safeParse(thrown.data).data;
  const code = asSyncErrorCode(data?.syncCode);
  if (code) return new RequestError({ kind: 'refused', code }, thrown.message, thrown);
  return data?.httpStatus === undefined
    ? errorOfThrown(thrown)
    : errorOfAnswer(data.httpStatus, thrown.meta?.response);
}

/** tRPC types `response` as unknown; it is what `fetch` gave. */
const errorOfAnswer = (status: number, response: unknown): RequestError =>
  errorOfStatus(status, response instanceof Response ? response.headers : new Headers());
