/**
 * Row-level security binds only roles that neither own the tables nor may bypass it. So the server asks each of its
 * connections, before it serves anybody, whether that is so, and refuses to start otherwise.
 */
import { createClient } from '@educrowd/db/postgres/client';

export interface RoleUrls {
  readonly app: string;
  readonly identity: string;
  readonly jobs: string;
}

type Kind = keyof RoleUrls;

interface Facts {
  readonly role: string;
  readonly powers: readonly string[];
  /** Roles of which it is, directly or not, a member. */
  readonly memberOf: readonly string[];
  /** Schemas in which it owns tables. */
  readonly owns: readonly string[];
  /** Tables on which it has more than it needs: "truncate on public.courses". */
  readonly excess: readonly string[];
  readonly mayCreateIn: readonly string[];
  /** Tables that it can read at all, by schema. */
  readonly reads: readonly string[];
  /** Tenant tables without row-level security in force. */
  readonly unguarded: readonly string[];
}

const mayOwn: Readonly<Record<Kind, readonly string[]>> = { app: [], identity: [], jobs: ['jobs'] };
const mayRead: Readonly<Record<Kind, readonly string[]>> = {
  app: ['public'],
  identity: ['identity'],
  jobs: ['jobs'],
};
const variables: Readonly<Record<Kind, string>> = {
  app: 'APP_DATABASE_URL',
  identity: 'IDENTITY_DATABASE_URL',
  jobs: 'JOBS_DATABASE_URL',
};

class DatabaseRoleError extends Error {
  constructor(problems: readonly string[]) {
    super(
      `The server does not start, because its database roles would not keep schools apart:\n${problems.map((each) => `  - ${each}`).join('\n')}`,
    );
    this.name = 'DatabaseRoleError';
  }
}

export async function checkDatabaseRoles(urls: RoleUrls): Promise<void> {
  const kinds: readonly Kind[] = ['app', 'identity', 'jobs'];
  const found = await Promise.all(kinds.map(async (kind) => ({ kind, facts: await askFacts(urls[kind]) })));
  const problems = found.flatMap(({ kind, facts }) => problemsOf(kind, facts));
  const names = new Set(found.map(({ facts }) => facts.role));
  if (names.size < kinds.length) {
    problems.push(
      `${Object.values(variables).join(', ')} have to connect as three different roles; they use ${[...names].join(', ')}.`,
    );
  }
  if (problems.length > 0) throw new DatabaseRoleError(problems);
}

function problemsOf(kind: Kind, facts: Facts): string[] {
  const { role } = facts;
  const variable = variables[kind];
  const outside = (schemas: readonly string[], allowed: readonly string[]) =>
    schemas.filter((schema) => !allowed.includes(schema));
  const problems: string[] = [];
  if (facts.powers.length > 0) {
    problems.push(
      `${variable} connects as "${role}", which has ${facts.powers.join(', ')}. Give it the role educrowd_${kind}, which has none of these.`,
    );
  }
  if (facts.memberOf.length > 0) {
    problems.push(
      `${variable}: "${role}" is a member of ${facts.memberOf.join(', ')}. Take that away: REVOKE … FROM "${role}".`,
    );
  }
  const owned = outside(facts.owns, mayOwn[kind]);
  if (owned.length > 0) {
    problems.push(
      `${variable}: "${role}" owns tables in ${owned.join(', ')}. Only educrowd_owner may: give them to it, or connect as educrowd_${kind}.`,
    );
  }
  if (facts.mayCreateIn.length > 0) {
    problems.push(
      `${variable}: "${role}" may create objects in ${facts.mayCreateIn.join(', ')}. Take that away: REVOKE CREATE ON SCHEMA … FROM "${role}".`,
    );
  }
  if (facts.excess.length > 0) {
    problems.push(
      `${variable}: "${role}" has ${facts.excess.slice(0, 3).join(', ')}. Take that away: REVOKE … FROM "${role}".`,
    );
  }
  const read = outside(facts.reads, mayRead[kind]);
  if (read.length > 0) {
    problems.push(
      `${variable}: "${role}" can read tables in ${read.join(', ')}, which are not its own. Take that away: REVOKE … FROM "${role}".`,
    );
  }
  if (kind === 'app' && facts.unguarded.length > 0) {
    problems.push(
      `These tables have no row-level security in force: ${facts.unguarded.join(', ')}. Run the migrations.`,
    );
  }
  return problems;
}

async function askFacts(url: string): Promise<Facts> {
  const sql = createClient(url, { max: 1, applicationName: 'educrowd-check' });
  try {
    const [facts] = await sql<Facts[]>`
      with own_tables as (
        select c.oid, c.relname, n.nspname, c.relowner, c.relrowsecurity, c.relforcerowsecurity
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname in ('public', 'identity', 'directory', 'jobs')
      )
      select
        current_user::text as role,
        (select array_remove(array[
          case when rolsuper then 'superuser rights' end,
          case when rolbypassrls then 'BYPASSRLS' end,
          case when rolcreaterole then 'CREATEROLE' end,
          case when rolcreatedb then 'CREATEDB' end,
          case when rolreplication then 'REPLICATION' end], null)
         from pg_roles where rolname = current_user) as powers,
        (select coalesce(array_agg(rolname::text order by rolname), '{}') from pg_roles
         where rolname <> current_user and pg_has_role(current_user, oid, 'member')
           and not (select rolsuper from pg_roles where rolname = current_user)) as "memberOf",
        (select coalesce(array_agg(distinct nspname::text), '{}') from own_tables
         where relowner = (select oid from pg_roles where rolname = current_user)) as owns,
        (select coalesce(array_agg(format('%s on %s.%s', privilege, nspname, relname)), '{}')
         from own_tables, unnest(array['truncate', 'references', 'trigger']) as privilege
         where relowner <> (select oid from pg_roles where rolname = current_user)
           and has_table_privilege(oid, privilege)) as excess,
        (select coalesce(array_agg(nspname::text), '{}') from pg_namespace
         where nspname in ('public', 'identity', 'directory', 'drizzle')
           and has_schema_privilege(oid, 'create')) as "mayCreateIn",
        (select coalesce(array_agg(distinct nspname::text), '{}') from own_tables
         where has_schema_privilege(nspname, 'usage') and has_table_privilege(oid, 'select')) as reads,
        (select coalesce(array_agg(relname::text), '{}') from own_tables
         where nspname = 'public' and not (relrowsecurity and relforcerowsecurity)) as unguarded`;
    if (!facts) throw new Error('the database did not answer');
    return facts;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
