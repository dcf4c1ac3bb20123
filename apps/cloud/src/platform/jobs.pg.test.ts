import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { newId } from '@educrowd/shared/primitives/id';
import type { AppContext } from './app-context.ts';
import { testMasterKeys } from '../testing/test-master-keys.ts';
import { createDatabase } from './database.ts';
import { createJobLocks } from './job-locks.ts';
import { defineJob, startJobs } from './jobs.ts';
import { createLogger } from './logger.ts';
import { createMailer } from './mailer.ts';
import { queueMail, SEND_MAIL_TASK, sendMailJob } from './mail-job.ts';
import { withTenant } from './with-tenant.ts';

const database = await createTestDatabase();
const app = createDatabase(database.urls.appUrl, { maxConnections: 3, name: 'test' });
const clock = () => new Date();
const logger = createLogger('silent');
const door = { database: app, clock, masterKeys: testMasterKeys };
const mailboxDir = await mkdtemp(join(tmpdir(), 'educrowd-jobs-'));
const mailer = createMailer({ smtpUrl: null, from: '', mailboxDir, clock });
// The job runner uses nothing else of the context.
const ctx = { door, clock, logger, mailer, stopping: new AbortController().signal } as unknown as AppContext;
const tenantA = newId();
const tenantB = newId();
const system = (tenantId: string) => ({ tenantId, userId: null, isSystem: true });

interface JobRow {
  task: string;
  payload: Record<string, unknown>;
  key: string | null;
}
const waiting = () =>
  database.admin<JobRow[]>`
    select t.identifier as task, j.payload, j.key from jobs._private_jobs j join jobs._private_tasks t on t.id = j.task_id order by j.id`;

beforeAll(async () => {
  await database.admin`delete from jobs._private_jobs`;
});
afterAll(async () => {
  await app.close();
  await rm(mailboxDir, { recursive: true, force: true });
  await database.drop();
});

test('a job carries the tenant of its transaction, whatever its payload says', async () => {
  await withTenant(door, system(tenantA), (tx) =>
    tx.enqueue('count', { tenantId: tenantB, n: 1 }, { key: 'same' }),
  );
  await withTenant(door, system(tenantB), (tx) => tx.enqueue('count', { n: 2 }, { key: 'same' }));
  await withTenant(door, system(tenantA), (tx) => tx.enqueue('count', { n: 3 }, { key: 'same' }));
  const rows = await waiting();
  // The key is the tenant's own: B's job stands beside A's, and A's second job has replaced the first.
  expect(rows.map(({ payload }) => payload)).toEqual([
    { tenantId: tenantA, n: 3 },
    { tenantId: tenantB, n: 2 },
  ]);
});

test('without a tenant there is no job', async () => {
  await expect(database.app`select jobs.enqueue('count', '{}', null, null)`).rejects.toThrow(
    'a job needs a tenant',
  );
});

test('a job disappears with its transaction', async () => {
  const before = (await waiting()).length;
  const failing = withTenant(door, system(tenantA), async (tx) => {
    await tx.enqueue('count', { n: 4 });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await waiting()).toHaveLength(before);
});

test('the app role reaches the queue through its one function alone', async () => {
  await expect(database.app`select * from jobs._private_jobs`).rejects.toThrow(/permission denied/);
  await expect(database.app`select jobs.add_job('count')`).rejects.toThrow(/permission denied/);
  await expect(database.app`select jobs.enqueue_identity_mail('{}')`).rejects.toThrow(/permission denied/);
  await expect(database.identity`select jobs.enqueue('count', '{}', null, null)`).rejects.toThrow(
    /permission denied/,
  );
  await expect(database.jobs`select * from courses`).rejects.toThrow(/permission denied/);
});

test('handlers get a checked payload, and one that fails is tried again', async () => {
  await database.admin`delete from jobs._private_jobs`;
  const seen: number[] = [];
  const done = Promise.withResolvers<void>();
  const schema = z.strictObject({ tenantId: z.uuid(), n: z.number() });
  const runner = await startJobs(
    ctx,
    {
      [SEND_MAIL_TASK]: sendMailJob,
      count: defineJob(schema, async ({ tenantId, n }, helpers) => {
        seen.push(n);
        if (seen.length === 1) throw new Error('the first time fails');
        const [row] = await withTenant(helpers.ctx.door, system(tenantId), (tx) =>
          tx.db.execute<{ tenant: string }>(sql`select current_tenant_id() as tenant`),
        );
        expect(row?.tenant).toBe(tenantA);
        done.resolve();
      }),
    },
    { url: database.urls.jobsUrl },
  );
  expect(runner.isRunning()).toBe(true);
  await withTenant(door, system(tenantA), async (tx) => {
    await tx.enqueue('count', { n: 1 });
    await queueMail(tx, { to: 'ada@example.org', subject: 'Welcome', text: 'Hello', html: '<p>Hello</p>' });
  });
  await done.promise;
  expect(seen).toEqual([1, 1]);
  await runner.stop();
  expect(runner.isRunning()).toBe(false);
  expect(await mailer.mailbox?.list('ada@example.org')).toMatchObject([{ subject: 'Welcome' }]);
  expect(await waiting()).toEqual([]);
});

test('a database whose connections are cut while jobs end loses none of them, and ends nothing', async () => {
  await database.admin`delete from jobs._private_jobs`;
  const ends = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const begun: number[] = [];
  const schema = z.strictObject({ tenantId: z.uuid(), n: z.number() });
  const work = defineJob(schema, async ({ n }) => {
    begun.push(n);
    await ends[n]?.promise;
  });
  const runner = await startJobs(ctx, { count: work }, { url: database.urls.jobsUrl });
  await withTenant(door, system(tenantA), (tx) =>
    tx.enqueueAll(
      'count',
      ends.map((_, n) => ({ n })),
    ),
  );
  await vi.waitUntil(() => begun.length === ends.length, 10_000);
  // A lock on the queue keeps the word that a job has ended on its way, until its connection is cut.
  await database.admin.begin(async (tx) => {
    await tx`lock table jobs._private_jobs in access exclusive mode`;
    for (const [n, end] of ends.entries()) {
      if (n % 2 === 0) end.resolve();
      else end.reject(new Error('fails'));
    }
    await vi.waitUntil(async () => {
      const [row] = await tx`
        select count(*)::int as n from pg_stat_activity where application_name = 'educrowd-jobs' and wait_event_type = 'Lock'`;
      return Number(row?.['n']) >= 4;
    }, 10_000);
    await tx`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'educrowd-jobs'`;
  });
  await vi.waitUntil(async () => {
    const rows = await database.admin`select attempts, locked_by from jobs._private_jobs order by id`;
    return rows.length === 2 && rows.every((row) => row['locked_by'] === null);
  }, 20_000);
  expect(runner.isRunning()).toBe(true);
  await runner.stop();
});

test('what a dead server had taken is free again soon', async () => {
  await withTenant(door, system(tenantA), (tx) => tx.enqueue('count', { n: 1 }));
  const lock = (holder: string, age: string) =>
    database.admin`update jobs._private_jobs set locked_by = ${holder}, locked_at = now() - ${age}::interval`;
  const holder = async () =>
    (await database.admin<{ by: string | null }[]>`select locked_by as by from jobs._private_jobs`)[0]?.by;
  const look = async (): Promise<void> =>
    (await createJobLocks(database.urls.jobsUrl, 'pool-living', logger)).release();

  await lock('pool-dead', '1 minute');
  await look();
  expect(await holder()).toBe('pool-dead');
  await lock('pool-dead', '5 minutes');
  await look();
  expect(await holder()).toBeNull();
  await database.admin`insert into jobs.worker_pool values ('pool-slow', now() - interval '30 seconds')`;
  await lock('pool-slow', '5 minutes');
  await look();
  expect(await holder()).toBe('pool-slow');
});
