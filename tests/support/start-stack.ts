/**
 * A whole school system in a temporary place: PostgreSQL, a cloud server or several that come and go at one address, and
 * as many devices as a test wants. `stop` ends everything that was started and removes the place.
 */
import { appendFileSync, chmodSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerMode } from '@educrowd/db/postgres/embedded/server-settings';
import { withDatabase, type RoleUrls } from '@educrowd/db/postgres/provision-database';
import { assert } from '@educrowd/shared/primitives/assert';
import { freePort } from '../../tools/stack/ports.ts';
import { startCloud, type RunningCloud } from '../../tools/stack/start-cloud.ts';
import { DATABASE, startDatabase } from '../../tools/stack/start-database.ts';
import { createDevice, type Device } from './engine-driver.ts';
import { startHostileProxy, type HostileProxy } from './hostile-proxy.ts';
import type { Random } from './random.ts';

/** A migrated database that nobody else uses. */
export interface StackDatabase {
  readonly urls: RoleUrls;
  /** Of this very database, for somebody who sees past row-level security. */
  readonly adminUrl: string;
  stop(): Promise<void>;
}

export interface Stack {
  readonly folder: string;
  readonly database: StackDatabase;
  /** Address of the platform. */
  readonly origin: string;
  schoolOrigin(slug: string): string;
  /** Every server that is not up. */
  startCloud(): Promise<void>;
  /** SIGTERM: requests under way are finished. */
  stopCloud(): Promise<void>;
  /** SIGKILL, as a crash would, for one of them. */
  killCloud(which?: number): Promise<void>;
  /** Null where devices talk to the one server themselves. */
  readonly proxy: HostileProxy | null;
  isCloudUp(): boolean;
  /** A device with a data folder of its own; its engine is not started yet. */
  device(name: string): Device;
  devices(): readonly Device[];
  /** The last lines in which a server or an engine complained. */
  complaints(): readonly string[];
  stop(options?: { readonly keep?: boolean }): Promise<void>;
}

export interface StackOptions {
  /** Given `folder`, answers the database to use; by default a PostgreSQL of its own in there. */
  readonly openDatabase?: (folder: string) => Promise<StackDatabase>;
  /** Several servers, behind a network that can be made hostile. */
  readonly behindProxy?: { readonly servers: number; readonly random: Random };
  /** PostgreSQL keeps what it has committed even if it is killed; without, it is faster. */
  readonly isDurable?: boolean;
}

/** PostgreSQL's own account passes through where we are root; what is secret in here is readable by its owner only. */
const FOLDER_MODE = 0o711;
const MAX_COMPLAINTS = 30;

export async function startStack({
  isDurable = false,
  openDatabase = (folder) => openOwnDatabase(folder, isDurable ? 'durable' : 'test'),
  behindProxy,
}: StackOptions = {}): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'educrowd-'));
  chmodSync(folder, FOLDER_MODE);
  const devices: Device[] = [];
  const complaints: string[] = [];
  const note = (from: string) => (line: string) => {
    appendFileSync(join(folder, `${from}.log`), `${line}\n`);
    complaints.push(`${from}: ${line}`);
    if (complaints.length > MAX_COMPLAINTS) complaints.shift();
  };
  const clouds = new Map<number, RunningCloud>();
  let starting: Promise<unknown> = Promise.resolve();
  let proxy: HostileProxy | null = null;
  let database: StackDatabase | null = null;

  const stopClouds = async (): Promise<void> => {
    const running = [...clouds.values()];
    clouds.clear();
    await Promise.all(running.map((cloud) => cloud.stop()));
  };

  const stop = async ({ keep = false } = {}): Promise<void> => {
    await starting;
    await Promise.all([...devices.map((device) => device.stop()), stopClouds()]);
    await proxy?.stop();
    await database?.stop();
    if (!keep) await rm(folder, { recursive: true, force: true });
  };

  try {
    database = await openDatabase(folder);
    const { urls } = database;
    const port = await freePort();
    const ports = await serverPorts(port, behindProxy?.servers);
    if (behindProxy) {
      const up = (): number[] => [...clouds.values()].map((cloud) => cloud.port);
      proxy = await startHostileProxy({ port, servers: up, random: behindProxy.random });
    }
    const startServer = async (index: number, own: number): Promise<void> => {
      const cloud = await startCloud({
        urls,
        dataDir: join(folder, 'cloud'),
        port: own,
        env: { LOG_LEVEL: 'warn', ...(behindProxy && sharedEnv(port)) },
        log: note(behindProxy ? `server-${index}` : 'server'),
      });
      clouds.set(index, cloud);
    };
    return {
      folder,
      database,
      origin: `http://localhost:${port}`,
      schoolOrigin: (slug) => `http://${slug}.localhost:${port}`,
      startCloud: async () => {
        const down = [...ports.entries()].filter(([index]) => !clouds.has(index));
        assert(down.length > 0, 'a server that is down');
        const started = Promise.all(down.map(([index, own]) => startServer(index, own)));
        starting = started.catch(() => undefined);
        await started;
      },
      stopCloud: stopClouds,
      killCloud: async (which = 0) => {
        const cloud = clouds.get(which % ports.length);
        clouds.delete(which % ports.length);
        await cloud?.kill();
      },
      proxy,
      isCloudUp: () => clouds.size > 0,
      device: (name) => {
        const device = createDevice({ name, dataFolder: join(folder, name), log: note(name) });
        devices.push(device);
        return device;
      },
      devices: () => devices,
      complaints: () => complaints,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One server has the stack's own port; where a proxy has it, each has another. */
const serverPorts = (port: number, servers: number | undefined): Promise<number[]> =>
  servers === undefined
    ? Promise.resolve([port])
    : Promise.all(Array.from({ length: servers }, () => freePort()));

/** All are known by the proxy's address, and none has a payment server of its own. */
const sharedEnv = (port: number): Record<string, string> => ({
  PUBLIC_URL: `http://localhost:${port}`,
  STRIPE_SECRET_KEY: 'sk_test_none',
  STRIPE_WEBHOOK_SECRET: 'whsec_none',
});

async function openOwnDatabase(folder: string, mode: ServerMode): Promise<StackDatabase> {
  const { urls, adminUrl, stop } = await startDatabase({ dataDir: folder, mode });
  return { urls, adminUrl: withDatabase(adminUrl, DATABASE), stop };
}
