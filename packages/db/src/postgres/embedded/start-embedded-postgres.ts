import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCluster, type Cluster } from './cluster-folder.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { claim, type Claim } from './ownership.ts';
import { endOrphans, findPostmaster } from './postmaster.ts';
import { startServer, stopServer } from './server-process.ts';
import { renderSettings, type ServerMode, type ServerSettings } from './server-settings.ts';

export interface EmbeddedPostgresOptions {
  /** Created if it is not there. Holds the data, the superuser's password and the server's log. */
  readonly dataDir: string;
  /** A free one unless given. */
  readonly port?: number;
  readonly mode?: ServerMode;
  /** For postgresql.conf, over the defaults. */
  readonly settings?: ServerSettings;
  readonly log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  readonly host: string;
  readonly port: number;
  /** With the password: keep it out of logs. */
  readonly superuserUrl: string;
  /** The server was already running, left behind by a process that died. */
  readonly adopted: boolean;
  /** Ends all sessions, writes everything out, and stops. Data stays. May be called again. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
/** A server that comes back from a crash replays its log first. */
const READY_TIMEOUT_MS = 120_000;
/** A session of a process that has just been killed lives on for a moment. */
const IN_USE_GRACE_MS = 1_000;
const START_TIMEOUT_MS = 20_000;
/** Another start chose the same free port or was faster; sessions of a killed server are still ending. */
const PASSING_TROUBLE = /address already in use|postmaster\.pid|shared memory block/i;

/**
 * Starts the PostgreSQL that comes with the npm packages on the database in `dataDir`, creating it first if needed.
 * One process at a time owns it: a second start is refused with `IN_USE`. What a dead process left running is taken over,
 * or restarted if it runs with other settings. This process stays alive until `stop()`.
 *
 * @throws EmbeddedPostgresError
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { mode = 'durable', log = () => undefined } = options;
  const settings = renderSettings(mode, options.settings);
  const cluster = await openCluster({ dataDir: options.dataDir, isDurable: mode === 'durable', log });

  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const left = await findPostmaster(cluster.dataPath);
    const owned = left && (await claimServer(cluster, left.port));
    if (owned) {
      if (owned.fingerprint === settings.fingerprint && (options.port ?? left.port) === left.port) {
        log(`Took over the PostgreSQL server on port ${left.port}, left behind by a process that ended.`);
        return describe(cluster, { port: left.port, owned, adopted: true });
      }
      log('Restarting a PostgreSQL server, left behind by a process that ended, with the present settings.');
      await owned.release();
      await stopServer(cluster);
    }
    const port = options.port ?? (await freePort());
    const trouble = await startServer(cluster, port, settings);
    if (trouble === undefined) {
      const started = await claimServer(cluster, port);
      if (started) return describe(cluster, { port, owned: started, adopted: false });
    } else if (!PASSING_TROUBLE.test(trouble) || performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        'START_FAILED',
        `PostgreSQL did not start on ${cluster.dataPath}.\n${trouble}`,
      );
    }
    if (trouble?.includes('shared memory block')) endOrphans(cluster.dataPath);
    await sleep(200);
  }
}

type Owned = Extract<Claim, { kind: 'owned' }>;

/** Waits for a server to be ready and takes it; undefined if it ended meanwhile. */
async function claimServer(cluster: Cluster, port: number): Promise<Owned | undefined> {
  const began = performance.now();
  for (;;) {
    const answer = await claim(urlOf(cluster, port), cluster.dataPath);
    const waitedMs = performance.now() - began;
    switch (answer.kind) {
      case 'owned':
        return answer;
      case 'wrong-password':
        throw new EmbeddedPostgresError(
          'UNUSABLE_DATA',
          `The PostgreSQL server of ${cluster.dataPath} does not accept the password kept beside it.`,
        );
      case 'in-use':
        if (waitedMs < IN_USE_GRACE_MS) break;
        throw new EmbeddedPostgresError(
          'IN_USE',
          `The database in ${cluster.dataPath} is in use by another running process (PostgreSQL on port ${port}). End that one first.`,
        );
      case 'no-answer':
        if ((await findPostmaster(cluster.dataPath))?.port !== port) return undefined;
        if (waitedMs < READY_TIMEOUT_MS) break;
        throw new EmbeddedPostgresError(
          'START_FAILED',
          `The PostgreSQL server of ${cluster.dataPath} does not answer.`,
          {
            cause: answer.reason,
          },
        );
    }
    await sleep(100);
  }
}

interface Running {
  readonly port: number;
  readonly owned: Owned;
  readonly adopted: boolean;
}

function describe(cluster: Cluster, { port, owned, adopted }: Running): EmbeddedPostgres {
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await owned.release();
    await stopServer(cluster);
  };
  return { host: HOST, port, superuserUrl: urlOf(cluster, port), adopted, stop: () => (stopping ??= stop()) };
}

const urlOf = ({ password }: Cluster, port: number) =>
  `postgres://postgres:${password}@${HOST}:${port}/postgres`;

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, HOST, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
