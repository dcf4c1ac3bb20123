/** What the database's own catalogue says: a new table, function, view or grant that breaks a rule is found by itself. */
import type { Sql } from '@educrowd/db/testing/clone-database';
import type { AttackCase } from './attack-case.ts';

/** Tables outside of schools, each with the reason why it needs no policy. */
const shared: Readonly<Record<string, string>> = {
  'directory.host': 'which school an address belongs to; only through functions',
  'directory.master_key': 'names of master keys, not the keys; only through functions',
  'directory.membership': 'which schools a person belongs to; only through functions',
  'directory.school': 'the list of schools; only through functions',
  'drizzle.__drizzle_migrations': 'of the owner alone',
  'identity.account': 'global accounts; of the identity role alone',
  'identity.device_code': 'of the identity role alone',
  'identity.rate_limit': 'of the identity role alone',
  'identity.session': 'of the identity role alone',
  'identity.user': 'of the identity role alone',
  'identity.verification': 'of the identity role alone',
};

/** Functions that run with their owner's rights. */
const privileged = [
  'directory.active_schools()',
  'directory.forget_master_keys(text[])',
  'directory.master_keys()',
  'directory.note_master_key(text,timestamp with time zone)',
  'directory.note_membership(uuid,timestamp with time zone)',
  'directory.own_address()',
  'directory.register_school(uuid,text,text,timestamp with time zone)',
  'directory.school_of_host(text)',
  'directory.school_of_slug(text)',
  'directory.schools_of_user(uuid)',
  'post_ledger_entry(text,text,uuid,uuid,timestamp with time zone,jsonb)',
];

const OWN_SCHEMAS = "('public', 'identity', 'directory', 'drizzle')";

interface Check {
  readonly name: string;
  /** Names what breaks the rule. */
  readonly query: string;
  readonly allowed?: readonly string[];
}

const checks: readonly Check[] = [
  {
    name: 'every table of schools has row-level security, in force for its owner too',
    query: `select c.oid::regclass::text as what from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity)`,
  },
  {
    name: 'every table of schools names the school in a column that is never empty',
    query: `select c.oid::regclass::text as what from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull
          and a.atttypid = 'uuid'::regtype)`,
  },
  {
    name: 'tables outside of schools are known, each for a reason',
    query: `select n.nspname || '.' || c.relname as what from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'f') and n.nspname not in ('public', 'jobs', 'information_schema')
        and n.nspname not like 'pg\\_%'`,
    allowed: Object.keys(shared),
  },
  {
    name: 'every policy asks for the school of the transaction, when reading and when writing',
    query: `select p.polrelid::regclass::text || ' ' || p.polname as what from pg_policy p
      where p.polrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace) and (
        not p.polpermissive or p.polcmd <> '*'
        or pg_get_expr(p.polqual, p.polrelid) is distinct from '(tenant_id = current_tenant_id())'
        or pg_get_expr(p.polwithcheck, p.polrelid) is distinct from '(tenant_id = current_tenant_id())')`,
  },
  {
    name: 'every table of schools has a policy',
    query: `select c.oid::regclass::text as what from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not exists (select from pg_policy p where p.polrelid = c.oid)`,
  },
  {
    name: 'every key and unique index of a table of schools begins with the school',
    query: `select i.indexrelid::regclass::text as what from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'public'::regnamespace and i.indisunique and not exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnum = i.indkey[0])`,
  },
  {
    name: 'every reference between tables of schools carries the school',
    query: `select k.conrelid::regclass::text || ' ' || k.conname as what from pg_constraint k
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace and not (
        (select attname from pg_attribute where attrelid = k.conrelid and attnum = k.conkey[1]) = 'tenant_id'
        and (select attname from pg_attribute where attrelid = k.confrelid and attnum = k.confkey[1]) = 'tenant_id')`,
  },
  {
    name: 'the roles of the server are no superuser, pass no policy, own no school and make no database',
    query: `select rolname::text as what from pg_roles
      where rolname in ('educrowd_app', 'educrowd_jobs', 'educrowd_identity')
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
      union all
      select c.oid::regclass::text from pg_class c join pg_roles r on r.oid = c.relowner
      where r.rolname in ('educrowd_app', 'educrowd_jobs', 'educrowd_identity')
        and c.relnamespace <> 'jobs'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
        and c.relnamespace::regnamespace::text not like 'pg\\_%'`,
  },
  {
    name: 'the roles of the server are members of no other',
    query: `select m.member::regrole::text || ' in ' || m.roleid::regrole::text as what from pg_auth_members m
      where m.member::regrole::text in ('educrowd_app', 'educrowd_jobs', 'educrowd_identity')`,
  },
  {
    name: 'nobody but the owner may empty, reference or put triggers on a table',
    query: `select g.grantee || ' ' || g.privilege_type || ' ' || g.table_schema || '.' || g.table_name as what
      from information_schema.role_table_grants g
      where g.table_schema in ${OWN_SCHEMAS} and g.grantee not in ('educrowd_owner', 'postgres')
        and g.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')`,
  },
  {
    name: 'what is no school’s is read by its own role alone',
    query: `select g.grantee || ' ' || g.privilege_type || ' ' || g.table_schema || '.' || g.table_name as what
      from information_schema.role_table_grants g
      where (g.table_schema = 'identity' and g.grantee not in ('educrowd_owner', 'educrowd_identity', 'postgres'))
        or (g.table_schema in ('directory', 'drizzle') and g.grantee not in ('educrowd_owner', 'postgres'))
        or (g.table_schema = 'public' and g.grantee not in ('educrowd_owner', 'educrowd_app', 'postgres'))
        or g.grantee = 'PUBLIC' and g.table_schema in ${OWN_SCHEMAS}`,
  },
  {
    name: 'views ask with the rights of the one who looks, and none is kept ready',
    query: `select c.oid::regclass::text as what from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ${OWN_SCHEMAS} and (c.relkind = 'm'
        or c.relkind = 'v' and not coalesce('security_invoker=true' = any (c.reloptions), false))`,
  },
  {
    name: 'functions with their owner’s rights are known',
    query: `select p.oid::regprocedure::text as what from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname in ${OWN_SCHEMAS}`,
    allowed: privileged,
  },
  {
    name: 'functions with their owner’s rights look for names in a fixed place, and are no business of everybody',
    query: `select p.oid::regprocedure::text as what from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname in ${OWN_SCHEMAS} and (
        not exists (select from unnest(p.proconfig) c where c like 'search\\_path=%pg\\_temp')
        or p.proacl is null
        or exists (select from aclexplode(p.proacl) a where a.grantee = 0))`,
  },
  {
    name: 'nobody but the owner makes anything in the schemas',
    query: `select r.rolname || ' in ' || n.nspname as what from pg_roles r cross join pg_namespace n
      where n.nspname in ${OWN_SCHEMAS} and r.rolname in ('educrowd_app', 'educrowd_jobs', 'educrowd_identity')
        and has_schema_privilege(r.oid, n.oid, 'create')`,
  },
  {
    name: 'no table of schools has a trigger or a rule',
    query: `select t.tgrelid::regclass::text || ' ' || t.tgname as what from pg_trigger t
      join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'public'::regnamespace and not t.tgisinternal
      union all
      select r.ev_class::regclass::text || ' ' || r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class
      where c.relnamespace = 'public'::regnamespace and c.relkind <> 'v'`,
  },
];

export const catalogueCases = (admin: Pick<Sql, 'unsafe'>): readonly AttackCase[] =>
  checks.map(({ name, query, allowed = [] }) => ({
    name: `catalogue: ${name}`,
    attack: async () => {
      const found = await admin.unsafe<{ what: string }[]>(query);
      return found.map(({ what }) => what).filter((what) => !allowed.includes(what));
    },
  }));
