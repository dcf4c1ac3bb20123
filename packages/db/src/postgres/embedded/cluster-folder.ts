/**
 * Where a database lives:
 *
 *   <dataDir>/cluster/data                 PostgreSQL's own folder, owned by the account it runs as
 *   <dataDir>/cluster/superuser-password   0600
 *   <dataDir>/cluster/server.conf          written at each start
 *   <dataDir>/location                     only if PostgreSQL's account cannot reach <dataDir>: where `cluster` is instead
 *
 * `cluster` appears by one rename, complete, so a start that dies half-way or races another leaves no half database.
 */
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { canEnter, chooseAccount, run, type Account } from './account.ts';
import { findBinaries, systemFolder, type Binaries } from './binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { isAlive } from './postmaster.ts';

export interface Cluster {
  readonly binaries: Binaries;
  /** PostgreSQL's folder, without symbolic links. */
  readonly dataPath: string;
  readonly settingsPath: string;
  readonly password: string;
  readonly account: Account | undefined;
}

export interface ClusterOptions {
  readonly dataDir: string;
  /** Makes the folder durable before it is used. */
  readonly isDurable: boolean;
  readonly log: (line: string) => void;
}

/** Finds the database in `dataDir`, or creates it. */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const dataDir = path.resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const locationPath = path.join(dataDir, 'location');
  const knownHome = existsSync(locationPath) ? readFileSync(locationPath, 'utf8').trim() : dataDir;
  const account = await chooseAccount(path.join(knownHome, 'cluster', 'data'));
  const home = account
    ? await reachableHome(knownHome, { account, locationPath, log: options.log })
    : knownHome;
  const binaries = await findBinaries(account);
  const clusterPath = path.join(home, 'cluster');
  if (!existsSync(clusterPath)) {
    options.log(`Creating a PostgreSQL database in ${clusterPath}.`);
    await createCluster(home, { account, binaries, isDurable: options.isDurable });
  }
  return readCluster(clusterPath, account, binaries);
}

/** Lets PostgreSQL's account pass through the folder; goes elsewhere if a folder above it is closed. */
async function reachableHome(
  home: string,
  { account, locationPath, log }: { account: Account; locationPath: string; log: (line: string) => void },
): Promise<string> {
  const { mode, uid } = statSync(home);
  if (uid === 0) chmodSync(home, (mode & 0o7777) | 0o011);
  if (await canEnter(home, account)) return home;
  const elsewhere = path.join(
    systemFolder('/var/lib/educrowd', '/var/tmp/educrowd'),
    `postgres-${randomBytes(6).toString('hex')}`,
  );
  mkdirSync(elsewhere, { mode: 0o711 });
  writeFileSync(locationPath, `${elsewhere}\n`);
  log(
    `PostgreSQL must not run as root, and its account cannot enter ${home}: the database is in ${elsewhere}.`,
  );
  return elsewhere;
}

interface Creation {
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  readonly isDurable: boolean;
}

async function createCluster(home: string, { account, binaries, isDurable }: Creation): Promise<void> {
  removeUnfinished(home);
  const unfinished = path.join(home, `.unfinished-${process.pid}-${randomBytes(4).toString('hex')}`);
  const dataPath = path.join(unfinished, 'data');
  const passwordPath = path.join(unfinished, 'superuser-password');
  try {
    mkdirSync(dataPath, { recursive: true, mode: 0o700 });
    chmodSync(unfinished, account ? 0o711 : 0o700);
    writeFileSync(passwordPath, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    if (account) {
      chownSync(dataPath, account.uid, account.gid);
      chownSync(passwordPath, account.uid, account.gid); // initdb reads it
    }
    const { isSuccess, output } = await run(
      binaries.initdb,
      [
        `--pgdata=${dataPath}`,
        '--username=postgres',
        `--pwfile=${passwordPath}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The same order of texts on every platform, today and after an upgrade of the system's libraries.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--text-search-config=simple',
        ...(isDurable ? [] : ['--no-sync']),
      ],
      account,
    );
    if (!isSuccess)
      throw new EmbeddedPostgresError('START_FAILED', `The database could not be created.\n${output}`);
    await includeSettings(path.join(dataPath, 'postgresql.conf'), account);
    if (account) chownSync(passwordPath, 0, 0);
    renameSync(unfinished, path.join(home, 'cluster'));
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(path.join(home, 'cluster'))) throw error; // otherwise another start was faster
  }
}

/** Relative, so that the whole can be moved. Root writes nothing into a folder of another account by itself. */
async function includeSettings(configPath: string, account: Account | undefined): Promise<void> {
  const line = "include_if_exists '../server.conf'";
  if (account) await run('/bin/sh', ['-c', 'echo "$1" >> "$2"', 'sh', line, configPath], account);
  else appendFileSync(configPath, `${line}\n`);
}

/** What starts that died have left. */
function removeUnfinished(home: string): void {
  for (const name of readdirSync(home)) {
    const pid = /^\.unfinished-(\d+)-/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(path.join(home, name), { recursive: true, force: true });
  }
}

function readCluster(clusterPath: string, account: Account | undefined, binaries: Binaries): Cluster {
  const dataPath = realpathSync(path.join(clusterPath, 'data'));
  const owner = statSync(dataPath).uid;
  if (process.getuid && !account && owner !== process.getuid()) {
    throw unusable(
      `The database in ${clusterPath} belongs to another account (${owner}). Start as that account, or as root.`,
    );
  }
  const version = readFileSync(path.join(dataPath, 'PG_VERSION'), 'utf8').trim();
  if (version !== binaries.majorVersion) {
    throw unusable(
      `The database in ${clusterPath} is of PostgreSQL ${version}, but this is PostgreSQL ${binaries.majorVersion}.`,
    );
  }
  const password = readFileSync(path.join(clusterPath, 'superuser-password'), 'utf8').trim();
  return { binaries, dataPath, settingsPath: path.join(clusterPath, 'server.conf'), password, account };
}

const unusable = (message: string) => new EmbeddedPostgresError('UNUSABLE_DATA', message);
