/**
 * The job queue lives in the schema `jobs`, owned by the role `educrowd_jobs` and used by nobody else. The other roles
 * only put jobs in, each through one function:
 *  - `jobs.enqueue` (app role): takes the tenant from the transaction, so a job without or of another tenant cannot exist;
 *  - `jobs.enqueue_identity_mail` (identity role): one kind of job, outside all tenants.
 */
import { Logger, runMigrations } from 'graphile-worker';
import { createClient } from './client.ts';

export const JOBS_SCHEMA = 'jobs';
export const IDENTITY_MAIL_TASK = 'send-identity-mail';

/** Installs or upgrades the queue. `jobsUrl` connects as the jobs role. Repeating it is harmless, also at the same time. */
export async function installJobQueue(jobsUrl: string): Promise<void> {
  const client = createClient(jobsUrl, { max: 1, applicationName: 'educrowd-jobs-install' });
  try {
    // The library would create the schema, which the jobs role may not: its first table tells it that the schema is there.
    await client.unsafe(bookkeeping);
    await runMigrations({
      connectionString: jobsUrl,
      schema: JOBS_SCHEMA,
      logger: new Logger(() => () => undefined),
    });
    await client.begin(async (sql) => {
      await sql`select pg_advisory_xact_lock(hashtext('educrowd install job queue'))`;
      await sql.unsafe(doors);
    });
  } finally {
    await client.end({ timeout: 5 });
  }
}

const bookkeeping = `
  create table if not exists jobs.migrations (
    id int primary key, ts timestamptz not null default now(), breaking boolean not null default false
  )`;

/** A key belongs to its task and tenant: no tenant can replace a job of another. */
const doors = `
  create table if not exists jobs.worker_pool (id text primary key, seen_at timestamptz not null);

  create or replace function jobs.enqueue(task text, payload jsonb, job_key text, run_at timestamptz) returns void
  language plpgsql security definer set search_path = jobs, pg_temp
  as $$
  -- As current_tenant_id() reads it; the jobs role has no access to the schema where that function lies.
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    added jobs._private_jobs;
  begin
    if tenant is null then
      raise exception 'a job needs a tenant' using errcode = 'invalid_parameter_value';
    end if;
    -- A worker that takes the waiting job of the same key at this very moment may have seen less than this transaction
    -- writes. add_job then returns nothing, and would leave it at that; asked again, it queues another job.
    loop
      select * into added from jobs.add_job(
        task,
        (payload || pg_catalog.jsonb_build_object('tenantId', tenant))::json,
        run_at => enqueue.run_at,
        job_key => task || ' ' || tenant || ' ' || enqueue.job_key
      );
      exit when added.id is not null;
    end loop;
  end $$;

  create or replace function jobs.enqueue_identity_mail(mail jsonb) returns void
  language plpgsql security definer set search_path = jobs, pg_temp
  as $$ begin perform jobs.add_job('${IDENTITY_MAIL_TASK}', mail::json); end $$;

  revoke all on schema jobs from public;
  revoke execute on all functions in schema jobs from public;
  grant usage on schema jobs to educrowd_app, educrowd_identity;
  grant execute on function jobs.enqueue(text, jsonb, text, timestamptz) to educrowd_app;
  grant execute on function jobs.enqueue_identity_mail(jsonb) to educrowd_identity;
`;
