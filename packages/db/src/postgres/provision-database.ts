import type { Sql } from 'postgres';
import { createClient } from './client.ts';
import { ROLE_KINDS, roleName, type RoleKind, type RolePasswords } from './role-passwords.ts';
import { createDatabaseStatement, databaseStatements, roleStatements, rolesSql } from './roles.ts';

export type RoleUrls = Readonly<Record<`${RoleKind}Url`, string>>;

export interface ProvisionOptions {
  /** Of a role that may create roles and databases, on any database of the server. */
  readonly adminUrl: string;
  /** Created if it is not there. */
  readonly database: string;
  /** Take effect at once: whoever else uses these roles on this server needs them too. */
  readonly passwords: RolePasswords;
}

/** The server is not set up, and the given user may not do it: the message holds the script for an administrator. */
export class ProvisioningError extends Error {
  readonly code = 'PROVISIONING';

  constructor(message: string) {
    super(message);
    this.name = 'ProvisioningError';
  }
}

/** One process at a time: PostgreSQL fails statements that change the same role at once. */
const LOCK_KEY = 7_265_381_191;

/**
 * Creates the four roles and the database, or brings them to this state (see roles.ts). Runs before migrations, at each
 * start. If the given user may not create roles, an administrator must have done it, with these passwords.
 */
export async function provisionDatabase({
  adminUrl,
  database,
  passwords,
}: ProvisionOptions): Promise<RoleUrls> {
  const urls = roleUrls(adminUrl, database, passwords);
  const admin = createClient(adminUrl, { max: 1, applicationName: 'educrowd-provision' });
  try {
    const [user] = await admin<
      [{ isSuperuser: boolean; mayCreateRoles: boolean; mayCreateDatabases: boolean }]
    >`
      select rolsuper as "isSuperuser", rolsuper or rolcreaterole as "mayCreateRoles",
        rolsuper or rolcreatedb as "mayCreateDatabases"
      from pg_roles where rolname = current_user`;
    if (!user.mayCreateRoles) {
      await assertProvisioned(urls, { database, passwords });
      return urls;
    }
    await admin`select pg_advisory_lock(${LOCK_KEY})`;
    await inOneGo(admin, roleStatements(passwords));
    if (!user.isSuperuser) await admin`grant educrowd_owner, educrowd_jobs to current_user`;
    await assertHarmless(admin);
    const [found] = await admin`select from pg_database where datname = ${database}`;
    if (!found && !user.mayCreateDatabases)
      throw mayNot(`The database "${database}" does not exist`, { database, passwords });
    if (!found) await admin.unsafe(createDatabaseStatement(database));
    await within(withDatabase(adminUrl, database), (sql) => inOneGo(sql, databaseStatements(database)));
    return urls;
  } finally {
    await admin.end({ timeout: 5 });
  }
}

/** Roles may exist from before, with rights that would undo row-level security. */
async function assertHarmless(admin: Sql): Promise<void> {
  const powerful = await admin<{ role: string }[]>`
    select rolname as role from pg_roles
    where rolname = any(${ROLE_KINDS.map(roleName)})
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`;
  if (powerful.length > 0) {
    const names = powerful.map(({ role }) => role).join(', ');
    throw new ProvisioningError(
      `These roles must be neither superuser nor have BYPASSRLS, CREATEROLE, CREATEDB or REPLICATION: ${names}.`,
    );
  }
}

async function assertProvisioned(
  urls: RoleUrls,
  wanted: { database: string; passwords: RolePasswords },
): Promise<void> {
  for (const kind of ROLE_KINDS) {
    try {
      await within(urls[`${kind}Url`], async (sql) => {
        const [schema] = await sql`select from pg_namespace where nspname = 'jobs'`;
        if (!schema) throw new Error('its schema "jobs" is missing');
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw mayNot(
        `The database "${wanted.database}" is not ready for ${roleName(kind)} (${reason})`,
        wanted,
      );
    }
  }
}

const mayNot = (what: string, { database, passwords }: { database: string; passwords: RolePasswords }) =>
  new ProvisioningError(
    `${what}, and the user of the given URL may not set it up. Let an administrator run this with psql:\n\n${rolesSql(database, passwords)}`,
  );

/** Statements without parameters, sent as one text, take effect together or not at all. */
const inOneGo = (sql: Sql, statements: readonly string[]) => sql.unsafe(statements.join(';\n'));

async function within(url: string, work: (sql: Sql) => Promise<unknown>): Promise<void> {
  const sql = createClient(url, { max: 1, applicationName: 'educrowd-provision' });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

export function roleUrls(serverUrl: string, database: string, passwords: RolePasswords): RoleUrls {
  const urlOf = (kind: RoleKind) => {
    const url = new URL(withDatabase(serverUrl, database));
    url.username = roleName(kind);
    url.password = encodeURIComponent(passwords[kind]);
    return url.href;
  };
  return {
    ownerUrl: urlOf('owner'),
    appUrl: urlOf('app'),
    jobsUrl: urlOf('jobs'),
    identityUrl: urlOf('identity'),
  };
}

export function withDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}
