/**
 * One PostgreSQL for a whole run of tests, with the roles and a migrated template that each test file clones.
 *
 * The embedded server runs in one of a few folders that are kept between runs: no time is lost on creating a database,
 * a server that a killed run has left behind is taken over, and runs side by side take different folders.
 */
import { chmodSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { createClient } from '../postgres/client.ts';
import { EmbeddedPostgresError } from '../postgres/embedded/embedded-postgres-error.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../postgres/embedded/start-embedded-postgres.ts';
import { installJobQueue } from '../postgres/install-job-queue.ts';
import { migrate } from '../postgres/migrate.ts';
import { provisionDatabase } from '../postgres/provision-database.ts';
import { deriveRolePasswords, type RolePasswords } from '../postgres/role-passwords.ts';
import { identifier } from '../postgres/roles.ts';

/** All that test files need to know; plain data, so that it can cross to their processes. */
export interface TestServer {
  readonly adminUrl: string;
  readonly passwords: RolePasswords;
  /** Every database of this run begins with it. */
  readonly prefix: string;
  readonly template: string;
}

export interface RunningTestServer extends TestServer {
  /** Fails if a database of the run was never dropped. */
  stop(): Promise<void>;
}

const FOLDERS = 8;

/** `serverUrl` of a superuser, to use a server that is there already instead of the embedded one. */
export async function startTestServer(serverUrl?: string): Promise<RunningTestServer> {
  const embedded = serverUrl === undefined ? await startInFreeFolder() : undefined;
  const adminUrl = embedded?.superuserUrl ?? serverUrl ?? '';
  // Runs side by side on one server share its roles, and with this also their passwords.
  const passwords = deriveRolePasswords(adminUrl.replace(/:\d+\/.*$/, ''));
  const prefix = `test_${randomBytes(4).toString('hex')}`;
  const template = `${prefix}_template`;
  try {
    if (embedded) await dropDatabases(adminUrl, 'test_'); // of runs that were killed
    const urls = await provisionDatabase({ adminUrl, database: template, passwords });
    await migrate(urls.ownerUrl);
    await installJobQueue(urls.jobsUrl);
    await onServer(
      adminUrl,
      `alter database ${identifier(template)} with is_template true allow_connections false`,
    );
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  return {
    adminUrl,
    passwords,
    prefix,
    template,
    async stop() {
      await onServer(adminUrl, `alter database ${identifier(template)} with is_template false`);
      await onServer(adminUrl, `drop database ${identifier(template)}`);
      const left = await dropDatabases(adminUrl, prefix);
      await embedded?.stop();
      if (left.length > 0) throw new Error(`These tests never dropped their database: ${left.join(', ')}`);
    },
  };
}

async function startInFreeFolder(): Promise<EmbeddedPostgres> {
  const home = path.join(tmpdir(), `educrowd-test-postgres-${process.getuid?.() ?? 'user'}`);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (process.getuid && statSync(home).uid !== process.getuid())
    throw new Error(`${home} belongs to somebody else`);
  if (process.getuid?.() === 0) chmodSync(home, 0o711); // PostgreSQL does not run as root and has to pass through
  for (let folder = 1; folder <= FOLDERS; folder++) {
    const dataDir = path.join(home, String(folder));
    try {
      return await startWithFreshData(dataDir);
    } catch (error) {
      if (!(error instanceof EmbeddedPostgresError && error.code === 'IN_USE')) throw error;
    }
  }
  throw new Error(`${FOLDERS} runs of the tests are under way already.`);
}

/** Test mode does not survive a crash of the machine, and another version may have left its data: then it starts over. */
async function startWithFreshData(dataDir: string): Promise<EmbeddedPostgres> {
  const start = () => startEmbeddedPostgres({ dataDir, mode: 'test' });
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError) || error.code === 'IN_USE' || error.code === 'NO_BINARY')
      throw error;
    rmSync(dataDir, { recursive: true, force: true });
    return start();
  }
}

/** Returns what the dropped ones were made for. */
async function dropDatabases(adminUrl: string, prefix: string): Promise<string[]> {
  const admin = createClient(adminUrl, { max: 1 });
  try {
    const databases = await admin<{ name: string; purpose: string | null }[]>`
      select datname as name, shobj_description(oid, 'pg_database') as purpose
      from pg_database where starts_with(datname, ${prefix})`;
    for (const { name } of databases) {
      await admin.unsafe(`alter database ${identifier(name)} with is_template false`);
      await admin.unsafe(`drop database ${identifier(name)} with (force)`);
    }
    return databases.map(({ name, purpose }) => purpose ?? name);
  } finally {
    await admin.end({ timeout: 5 });
  }
}

export async function onServer(adminUrl: string, ...statements: readonly string[]): Promise<void> {
  const admin = createClient(adminUrl, { max: 1 });
  try {
    for (const statement of statements) await admin.unsafe(statement);
  } finally {
    await admin.end({ timeout: 5 });
  }
}
