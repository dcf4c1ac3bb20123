import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@educrowd/db/postgres/embedded/start-embedded-postgres';
import type { ServerMode } from '@educrowd/db/postgres/embedded/server-settings';
import { migrate } from '@educrowd/db/postgres/migrate';
import { provisionDatabase, type RoleUrls } from '@educrowd/db/postgres/provision-database';
import { deriveRolePasswords } from '@educrowd/db/postgres/role-passwords';

export interface DatabaseOptions {
  /** Holds the embedded server's data and the secrets of this installation. */
  readonly dataDir: string;
  /** Of a role that may create roles and databases; without it the embedded server is used. */
  readonly databaseUrl?: string | undefined;
  /** `test` gives up durability for speed. */
  readonly mode?: ServerMode;
  readonly log?: (line: string) => void;
}

export interface RunningDatabase {
  readonly urls: RoleUrls;
  readonly adminUrl: string;
  stop(): Promise<void>;
}

/** The database on its server. */
export const DATABASE = 'educrowd';
/** PostgreSQL's own account passes through this folder where we are root; every secret in it is readable by its owner only. */
const DATA_FOLDER_MODE = 0o711;

/** A migrated database with its four roles, ready for a server. */
export async function startDatabase({
  dataDir,
  databaseUrl,
  mode = 'durable',
  log,
}: DatabaseOptions): Promise<RunningDatabase> {
  mkdirSync(dataDir, { recursive: true, mode: DATA_FOLDER_MODE });
  const embedded = databaseUrl
    ? null
    : await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), mode, ...(log && { log }) });
  const adminUrl = embedded?.superuserUrl ?? databaseUrl ?? '';
  try {
    const passwords = deriveRolePasswords(installationSecret(dataDir));
    const urls = await provisionDatabase({ adminUrl, database: DATABASE, passwords });
    await migrate(urls.ownerUrl);
    return { urls, adminUrl, stop: async () => embedded?.stop() };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** One random secret per installation; passwords and signing keys are derived from it. */
function installationSecret(dataDir: string): string {
  const path = join(dataDir, 'secret');
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true, mode: DATA_FOLDER_MODE });
    writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(path, 'utf8').trim();
}

export const derivedSecret = (dataDir: string, purpose: string): string =>
  createHash('sha256')
    .update(`${purpose}: ${installationSecret(dataDir)}`)
    .digest('base64url');
