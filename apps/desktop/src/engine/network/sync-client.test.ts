import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PushRequest } from '@educrowd/shared/sync/protocol';
import type { RequestListener } from 'node:http';
import { createHttpClient, type HttpClient } from './fetch.ts';
import { RequestError, type RequestFailure } from './request-error.ts';
import { createSyncClient, type SyncClient } from './sync-client.ts';
import { readBody, sendJson, startHttpPeer, type HttpPeer } from './testing/http-peer.ts';

const EPOCH = '0199a1b2-0000-7000-8000-000000000001';
const request: PushRequest = {
  protocol: 1,
  schema: 1,
  epoch: null,
  clientId: '0199a1b2-0000-7000-8000-000000000002',
  holdings: [],
  ackedThrough: 0,
  mutations: [],
};
const answer = { epoch: EPOCH, lastSeq: 3, results: [{ seq: 3, code: 'APPLIED', detail: null }] };
const never = new AbortController().signal;

let http: HttpClient;
let peer: HttpPeer | undefined;
beforeEach(() => {
  http = createHttpClient();
});
afterEach(async () => {
  await http.close();
  await peer?.close();
  peer = undefined;
});

async function clientOf(listener: RequestListener): Promise<SyncClient> {
  peer = await startHttpPeer(listener);
  return createSyncClient({
    address: `http://northfield.localhost:${peer.port}`,
    fetch: http.fetch,
    readToken: () => 'tok',
  });
}

async function failureOf(call: Promise<unknown>): Promise<RequestFailure> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(RequestError);
  return (error as RequestError).failure;
}

describe('createSyncClient', () => {
  it('posts the request with the token to a school under localhost and validates the answer', async () => {
    const seen: unknown[] = [];
    const client = await clientOf((incoming, response) => {
      void readBody(incoming).then((body) => {
        seen.push(incoming.url, incoming.headers.host, incoming.headers.authorization, JSON.parse(body));
        sendJson(response, { result: { data: answer } });
      });
    });
    expect(await client.push(request, never)).toEqual(answer);
    expect(seen).toEqual(['/trpc/sync.push', `northfield.localhost:${peer?.port}`, 'Bearer tok', request]);
  });

  it('undoes zstd', async () => {
    const client = await clientOf((incoming, response) => {
      expect(incoming.headers['accept-encoding']).toContain('zstd');
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'zstd' })
        .end(zstdCompressSync(JSON.stringify({ result: { data: answer } })));
    });
    expect(await client.push(request, never)).toEqual(answer);
  });

  it('tells why the school refused', async () => {
    const client = await clientOf((_incoming, response) =>
      sendJson(
        response,
        {
          error: {
            message: 'gone',
            code: -32009,
            data: { code: 'CONFLICT', httpStatus: 409, syncCode: 'EPOCH_CHANGED' },
          },
        },
        409,
      ),
    );
    expect(await failureOf(client.push(request, never))).toEqual({ kind: 'refused', code: 'EPOCH_CHANGED' });
  });

  it('asks to sign in when the school does not know the token', async () => {
    const client = await clientOf((_incoming, response) =>
      sendJson(
        response,
        { error: { message: 'no', code: -32001, data: { code: 'UNAUTHORIZED', httpStatus: 401 } } },
        401,
      ),
    );
    expect(await failureOf(client.push(request, never))).toEqual({ kind: 'refused', code: 'SIGN_IN' });
  });

  it('honours Retry-After', async () => {
    const client = await clientOf((_incoming, response) => {
      response.writeHead(503, { 'content-type': 'text/html', 'retry-after': '7' }).end('<p>back soon</p>');
    });
    expect(await failureOf(client.push(request, never))).toEqual({
      kind: 'unavailable',
      status: 503,
      retryAfterMs: 7000,
    });
  });

  it.each([
    ['a login page', 'text/html', '<form>'],
    ['a cut answer', 'application/json', '{"result":{"da'],
    ['an answer of another shape', 'application/json', '{"result":{"data":{"lastSeq":1}}}'],
  ])('takes %s for no answer', async (_what, type, body) => {
    const client = await clientOf((_incoming, response) => {
      response.writeHead(200, { 'content-type': type }).end(body);
    });
    expect((await failureOf(client.push(request, never))).kind).toBe('unavailable');
  });

  it('tells a school that is down from a computer without a network', async () => {
    const client = await clientOf(() => undefined);
    await peer?.close();
    expect((await failureOf(client.push(request, never))).kind).toBe('unavailable');
    const nowhere = createSyncClient({
      address: 'https://northfield.invalid',
      fetch: http.fetch,
      readToken: () => null,
    });
    expect((await failureOf(nowhere.push(request, never))).kind).toBe('offline');
  });

  it('stops when told to', async () => {
    const client = await clientOf(() => undefined);
    const stop = new AbortController();
    const call = failureOf(client.push(request, stop.signal));
    stop.abort();
    expect((await call).kind).toBe('aborted');
  });
});
