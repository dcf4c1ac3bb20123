import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '../testing/create-test-database.ts';

const database = await createTestDatabase();
afterAll(() => database.drop());

const TENANT = '019a0000-0000-7000-8000-000000000001';

test('a job that is taken while another one asks for it does not swallow what was asked', async () => {
  const { app, jobs, admin } = database;
  const enqueue = (sql: typeof app, key = 'one') =>
    sql`select jobs.enqueue('fold', '{}'::jsonb, ${key}, null)`;
  // The first job of a task makes the task as well, and others wait for that.
  await app.begin(async (sql) => {
    await sql`select enter_tenant(${TENANT}::uuid)`;
    await enqueue(sql as unknown as typeof app, 'another');
  });
  let asking: Promise<unknown> = Promise.resolve();
  await jobs.begin(async (worker) => {
    await worker`select set_config('app.tenant_id', ${TENANT}, true)`;
    await enqueue(worker as unknown as typeof app);
    asking = app.begin(async (sql) => {
      await sql`select enter_tenant(${TENANT}::uuid)`;
      await enqueue(sql as unknown as typeof app);
    });
    // Until the second one waits for the first.
    for (;;) {
      const [blocked] = await admin`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      if (blocked) break;
    }
    await worker`update jobs._private_jobs set locked_at = now(), locked_by = 'a worker' where key like '% one'`;
  });
  await asking;
  const found = await admin`select key, locked_at is null as is_waiting from jobs._private_jobs
    where key is null or key not like '% another' order by id`;
  expect(found).toEqual([
    { key: null, is_waiting: false },
    { key: `fold ${TENANT} one`, is_waiting: true },
  ]);
});
