import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DatabaseRefused } from './database-refused.ts';
import { copyPathOf } from './migrate.ts';
import { readMigrations, type Migration } from './migrations.ts';
import { openDatabase } from './open-database.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'educrowd-sqlite-'));
  file = join(folder, 'workspace.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const migrations = readMigrations();
const adding = (name: string, ...statements: string[]): Migration[] => [...migrations, { name, statements }];
const modeOf = (path: string): number => statSync(path).mode & 0o777;

function refusalOf(open: () => unknown): string {
  try {
    open();
  } catch (error) {
    return error instanceof DatabaseRefused ? error.reason : String(error);
  }
  return 'opened';
}

test('a new file is durable, large-paged and for its owner alone', () => {
  const db = openDatabase(file);
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(db.pragma('synchronous', { simple: true })).toBe(2);
  expect(db.pragma('page_size', { simple: true })).toBe(16_384);
  db.exec("insert into sync_state (key, value) values ('a', 'b')");
  expect([file, `${file}-wal`, `${file}-shm`].map(modeOf)).toEqual([0o600, 0o600, 0o600]);
  db.close();
});

test('a file that others could read is closed to them', () => {
  writeFileSync(file, '', { mode: 0o644 });
  openDatabase(file).close();
  expect(modeOf(file)).toBe(0o600);
});

test('what an older file holds is found in the form in which it is sought now', () => {
  const old = openDatabase(file, migrations.slice(0, 8));
  old.exec(`insert into search_entry (kind, row_id, home_id, title, body)
    values ('lesson', 'a', 'h', 'Ёлка', '学习SQL'), ('lesson', 'b', 'h', 'Oaks', '')`);
  old.close();
  const db = openDatabase(file);
  const find = db
    .prepare<[string], string>(
      `select e.row_id from search_index join search_entry e on e.id = search_index.rowid
       where search_index match ?`,
    )
    .pluck();
  expect([find.all('елка'), find.all('sql'), find.all('oaks')]).toEqual([['a'], ['a'], ['b']]);
  db.exec("update search_entry set title = 'Été' where row_id = 'a'");
  db.exec("delete from search_entry where row_id = 'b'");
  expect([find.all('елка'), find.all('ete'), find.all('oaks')]).toEqual([[], ['a'], []]);
  db.close();
});

test('an older file is migrated, and what it was before is kept', () => {
  const old = openDatabase(file);
  old.exec("insert into sync_state (key, value) values ('kept', 'yes')");
  old.close();
  const db = openDatabase(file, adding('next', 'create table added (id integer)'));
  expect(db.prepare("select value from sync_state where key = 'kept'").pluck().get()).toBe('yes');
  expect(db.prepare('select count(*) from added').pluck().get()).toBe(0);
  db.close();
  const copyPath = copyPathOf(file, migrations.length);
  expect(modeOf(copyPath)).toBe(0o600);
  const copy = new Sqlite(copyPath, { readonly: true });
  expect(copy.prepare("select value from sync_state where key = 'kept'").pluck().get()).toBe('yes');
  expect(copy.prepare("select count(*) from sqlite_schema where name = 'added'").pluck().get()).toBe(0);
  copy.close();
});

test('a migration that fails changes nothing, and the next start tries it again', () => {
  openDatabase(file).close();
  const broken = adding('broken', 'create table half (id integer)', 'create table half (id integer)');
  expect(() => openDatabase(file, broken)).toThrow('half');
  const db = openDatabase(file, adding('mended', 'create table half (id integer)'));
  expect(db.pragma('user_version', { simple: true })).toBe(migrations.length + 1);
  db.close();
});

test('a file of a newer version is refused and left as it is', () => {
  openDatabase(file, adding('next', 'create table added (id integer)')).close();
  const before = statSync(file).mtimeMs;
  expect(refusalOf(() => openDatabase(file))).toBe('NEWER');
  expect(statSync(file).mtimeMs).toBe(before);
});

test('a database of another program is refused', () => {
  const other = new Sqlite(file);
  other.exec('create table theirs (id integer)');
  other.close();
  expect(refusalOf(() => openDatabase(file))).toBe('FOREIGN');
});

test('a file that is no database is refused and left as it is', () => {
  writeFileSync(file, 'something else altogether, and longer than a header of SQLite would be'.repeat(20));
  expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'SQLITE_NOTADB' }));
});

test('a serialized workspace opens in memory with everything in it', () => {
  const first = openDatabase(file);
  first.exec("insert into sync_state (key, value) values ('a', 'b')");
  const serialized = first.serialize();
  first.close();
  const db = openDatabase(serialized);
  expect(db.prepare("select value from sync_state where key = 'a'").pluck().get()).toBe('b');
  db.close();
});
