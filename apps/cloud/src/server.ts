import type { AddressInfo, Socket } from 'node:net';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from './app.ts';
import type { Config } from './config/config.ts';
import { createContext } from './context.ts';
import type { AppContext } from './platform/app-context.ts';
import { checkDatabaseRoles } from './platform/check-database-roles.ts';
import { checkMasterKeys } from './platform/encryption/check-master-keys.ts';
import { startJobs, type JobRunner } from './platform/jobs.ts';
import type { Logger } from './platform/logger.ts';

export interface RunningServer {
  readonly ctx: AppContext;
  /** The port that it listens on. */
  readonly port: number;
  /** Takes no new requests, finishes those under way, ends streams and jobs, closes every connection. Bounded by `drainMs`. */
  stop(): Promise<void>;
}

/** Starts a whole server in this process. Rejects, with everything closed again, when it may not or cannot start. */
export async function startServer(config: Config, logger?: Logger): Promise<RunningServer> {
  const owned = createContext(config, logger);
  const { ctx } = owned;
  let jobs: JobRunner | null = null;
  try {
    await checkDatabaseRoles(config.databases);
    await checkMasterKeys(ctx.door);
    const app = createApp(ctx, () => jobs?.isRunning() ?? false);
    jobs = await startJobs(ctx, app.jobs, { url: config.databases.jobs, hourly: app.hourly });
    const server = createAdaptorServer({ fetch: app.http.fetch }) as Server;
    const unused = connectionsWithoutRequest(server);
    owned.hearOthers();
    const port = await listen(server, config.listen);
    ctx.logger.info({ port, address: config.publicUrl.origin }, 'listening');
    const running = jobs;
    let stopped: Promise<void> | undefined;
    return {
      ctx,
      port,
      stop: () =>
        (stopped ??= (async () => {
          owned.stop();
          await Promise.all([drain(server, unused, config.drainMs), running.stop()]);
          await owned.close();
          ctx.logger.info('stopped');
        })()),
    };
  } catch (error) {
    owned.stop();
    await jobs?.stop();
    await owned.close();
    throw error;
  }
}

const listen = (server: Server, { host, port }: Config['listen']): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

/** Browsers connect in advance; Node counts such a connection as busy until it times out. */
function connectionsWithoutRequest(server: Server): ReadonlySet<Socket> {
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return unused;
}

/** `close` waits for requests under way, and for idle connections only if nobody ends them. */
function drain(server: Server, unused: ReadonlySet<Socket>, drainMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), drainMs);
    const sweep = setInterval(() => server.closeIdleConnections(), 100);
    server.close(() => {
      clearTimeout(timer);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
    for (const socket of unused) socket.destroy();
  });
}
