import { randomBytes } from 'node:crypto';
import { afterAll, expect, inject, test } from 'vitest';
import { createTestDatabase } from '../testing/create-test-database.ts';
import { createClient } from './client.ts';
import { provisionDatabase, withDatabase, type ProvisionOptions } from './provision-database.ts';
import { rolesSql } from './roles.ts';

const { adminUrl, passwords, prefix } = inject('testServer');
const database = await createTestDatabase();
afterAll(() => database.drop());

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'allowed',
    (error: unknown) => (error as { code?: string }).code,
  );

async function asAdmin(...statements: string[]) {
  for (const statement of statements) await database.admin.unsafe(statement);
}

test('no role has more than it needs', async () => {
  const roles = await database.admin`
    select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin
    from pg_roles where rolname like 'educrowd\\_%' order by 1`;
  const harmless = {
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolreplication: false,
  };
  expect(roles).toEqual(
    ['app', 'identity', 'jobs', 'owner'].map((kind) => ({
      rolname: `educrowd_${kind}`,
      ...harmless,
      rolcanlogin: true,
    })),
  );
  const memberships = await database.admin`
    select from pg_auth_members where member in (select oid from pg_roles where rolname like 'educrowd\\_%')`;
  expect(memberships).toHaveLength(0);
});

test('only the owner creates tables in public, only jobs in jobs', async () => {
  for (const kind of ['app', 'jobs', 'identity'] as const) {
    expect(await code(database[kind]`create table public.x (id int)`)).toBe('42501');
    expect(await code(database[kind]`create temp table x (id int)`)).toBe('42501');
    expect(await code(database[kind]`create schema x`)).toBe('42501');
  }
  expect(await code(database.owner`create table x (id int)`)).toBe('allowed');
  expect(await code(database.jobs`create table jobs.x (id int)`)).toBe('allowed');
  expect(await code(database.owner`select from jobs.x`)).toBe('42501');
  for (const kind of ['app', 'jobs', 'identity'] as const)
    expect(await code(database[kind]`select from public.x`)).toBe('42501');
});

test('nobody else may connect', async () => {
  const stranger = `${prefix}_stranger`;
  await asAdmin(`create role ${stranger} login password 'x'`);
  const url = new URL(database.urls.appUrl);
  [url.username, url.password] = [stranger, 'x'];
  const client = createClient(url.href, { max: 1 });
  expect(await code(client`select 1`)).toBe('42501');
  await client.end();
  await asAdmin(`drop role ${stranger}`);
});

test('stuck sessions of the app end by themselves', async () => {
  const [row] = await database.app`select current_setting('idle_in_transaction_session_timeout') as idle`;
  expect(row).toEqual({ idle: '30s' });
});

/** A database of its own for provisioning, gone afterwards. */
async function withFreshDatabase(work: (options: ProvisionOptions) => Promise<void>): Promise<void> {
  const name = `${prefix}_${randomBytes(4).toString('hex')}`;
  await work({ adminUrl, database: name, passwords });
  await asAdmin(`drop database if exists "${name}" with (force)`);
}

test('several servers may provision at once, and again later', () =>
  withFreshDatabase(async (options) => {
    const [urls] = await Promise.all([1, 2, 3].map(() => provisionDatabase(options)));
    expect(await provisionDatabase(options)).toEqual(urls);
    const owner = createClient(urls?.ownerUrl ?? '', { max: 1 });
    expect(await owner`select current_user as role`).toEqual([{ role: 'educrowd_owner' }]);
    await owner.end();
  }));

/** What a hosted PostgreSQL gives its customers instead of a superuser. */
async function withUser(attributes: string, work: (userUrl: string) => Promise<void>): Promise<void> {
  const role = `${prefix}_${randomBytes(4).toString('hex')}`;
  await asAdmin(`create role ${role} login password 'x' ${attributes}`);
  const url = new URL(adminUrl);
  [url.username, url.password] = [role, 'x'];
  await work(url.href);
  await asAdmin(`reassign owned by ${role} to postgres`, `drop owned by ${role}`, `drop role ${role}`);
}

test('a user that may create roles and databases is enough', () =>
  withFreshDatabase((options) =>
    withUser('createrole createdb', async (userUrl) => {
      const role = new URL(userUrl).username;
      // The roles exist already on this server; otherwise the user would have got this by creating them.
      await asAdmin(
        ...['owner', 'app', 'jobs', 'identity'].map(
          (kind) => `grant educrowd_${kind} to ${role} with admin option, inherit false`,
        ),
      );
      const urls = await provisionDatabase({ ...options, adminUrl: userUrl });
      const owner = createClient(urls.ownerUrl, { max: 1 });
      expect(await code(owner`create table x (id int)`)).toBe('allowed');
      await owner.end();
      await asAdmin(
        `revoke educrowd_owner, educrowd_app, educrowd_jobs, educrowd_identity from ${role} cascade`,
      );
    }),
  ));

test('a user that may not is told what an administrator has to run, and is content once that is done', () =>
  withFreshDatabase((options) =>
    withUser('', async (userUrl) => {
      const asUser = { ...options, adminUrl: userUrl };
      const failure = await provisionDatabase(asUser).catch((error: unknown) => error as Error);
      expect(failure).toMatchObject({
        code: 'PROVISIONING',
        message: expect.stringContaining('create role educrowd_app'),
      });
      for (const password of Object.values(passwords))
        expect((failure as Error).message).not.toContain(password);

      await runScript(rolesSql(options.database, passwords));
      await expect(provisionDatabase(asUser)).resolves.toMatchObject({
        appUrl: expect.stringContaining(options.database),
      });
    }),
  ));

/** Does what psql does with a script. */
async function runScript(script: string): Promise<void> {
  const [before = '', afterConnect = ''] = script.split(/^\\connect .*$/m);
  const name = /^\\connect "(.*)"$/m.exec(script)?.[1] ?? '';
  await asAdmin(...before.split(/;$/m).filter((statement) => statement.trim() !== ''));
  const inside = createClient(withDatabase(adminUrl, name), { max: 1 });
  await inside.unsafe(afterConnect);
  await inside.end();
}

test('a role that could look past row-level security is not accepted', () =>
  withFreshDatabase(async (options) => {
    await asAdmin('alter role educrowd_identity createdb');
    const refused = await code(provisionDatabase(options));
    await asAdmin('alter role educrowd_identity nocreatedb');
    expect(refused).toBe('PROVISIONING');
  }));
