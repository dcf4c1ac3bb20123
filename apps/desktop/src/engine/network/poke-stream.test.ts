import { afterEach, expect, it } from 'vitest';
import type { RequestListener, ServerResponse } from 'node:http';
import { createHttpClient, type HttpClient } from './fetch.ts';
import { openPokeStream } from './poke-stream.ts';
import type { RequestFailure } from './request-error.ts';
import { sendJson, startHttpPeer, type HttpPeer } from './testing/http-peer.ts';

let http: HttpClient;
let peer: HttpPeer;
afterEach(async () => {
  await http.close();
  await peer.close();
});

interface Seen {
  readonly events: string[];
  /** Resolves with the first poke of this head. */
  readonly poked: (head: number) => Promise<void>;
  readonly ended: Promise<RequestFailure>;
  readonly close: () => void;
}

async function listenTo(listener: RequestListener): Promise<Seen> {
  http = createHttpClient();
  peer = await startHttpPeer(listener);
  const events: string[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<RequestFailure>();
  const school = {
    address: `http://a.localhost:${peer.port}`,
    fetch: http.fetchStream,
    readToken: () => 'tok',
  };
  const waiting = new Map<number, () => void>();
  const close = openPokeStream(school, {
    holdings: ['staff'],
    onOpen: () => events.push('open'),
    onPoke: (head) => {
      events.push(`head ${head}`);
      waiting.get(head)?.();
    },
    onEnd: (error) => {
      events.push('end');
      resolve(error.failure);
    },
  });
  const poked = (head: number): Promise<void> =>
    new Promise((resolvePoked) => {
      waiting.set(head, resolvePoked);
    });
  return { events, poked, ended, close };
}

const openStream = (response: ServerResponse): ServerResponse => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('event: connected\ndata: {}\n\n');
  return response;
};

it('hands on pokes, tracked or not, and ends once when the stream breaks', async () => {
  let stream: ServerResponse | undefined;
  const seen = await listenTo((incoming, response) => {
    stream = response;
    expect(incoming.headers.authorization).toBe('Bearer tok');
    expect(incoming.url).toBe(`/trpc/sync.poke?input=${encodeURIComponent('{"holdings":["staff"]}')}`);
    openStream(response);
    response.write('data: {"head":4,"scopes":["staff"]}\n\n');
    response.write('id: 5\ndata: {"head":5}\n\n');
    response.write('data: {"something":"else"}\n\n');
    response.write('event: ping\ndata:\n\n');
  });
  await seen.poked(5);
  stream?.destroy();
  expect((await seen.ended).kind).toBe('unavailable');
  expect(seen.events).toEqual(['open', 'head 4', 'head 5', 'end']);
});

it('says that the sign-in has ended', async () => {
  const seen = await listenTo((_incoming, response) => sendJson(response, {}, 401));
  expect(await seen.ended).toEqual({ kind: 'refused', code: 'SIGN_IN' });
  expect(seen.events).toEqual(['end']);
});

it('ends when nobody answers', async () => {
  const seen = await listenTo((_incoming, response) => response.destroy());
  expect((await seen.ended).kind).toBe('unavailable');
});

it('closes without a word', async () => {
  const closed = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  const seen = await listenTo((_incoming, response) => {
    openStream(response).on('close', () => closed.resolve());
    opened.resolve();
  });
  await opened.promise;
  seen.close();
  await closed.promise;
  expect(seen.events.filter((event) => event === 'end')).toEqual([]);
});
