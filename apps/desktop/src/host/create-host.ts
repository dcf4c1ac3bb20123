/** The browser host: the built screen and the engine, served on loopback to one person's browser. */
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import * as z from 'zod';
import type { EngineAnswer } from '../ipc/channel.ts';
import { CONTENT_SECURITY_POLICY } from '../ipc/content-security-policy.ts';
import { EngineError } from '../ipc/errors.ts';
import { createGuard } from './guard.ts';
import type { EngineProcess } from './engine-process.ts';
import { receiveUpload } from './receive-upload.ts';
import { readStaticFiles } from './static-files.ts';
import { tellWindows } from './tell-windows.ts';
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

/** Windows call by requests, and say nothing on their sockets. */
const SOCKET_MESSAGE_BYTES = 1024;
const callBody = z.strictObject({ input: z.unknown().optional() });

export async function createHost(options: HostOptions): Promise<Host> {
  const { engine, dataFolder } = options;
  const files = readStaticFiles(options.rendererFolder);
  const uploads = join(dataFolder, 'uploads');
  // Of an earlier run: imports that it began have ended with it.
  await rm(uploads, { recursive: true, force: true });

  const sockets = new WebSocketServer({ noServer: true, maxPayload: SOCKET_MESSAGE_BYTES });
  const server = createAdaptorServer({
    // A socket is asked for like anything else, so the guard below decides about it, too.
    fetch: (request, env) => app.fetch(request, env),
    websocket: { server: sockets },
  }) as Server;
  const port = await listen(server, options.port);
  const guard = createGuard({ port, onLinkUsed: options.onLink });

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

  app.get('/engine/events', tellWindows(engine));

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
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.clients) socket.terminate();
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
