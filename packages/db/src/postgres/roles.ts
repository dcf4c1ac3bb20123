/**
 * The four database roles, and the database as they find it. All of it can be run again at any time.
 *
 * - `educrowd_owner` owns the database and its tables: migrations only, never at run time.
 * - `educrowd_app` owns nothing; row-level security binds it. Migrations grant it each table.
 * - `educrowd_jobs` owns the job queue's schema and reaches nothing else.
 * - `educrowd_identity` reaches the global identity tables, which migrations grant it, and nothing else.
 */
import { scramVerifier, ROLE_KINDS, roleName, type RoleKind, type RolePasswords } from './role-passwords.ts';

/** Settings of a role's sessions: what is stuck must not hold locks and connections for ever. */
const SESSION_SETTINGS: Readonly<Record<RoleKind, Readonly<Record<string, string>>>> = {
  owner: {},
  app: { statement_timeout: '30s', lock_timeout: '10s', idle_in_transaction_session_timeout: '30s' },
  jobs: { idle_in_transaction_session_timeout: '60s' },
  identity: { statement_timeout: '30s', lock_timeout: '10s', idle_in_transaction_session_timeout: '30s' },
};

/** By a role that may create roles, in any database of the server. New roles have no attribute beyond LOGIN. */
export function roleStatements(passwords: RolePasswords): string[] {
  return ROLE_KINDS.flatMap((kind) => {
    const role = roleName(kind);
    return [
      `do $$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role}; end if; end $$`,
      `alter role ${role} with login password ${literal(scramVerifier(passwords[kind]))}`,
      ...Object.entries(SESSION_SETTINGS[kind]).map(
        ([name, value]) => `alter role ${role} set ${name} = ${literal(value)}`,
      ),
    ];
  });
}

/** By a role that may create databases and act as the owner. */
export const createDatabaseStatement = (database: string) =>
  `create database ${identifier(database)} owner educrowd_owner template template0 encoding 'UTF8'`;

/** In the database itself. A clone of it needs `connectStatements` only. */
export function databaseStatements(database: string): string[] {
  return [
    `alter database ${identifier(database)} owner to educrowd_owner`,
    ...connectStatements(database),
    'alter schema public owner to educrowd_owner',
    'revoke all on schema public from public',
    'grant usage on schema public to educrowd_app',
    'create schema if not exists jobs authorization educrowd_jobs',
  ];
}

export const connectStatements = (database: string): string[] => [
  `revoke all on database ${identifier(database)} from public`,
  `grant connect on database ${identifier(database)} to educrowd_owner, educrowd_app, educrowd_jobs, educrowd_identity`,
];

/**
 * The whole as a script for psql, for an administrator to run where the server's own user may not. It holds no
 * password, only what PostgreSQL stores for one.
 */
export function rolesSql(database: string, passwords: RolePasswords): string {
  const roles = roleStatements(passwords).map((statement) => `${statement};`);
  const rest = databaseStatements(database).map((statement) => `${statement};`);
  const membership = 'grant educrowd_owner, educrowd_jobs to current_user;';
  return [
    ...roles,
    membership,
    `${createDatabaseStatement(database)};`,
    `\\connect ${identifier(database)}`,
    ...rest,
  ].join('\n');
}

export const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
