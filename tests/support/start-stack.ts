/**
 * A whole school system in a temporary place: PostgreSQL, a cloud server that comes and goes at one address, and as
 * many devices as a test wants. `stop` ends everything that was started and removes the place.
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
  startCloud(): Promise<void>;
  /** SIGTERM: requests under way are finished. */
  stopCloud(): Promise<void>;
  /** SIGKILL, as a crash would. */
  killCloud(): Promise<void>;
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
  /** PostgreSQL keeps what it has committed even if it is killed; without, it is faster. */
  readonly isDurable?: boolean;
}

/** PostgreSQL's own account passes through where we are root; what is secret in here is readable by its owner only. */
const FOLDER_MODE = 0o711;
const MAX_COMPLAINTS = 30;

export async function startStack({
  isDurable = false,
  openDatabase = (folder) => openOwnDatabase(folder, isDurable ? 'durable' : 'test'),
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
  let cloud: RunningCloud | null = null;
  let starting: Promise<unknown> = Promise.resolve();
  let database: StackDatabase | null = null;

  const stop = async ({ keep = false } = {}): Promise<void> => {
    await starting;
    await Promise.all([...devices.map((device) => device.stop()), cloud?.stop()]);
    cloud = null;
    await database?.stop();
    if (!keep) await rm(folder, { recursive: true, force: true });
  };

  try {
    database = await openDatabase(folder);
    const { urls } = database;
    const port = await freePort();
    return {
      folder,
      database,
      origin: `http://localhost:${port}`,
      schoolOrigin: (slug) => `http://${slug}.localhost:${port}`,
      startCloud: async () => {
        assert(cloud === null, 'one server at a time');
        const started = startCloud({
          urls,
          dataDir: join(folder, 'cloud'),
          port,
          env: { LOG_LEVEL: 'warn' },
          log: note('server'),
        });
        starting = started.catch(() => undefined);
        cloud = await started;
      },
      stopCloud: async () => {
        await cloud?.stop();
        cloud = null;
      },
      killCloud: async () => {
        await cloud?.kill();
        cloud = null;
      },
      isCloudUp: () => cloud !== null,
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

async function openOwnDatabase(folder: string, mode: ServerMode): Promise<StackDatabase> {
  const { urls, adminUrl, stop } = await startDatabase({ dataDir: folder, mode });
  return { urls, adminUrl: withDatabase(adminUrl, DATABASE), stop };
}
