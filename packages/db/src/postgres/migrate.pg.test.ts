import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, afterEach, expect, test } from 'vitest';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/clone-database.ts';
import { migrate } from './migrate.ts';

let database: TestDatabase;
const folder = mkdtempSync(path.join(tmpdir(), 'migrations-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  database = await createTestDatabase();
  await database.owner`drop schema drizzle cascade`; // as if nothing had been applied
});
afterEach(() => database.drop());

/** Each entry is [name, date, statements]. */
function write(...migrations: [tag: string, when: number, statements: string[]][]): void {
  mkdirSync(path.join(folder, 'meta'), { recursive: true });
  const entries = migrations.map(([tag, when], idx) => ({ idx, when, tag, version: '7', breakpoints: true }));
  writeFileSync(
    path.join(folder, 'meta', '_journal.json'),
    JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
  );
  for (const [tag, , statements] of migrations) {
    writeFileSync(path.join(folder, `${tag}.sql`), statements.join('--> statement-breakpoint\n'));
  }
}

const run = () => migrate(database.urls.ownerUrl, { migrationsFolder: folder });
const exists = async (table: string) =>
  (await database.owner`select to_regclass(${table}) is not null as exists`)[0]?.exists as boolean;

test('applies what is missing, in order, once', async () => {
  write(['0000_first', 100, ['create table first (id int);', 'insert into first values (1);']]);
  expect(await run()).toBe(1);
  write(
    ['0000_first', 100, ['create table first (id int);', 'insert into first values (1);']],
    ['0001_second', 200, ['create table second as select * from first;']],
  );
  expect(await run()).toBe(1);
  expect(await run()).toBe(0);
  expect(await database.owner`select id from second`).toEqual([{ id: 1 }]);
});

test('servers that start together migrate once', async () => {
  write(['0000_first', 100, ['create table first (id int);', 'select pg_sleep(0.1);']]);
  const applied = await Promise.all([run(), run(), run(), run()]);
  expect(applied.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 1]);
});

test('a migration that fails leaves nothing of the run behind', async () => {
  write(
    ['0000_first', 100, ['create table first (id int);']],
    ['0001_broken', 200, ['create table second (id int);', 'select 1 / 0;']],
  );
  await expect(run()).rejects.toMatchObject({ cause: { code: '22012' } });
  expect([await exists('first'), await exists('second')]).toEqual([false, false]);
});

test('refuses a database that is newer than the program', async () => {
  write(['0000_first', 100, ['select 1;']], ['0001_second', 200, ['select 2;']]);
  await run();
  write(['0000_first', 100, ['select 1;']]);
  await expect(run()).rejects.toMatchObject({
    code: 'MIGRATION',
    message: expect.stringContaining('too old'),
  });
});

test('refuses a migration that was changed after it was applied', async () => {
  write(['0000_first', 100, ['select 1;']]);
  await run();
  write(['0000_first', 100, ['select 3;']]);
  await expect(run()).rejects.toMatchObject({ code: 'MIGRATION' });
});

test('refuses a migration that drizzle would skip because of its date', async () => {
  write(['0000_first', 200, ['select 1;']]);
  await run();
  write(['0000_first', 200, ['select 1;']], ['0001_merged_later', 100, ['create table second (id int);']]);
  await expect(run()).rejects.toMatchObject({ code: 'MIGRATION', message: expect.stringContaining('dated') });
});

test('without any migrations there is nothing to do', async () => {
  expect(await migrate(database.urls.ownerUrl, { migrationsFolder: path.join(folder, 'nowhere') })).toBe(0);
});
