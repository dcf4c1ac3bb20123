/** Applies reviewed SQL, forward only, as drizzle-kit writes it: `meta/_journal.json` and one file per entry. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMissing } from 'drizzle-orm/postgres-js/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Sql } from 'postgres';
import { createClient } from './client.ts';

export interface MigrateOptions {
  /** Those of the product unless given. */
  readonly migrationsFolder?: string;
}

/** The database was not made by these migrations: it is newer than this program, or a file was changed or reordered. */
export class MigrationError extends Error {
  readonly code = 'MIGRATION';

  constructor(message: string) {
    super(message);
    this.name = 'MigrationError';
  }
}

const MIGRATIONS = path.join(import.meta.dirname, 'migrations');
const LOCK_KEY = 7_265_381_192;

/**
 * Brings the database up to date, all missing migrations in one transaction. Servers may start together: one migrates,
 * the others wait for it. Returns how many were applied.
 *
 * @param ownerUrl of `educrowd_owner`, straight to the server: a pooler in transaction mode would lose the lock.
 */
export async function migrate(
  ownerUrl: string,
  { migrationsFolder = MIGRATIONS }: MigrateOptions = {},
): Promise<number> {
  if (!existsSync(path.join(migrationsFolder, 'meta', '_journal.json'))) return 0;
  const migrations = readMigrationFiles({ migrationsFolder });
  const sql = createClient(ownerUrl, { max: 1, applicationName: 'educrowd-migrate' });
  try {
    await sql`select pg_advisory_lock(${LOCK_KEY})`;
    // A migration that waits for a lock makes everybody else wait behind it.
    await sql`set lock_timeout = '30s'`;
    const applied = await appliedHashes(sql);
    assertPrefix(applied, migrations);
    await applyMissing(drizzle(sql), { migrationsFolder });
    return migrations.length - applied.length;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** drizzle's own record of what it applied. */
async function appliedHashes(sql: Sql): Promise<string[]> {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`;
  if (!table?.exists) return [];
  const rows = await sql<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations order by id`;
  return rows.map(({ hash }) => hash);
}

/**
 * drizzle compares dates only: a migration that is dated before the last one applied, as after a merge of two branches,
 * would be skipped in silence, and a changed file would go unnoticed.
 */
function assertPrefix(
  applied: readonly string[],
  migrations: readonly { hash: string; folderMillis: number }[],
): void {
  if (applied.length > migrations.length) {
    throw new MigrationError(
      `The database has ${applied.length} migrations, this program knows ${migrations.length}: it is too old for this database.`,
    );
  }
  const changed = applied.findIndex((hash, index) => hash !== migrations[index]?.hash);
  if (changed >= 0)
    throw new MigrationError(`Migration ${changed} is not the one this database was made with.`);
  const misdated = migrations.findIndex(
    ({ folderMillis }, index) => folderMillis <= (migrations[index - 1]?.folderMillis ?? 0),
  );
  if (misdated >= 0) throw new MigrationError(`Migration ${misdated} is dated before the one it follows.`);
}
