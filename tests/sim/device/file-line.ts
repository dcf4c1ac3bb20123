/** How files travel over a simulated line: the engine's own clients of both ways, down to the requests that they make. */
import type { SchoolConnection } from '../../../apps/desktop/src/engine/network/create-network.ts';
import { downloadFile } from '../../../apps/desktop/src/engine/network/download-file.ts';
import type { Fetch } from '../../../apps/desktop/src/engine/network/fetch.ts';
import { unavailable } from '../../../apps/desktop/src/engine/network/request-error.ts';
import { uploadFile } from '../../../apps/desktop/src/engine/network/upload-file.ts';
import type { FileAnswer, FileRequest } from '../school/files.ts';
import type { LineOptions } from './line.ts';

type HttpStack = Parameters<typeof uploadFile>[0]['httpStack'];
type HttpRequest = ReturnType<HttpStack['createRequest']>;
type HttpResponse = Awaited<ReturnType<HttpRequest['send']>>;

const ADDRESS = 'http://school.test';
/** Most files need several requests. */
const CHUNK_BYTES = 600;
const nothing = new Uint8Array();

type Reach = <Answer>(work: () => Promise<Answer>, signal: AbortSignal) => Promise<Answer>;

export function createFileLine(
  { school, userId, weather, timeline, clock, random, say, name, isAlive }: LineOptions,
  reach: Reach,
): Pick<SchoolConnection, 'upload' | 'download'> {
  const chance = (of: number): boolean => of > 0 && random.next() < of;
  const damage = (bytes: Uint8Array): Uint8Array => {
    if (bytes.length === 0 || !chance(weather.damaged)) return bytes;
    const damaged = Buffer.from(bytes);
    const place = random.between(0, damaged.length - 1);
    damaged[place] = (damaged[place] ?? 0) ^ (1 << random.between(0, 7));
    return damaged;
  };

  const ask = async (request: FileRequest, signal: AbortSignal): Promise<FileAnswer> => {
    const asked = `${request.method} ${request.path} ${request.headers.range ?? request.headers['upload-offset'] ?? ''}`;
    try {
      const answer = await reach(() => school.askForFile(userId, request), signal);
      say(`  ${name} ${asked} → ${answer.status}`);
      return answer;
    } catch (error) {
      say(`  ${name} ${asked} → ${String(error)}`);
      throw error;
    }
  };

  const send = async (
    request: Omit<FileRequest, 'body'> & { readonly body: Uint8Array },
    { signal, onSent }: { signal: AbortSignal; onSent: (bytes: number) => void },
  ): Promise<FileAnswer> => {
    const { body } = request;
    const isCut = body.length > 0 && chance(weather.cut);
    const arriving = damage(isCut ? body.subarray(0, random.between(0, body.length)) : body);
    const headers = { ...request.headers, 'content-length': String(body.length) };
    const answer = await ask({ ...request, headers, body: arriving }, signal);
    onSent(arriving.length);
    if (isCut) throw unavailable('cut in the middle');
    return answer;
  };

  /** A file comes in pieces, between which anything may happen. */
  const pieces = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    const isCut = chance(weather.cut);
    const end = isCut ? random.between(0, bytes.length) : bytes.length;
    const middle = random.between(0, end);
    for (const [start, stop] of [
      [0, middle],
      [middle, end],
    ] as const) {
      if (stop > start) yield damage(bytes.subarray(start, stop));
      await timeline.pause(weather.latencyMs * random.next());
      if (!isAlive()) await new Promise(() => undefined);
    }
    if (isCut || !weather.isOnline) throw unavailable('cut in the middle');
  };

  const httpStack = (signal: AbortSignal): HttpStack => ({
    getName: () => 'simulated',
    createRequest: (method, url) =>
      createRequest({ method, url }, (request, onSent) => send(request, { signal, onSent })),
  });

  const fetch = (async (url: string, init: { headers: Record<string, string>; signal: AbortSignal }) => {
    const { headers, signal } = init;
    const request = { method: 'GET', path: new URL(url).pathname, headers, body: nothing };
    const answer = await ask(request, signal);
    return {
      ok: answer.status < 300,
      status: answer.status,
      headers: { get: (key: string) => answer.headers[key] ?? null },
      body: Object.assign(pieces(answer.body), { cancel: () => Promise.resolve() }),
    };
  }) as unknown as Fetch;

  const connection = { address: ADDRESS, readToken: () => 'token' };
  return {
    upload: (request) =>
      uploadFile(
        { ...connection, clock, httpStack: httpStack(request.signal), chunkBytes: CHUNK_BYTES },
        request,
      ),
    download: (request) => downloadFile({ ...connection, fetch }, request),
  };
}

type Send = (request: FileRequest, onSent: (bytes: number) => void) => Promise<FileAnswer>;

function createRequest({ method, url }: { method: string; url: string }, send: Send): HttpRequest {
  const headers: Record<string, string> = {};
  let onSent: (bytes: number) => void = () => undefined;
  return {
    getMethod: () => method,
    getURL: () => url,
    setHeader: (key, value) => {
      headers[key.toLowerCase()] = value;
    },
    getHeader: (key) => headers[key.toLowerCase()],
    setProgressHandler: (handler) => {
      onSent = handler;
    },
    send: async (body: AsyncIterable<Uint8Array> | null) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of body ?? []) chunks.push(chunk);
      const path = new URL(url).pathname;
      return responseOf(await send({ method, path, headers, body: Buffer.concat(chunks) }, onSent));
    },
    abort: () => Promise.resolve(),
    getUnderlyingObject: () => null,
  };
}

const responseOf = ({ status, headers }: FileAnswer): HttpResponse => ({
  getStatus: () => status,
  getHeader: (key) => headers[key.toLowerCase()],
  getBody: () => '',
  getUnderlyingObject: () => null,
});
