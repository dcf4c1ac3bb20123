/**
 * PgBouncer in transaction mode between the server's role and PostgreSQL: what a connection carries over from one
 * transaction to the next would be another school's there.
 */
import { execFile, spawn } from 'node:child_process';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@educrowd/db/postgres/client';
import type { Sql, TestDatabase } from '@educrowd/db/testing/clone-database';
import { must } from '@educrowd/shared/primitives/assert';
import { freePort } from '../../tools/stack/ports.ts';
import { waitUntil } from '../support/waits.ts';

export interface Pooler {
  readonly version: string;
  /** Connects as the server's role, through the pooler. */
  readonly app: Sql;
  /** For a whole server; null: this version cannot prepare statements in transaction mode (before 1.21). */
  readonly appUrl: string | null;
  stop(): Promise<void>;
}

/** Fewer connections than transactions at once: they have to be shared. */
const POOL_SIZE = 3;

/** Null where PgBouncer is not installed. */
export async function startPooler({ name, urls }: TestDatabase): Promise<Pooler | null> {
  const version = await installedVersion();
  if (version === null) return null;
  const folder = await mkdtemp(join(tmpdir(), 'educrowd-pooler-'));
  const [port, target] = [await freePort(), new URL(urls.appUrl)];
  const preparesItself = isAtLeast(version, [1, 21]);
  const settings = join(folder, 'pgbouncer.ini');
  await writeFile(
    settings,
    `[databases]
${name} = host=${target.hostname} port=${target.port} dbname=${name} user=${target.username} password=${decodeURIComponent(target.password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
auth_type = any
pool_mode = transaction
default_pool_size = ${POOL_SIZE}
max_client_conn = 200
unix_socket_dir =
${preparesItself ? 'max_prepared_statements = 200' : ''}
`,
    { mode: 0o600 },
  );
  const account = process.getuid?.() === 0 ? await accountOf('nobody') : null;
  // It refuses to work as root.
  if (account) for (const path of [folder, settings]) await chown(path, account.uid, account.gid);
  const child = spawn('pgbouncer', [settings], {
    stdio: 'ignore',
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const pooled = new URL(urls.appUrl);
  pooled.host = `127.0.0.1:${port}`;
  const app = createClient(pooled.href, {
    max: 20,
    applicationName: 'attack-pooled',
    prepare: preparesItself,
  });
  const stop = async (): Promise<void> => {
    await app.end({ timeout: 5 });
    child.kill('SIGINT');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitUntil('PgBouncer answers', () =>
      app`select 1`.then(
        () => ({ done: true }),
        (error: unknown) => ({ seen: String(error) }),
      ),
    );
    return { version, app, appUrl: preparesItself ? pooled.href : null, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function installedVersion(): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('pgbouncer', ['--version']);
    return must(/\d+\.\d+(?:\.\d+)?/.exec(stdout)?.[0], 'version of PgBouncer');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

async function accountOf(user: string): Promise<{ readonly uid: number; readonly gid: number }> {
  const idOf = async (which: '-u' | '-g'): Promise<number> =>
    Number((await promisify(execFile)('id', [which, user])).stdout.trim());
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}
