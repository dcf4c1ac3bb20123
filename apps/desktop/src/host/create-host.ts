/** The browser host: the built screen and the engine, served on loopback to one person's browser. */
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import * as z from 'zod';
import type { EngineAnswer } from '../ipc/channel.ts';
import { CONTENT_SECURITY_POLICY } from '../ipc/content-security-policy.ts';
import { EngineError } from '../ipc/errors.ts';
import type { EngineEvent } from '../ipc/events.ts';
import { createGuard } from './guard.ts';
import type { EngineProcess } from './engine-process.ts';
import { receiveUpload } from './receive-upload.ts';
import { readStaticFiles } from './static-files.ts';
import { words } from '../ipc/refusal.ts';

export interface HostOptions {
  readonly engine: EngineProcess;
  /** Folder of the built screen. */
  readonly rendererFolder: string;
  readonly dataFolder: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Told each link that opens a session: the first, and a new one whenever one was used. */
  readonly onLink: (link: string) => void;
}

export interface Host {
  readonly port: number;
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 15_000;
const callBody = z.strictObject({ input: z.unknown().optional() });

export async function createHost(options: HostOptions): Promise<Host> {
  const { engine, dataFolder } = options;
  const files = readStaticFiles(options.rendererFolder);
  const uploads = join(dataFolder, 'uploads');
  // Of an earlier run: imports that it began have ended with it.
  await rm(uploads, { recursive: true, force: true });

  const server = createAdaptorServer({ fetch: (request, env) => app.fetch(request, env) }) as Server;
  const port = await listen(server, options.port);
  const guard = createGuard({ port, onLinkUsed: options.onLink });
  const closing = new AbortController();

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(async (c, next) => {
    await next();
    c.header('content-security-policy', CONTENT_SECURITY_POLICY);
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'no-referrer');
    c.header('cross-origin-opener-policy', 'same-origin');
    c.header('cross-origin-resource-policy', 'same-origin');
  });
  app.use(guard.middleware);

  app.post('/engine/upload', async (c) =>
    c.json(await answering(async () => ({ path: await receiveUpload(c.env.incoming, uploads) }))),
  );

  app.post('/engine/:feature/:procedure', async (c) => {
    const body = callBody.safeParse(await c.req.json().catch(() => null));
    if (!body.success)
      return c.json<EngineAnswer>(
        { ok: false, error: { code: 'INVALID', message: words('failures.noCall') } },
        400,
      );
    const { feature, procedure } = c.req.param();
    return engine.call(feature, procedure, body.data.input).then(
      (answer) => c.json(answer),
      // No answer in the engine's form: the page knows that the engine is gone, and asks again when it is back.
      () => c.json({ restarting: true }, 503),
    );
  });

  app.get('/engine/events', (c) =>
    streamSSE(c, async (stream) => {
      // A stream that opens means an engine that answers: until then the browser waits.
      await engine.ready();
      await stream.write(': open\n\n');
      const ended = Promise.withResolvers<void>();
      const stops = [
        engine.listen((event: EngineEvent) => void stream.writeSSE({ data: JSON.stringify(event) })),
        engine.onEnd(ended.resolve),
      ];
      const keepAlive = setInterval(() => void stream.write(': here\n\n'), KEEP_ALIVE_MS);
      stream.onAbort(ended.resolve);
      closing.signal.addEventListener('abort', () => ended.resolve());
      await ended.promise;
      clearInterval(keepAlive);
      for (const stop of stops) stop();
    }),
  );

  app.get('*', (c) => {
    const isPage = !c.req.path.includes('.') && !c.req.path.startsWith('/engine/');
    const file = files.get(c.req.path) ?? (isPage ? files.get('/index.html') : undefined);
    if (!file) return c.text(words('failures.nothingHere'), 404);
    c.header('etag', file.etag);
    c.header('cache-control', file.isImmutable ? 'private, max-age=31536000, immutable' : 'no-cache');
    if (c.req.header('if-none-match') === file.etag) return c.body(null, 304);
    return c.body(file.bytes, 200, { 'content-type': file.type });
  });

  options.onLink(guard.newLink());
  return {
    port,
    async close() {
      closing.abort();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function answering(work: () => Promise<unknown>): Promise<EngineAnswer> {
  try {
    return { ok: true, output: await work() };
  } catch (error) {
    if (error instanceof EngineError)
      return { ok: false, error: { code: error.code, message: error.message } };
    const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    return isFull
      ? { ok: false, error: { code: 'DISK_FULL', message: words('failures.uploadDiskFull') } }
      : {
          ok: false,
          error: { code: 'INTERNAL', message: words('failures.uploadFailed') },
        };
  }
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
