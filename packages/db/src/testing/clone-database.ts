import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { createClient } from '../postgres/client.ts';
import { roleUrls, withDatabase, type RoleUrls } from '../postgres/provision-database.ts';
import { connectStatements, identifier } from '../postgres/roles.ts';
import { onServer, type TestServer } from './test-server.ts';

export type { Sql, TransactionSql } from 'postgres';

/** A database with all migrations and no rows. The clients connect when first used. */
export interface TestDatabase {
  readonly name: string;
  readonly urls: RoleUrls & { readonly adminUrl: string };
  readonly owner: Sql;
  readonly app: Sql;
  readonly jobs: Sql;
  readonly identity: Sql;
  /** A superuser: sees past row-level security. */
  readonly admin: Sql;
  /** Fails if anybody is still connected, after closing the clients above: a connection was leaked. */
  drop(): Promise<void>;
}

/** @param purpose names the database in the complaint that it was never dropped */
export async function cloneDatabase(server: TestServer, purpose: string): Promise<TestDatabase> {
  const name = `${server.prefix}_${randomBytes(4).toString('hex')}`;
  await onServer(
    server.adminUrl,
    `create database ${identifier(name)} template ${identifier(server.template)} strategy wal_log owner educrowd_owner`,
    ...connectStatements(name), // rights on a database are not cloned with it
    `comment on database ${identifier(name)} is '${purpose.replaceAll("'", "''")}'`,
  );
  const urls = {
    ...roleUrls(server.adminUrl, name, server.passwords),
    adminUrl: withDatabase(server.adminUrl, name),
  };
  const clientOf = (url: string, role: string) =>
    createClient(url, { max: 5, applicationName: `test-${role}` });
  const clients = {
    owner: clientOf(urls.ownerUrl, 'owner'),
    app: clientOf(urls.appUrl, 'app'),
    jobs: clientOf(urls.jobsUrl, 'jobs'),
    identity: clientOf(urls.identityUrl, 'identity'),
    admin: clientOf(urls.adminUrl, 'admin'),
  };
  return {
    name,
    urls,
    ...clients,
    async drop() {
      await Promise.all(Object.values(clients).map((client) => client.end({ timeout: 5 })));
      const leaked = await waitForNobody(server.adminUrl, name);
      await onServer(server.adminUrl, `drop database ${identifier(name)} with (force)`);
      if (leaked.length > 0) throw new Error(`These connections were never closed:\n${leaked.join('\n')}`);
    },
  };
}

const GRACE_MS = 1_000;

/** A server sees a connection's end a moment later. Returns those that stay. */
async function waitForNobody(adminUrl: string, database: string): Promise<string[]> {
  const admin = createClient(adminUrl, { max: 1 });
  const deadline = performance.now() + GRACE_MS;
  try {
    for (;;) {
      const sessions = await admin<{ line: string }[]>`
        select format('%s %s (%s, %s): %s', pid, usename, application_name, state, left(query, 200)) as line
        from pg_stat_activity where datname = ${database} and backend_type = 'client backend'`;
      if (sessions.length === 0 || performance.now() > deadline) return sessions.map(({ line }) => line);
      await sleep(20);
    }
  } finally {
    await admin.end({ timeout: 5 });
  }
}
