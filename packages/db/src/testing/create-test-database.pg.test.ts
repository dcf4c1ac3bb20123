import { afterAll, expect, test } from 'vitest';
import { createClient } from '../postgres/client.ts';
import { createTestDatabase } from './create-test-database.ts';

const database = await createTestDatabase();
afterAll(() => database.drop());

test('each role connects to a clone with all migrations', async () => {
  for (const role of ['owner', 'app', 'jobs', 'identity'] as const) {
    const [row] = await database[role]`select current_user as role, current_database() as database`;
    expect(row).toEqual({ role: `educrowd_${role}`, database: database.name });
  }
  expect(await database.owner`select from drizzle.__drizzle_migrations`).not.toHaveLength(0);
});

test('databases do not see each other', async () => {
  const other = await createTestDatabase();
  await other.owner`create table marked (id int)`;
  const [found] = await database.owner`select to_regclass('marked') as marked`;
  await other.drop();
  expect(found?.marked).toBeNull();
});

test('a connection that nobody closed fails the drop, and is named', async () => {
  const leaky = await createTestDatabase();
  const leaked = createClient(leaky.urls.appUrl, { max: 1, applicationName: 'forgotten' });
  await leaked`select 'leaked'`;
  await expect(leaky.drop()).rejects.toThrow(/forgotten.*select 'leaked'/);
  await leaked.end();
  const [gone] = await database.admin`select from pg_database where datname = ${leaky.name}`;
  expect(gone).toBeUndefined();
});
