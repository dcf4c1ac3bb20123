/** A whole server over a database of its own, and what a test needs to talk to it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { RoleUrls } from '@educrowd/db/postgres/provision-database';
import type { Config } from '../config/config.ts';
import { testMasterKeys } from './test-master-keys.ts';
import type { ReceivedMail } from '../platform/mailbox.ts';
import { createLogger } from '../platform/logger.ts';
import { startServer, type RunningServer } from '../server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as it came, compressed if that was asked for. */
  readonly bytes: Buffer;
  json(): unknown;
}

export interface TestRequest {
  /** Host name without port; the platform's own unless given. */
  readonly host?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as a form of this very address. */
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** A body as it is. */
  readonly raw?: string;
}

export interface TestServer extends RunningServer {
  readonly config: Config;
  /** Every line of the log, parsed. */
  readonly log: readonly Record<string, unknown>[];
  /** Address of the platform, or of a host name below it. */
  origin(host?: string): string;
  request(path: string, request?: TestRequest): Promise<Answer>;
  /** Waits for the newest mail to an address that is newer than those read before. */
  mailTo(email: string): Promise<ReceivedMail>;
}

export async function startTestServer(
  database: { readonly urls: RoleUrls },
  overrides: Partial<Config> = {},
): Promise<TestServer> {
  const port = await freePort();
  const storageDir = await mkdtemp(join(tmpdir(), 'educrowd-test-'));
  const log: Record<string, unknown>[] = [];
  const config: Config = {
    listen: { host: '127.0.0.1', port },
    isProduction: false,
    publicUrl: new URL(`http://localhost:${port}`),
    databases: {
      app: database.urls.appUrl,
      identity: database.urls.identityUrl,
      jobs: database.urls.jobsUrl,
    },
    masterKeys: testMasterKeys,
    maxConnections: 8,
    secret: randomBytes(32).toString('base64url'),
    auditKey: randomBytes(32).toString('base64url'),
    storageDir,
    smtpUrl: null,
    mailFrom: 'EduCrowd <no-reply@example.org>',
    trustedProxies: [],
    payments: null,
    logLevel: 'info',
    drainMs: 5_000,
    ...overrides,
  };
  const logger = createLogger(config.logLevel, {
    write: (line) => void log.push(JSON.parse(line) as Record<string, unknown>),
  });
  const server = await startServer(config, logger);
  const seen = new Map<string, string>();
  const hostHeader = (host = 'localhost'): string => `${host}:${port}`;
  return {
    ...server,
    config,
    log,
    origin: (host) => `http://${hostHeader(host)}`,
    request: (path, { host, method, headers = {}, form, json, raw } = {}) => {
      const body = form
        ? new URLSearchParams(form).toString()
        : json === undefined
          ? raw
          : JSON.stringify(json);
      return send(server.port, path, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          host: hostHeader(host),
          ...(form
            ? { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${hostHeader(host)}` }
            : {}),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body,
      });
    },
    async mailTo(email) {
      for (;;) {
        const [newest] = (await server.ctx.mailer.mailbox?.list(email)) ?? [];
        if (newest && newest.id > (seen.get(email) ?? '')) {
          seen.set(email, newest.id);
          return newest;
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    async stop() {
      await server.stop();
      await rm(storageDir, { recursive: true, force: true });
    },
  };
}

/** Not `fetch`: it would refuse to set the Host header. */
function send(
  port: number,
  path: string,
  { method, headers, body }: { method: string; headers: Record<string, string>; body: string | undefined },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        headers: { ...lengthOf(body, headers), ...headers },
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const text = bytes.toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            bytes,
            json: () => JSON.parse(text) as unknown,
          });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Node leaves it out of a DELETE, whose body is then taken for the next request. What comes in chunks says none. */
const lengthOf = (body: string | undefined, headers: Record<string, string>): Record<string, string> =>
  body === undefined || 'transfer-encoding' in headers
    ? {}
    : { 'content-length': String(Buffer.byteLength(body)) };

/** Known before the server starts, because its own links carry the port. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
