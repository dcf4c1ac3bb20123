import { chmodSync, closeSync, openSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3';
import { assert } from '@educrowd/shared/primitives/assert';
import { DatabaseRefused } from './database-refused.ts';
import { migrate } from './migrate.ts';
import { readMigrations, type Migration } from './migrations.ts';
import { searchForm } from './search-form.ts';

/** A path, or what `db.serialize()` gave; an empty buffer is a new database in memory. */
export type DatabaseSource = string | Buffer;

/** "EduC": tells our files from other SQLite databases. */
const APPLICATION_ID = 0x45_64_75_43;
const BUSY_MS = 5_000;

/**
 * Opens the file of a workspace, made if absent, and brings it to the present schema. What a transaction has committed
 * survives a power cut. Throws `DatabaseRefused`, or a `SqliteError` (SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CANTOPEN …).
 */
export function openDatabase(
  source: DatabaseSource,
  migrations: readonly Migration[] = readMigrations(),
): Database {
  // better-sqlite3 13 is built for Node 22 and later and takes the process down on older ones.
  assert(
    Number(process.versions.node.split('.')[0]) >= 22,
    `Node 22 or later is needed, this is ${process.version}`,
  );
  const file = typeof source === 'string' ? source : null;
  if (file !== null) keepPrivate(file);
  const db = new Sqlite(typeof source === 'string' ? source : forMemory(source), { timeout: BUSY_MS });
  try {
    prepare(db, file !== null);
    migrate(db, migrations, file);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** SQLite gives its WAL and shared memory files the mode of the database. */
function keepPrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

function prepare(db: Database, isFile: boolean): void {
  const owner = Number(db.pragma('application_id', { simple: true }));
  const isNew = owner === 0 && isEmpty(db);
  if (!isNew && owner !== APPLICATION_ID) throw new DatabaseRefused('FOREIGN');
  if (isNew) {
    // Lesson texts fill pages; it can only be chosen before the first table.
    db.pragma('page_size = 16384');
    db.pragma(`application_id = ${APPLICATION_ID}`);
  }
  if (isFile) db.pragma('journal_mode = wal');
  db.pragma('synchronous = full');
  db.pragma('foreign_keys = off');
  db.pragma('temp_store = memory');
  // The triggers of the search index call it.
  db.function('search_form', { deterministic: true }, (text) => searchForm(String(text)));
}

/** In memory there is no WAL, which a file names in two bytes of its header (file format 1.3.3). */
function forMemory(serialized: Buffer): Buffer {
  const copy = Buffer.from(serialized);
  return copy.length === 0 ? copy : copy.fill(1, 18, 20);
}

const isEmpty = (db: Database): boolean =>
  db.prepare('select 1 from sqlite_schema limit 1').get() === undefined;
