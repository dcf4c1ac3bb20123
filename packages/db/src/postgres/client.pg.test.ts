/** What one request must never do to another: see its rows, end its transaction, or take part in it. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql as drizzleSql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres, { type Sql, type TransactionSql } from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../testing/create-test-database.ts';
import { createClient, type ClientOptions } from './client.ts';

const database = await createTestDatabase();
afterAll(() => database.drop());

const opened: Sql[] = [];
function connect(options: ClientOptions = {}): Sql {
  const client = createClient(database.urls.appUrl, { applicationName: 'under-test', ...options });
  opened.push(client);
  return client;
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((client) => client.end({ timeout: 5 })));
});

beforeAll(async () => {
  await database.owner.unsafe(`
    create table note (tenant text not null, batch text not null, part int not null);
    alter table note enable row level security;
    alter table note force row level security;
    create policy own on note using (tenant = current_setting('test.tenant', true))
      with check (tenant = current_setting('test.tenant', true));
    grant select, insert on note to educrowd_app;
  `);
});
beforeEach(async () => {
  await database.admin`truncate note`;
  await database.admin`insert into note values ('A', 'seed', 0), ('B', 'seed', 0)`;
});

const enter = (tx: TransactionSql, tenant: string) => tx`select set_config('test.tenant', ${tenant}, true)`;
const tenantsSeen = async (tx: TransactionSql) =>
  (await tx<{ tenant: string }[]>`select tenant from note`).map((row) => row.tenant);
const pidOf = async (tx: TransactionSql) =>
  (await tx<[{ pid: number }]>`select pg_backend_pid() as pid`)[0].pid;

/** Returns when the server has ended the session and its client could know. */
async function terminate(pid: number): Promise<void> {
  await database.admin`select pg_terminate_backend(${pid}, 5000)`;
  for (let turn = 0; turn < 20; turn++) await nextTurn();
}

function signal<T = void>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}

/** Request A loses its connection while it waits for something; request B then has a transaction open when A goes on. */
async function interleave<T>(client: Sql, useHandleOfA: (tx: TransactionSql) => Promise<T>) {
  const pid = signal<number>();
  const resume = signal();
  const outcome = signal<PromiseSettledResult<T>>();
  const requestA = client.begin(async (tx) => {
    await enter(tx, 'A');
    pid.resolve(await pidOf(tx));
    await resume.promise;
    const [used] = await Promise.allSettled([useHandleOfA(tx)]);
    outcome.resolve(used);
    if (used.status === 'rejected') throw used.reason;
  });
  const endOfA = Promise.allSettled([requestA]);
  await terminate(await pid.promise);
  const requestB = client.begin(async (tx) => {
    await enter(tx, 'B');
    await tx`insert into note values ('B', 'first', 1)`;
    resume.resolve();
    await outcome.promise;
    for (let turn = 0; turn < 20; turn++) await nextTurn(); // what A's end may send would arrive now
    await tx`insert into note values ('B', 'second', 2)`;
    return tenantsSeen(tx);
  });
  const [endOfB] = await Promise.allSettled([requestB]);
  return { used: await outcome.promise, endOfA: (await endOfA)[0], endOfB };
}

test('plain postgres.js shows request A the rows of tenant B: the leak this client exists for', async () => {
  let seen: string[] = [];
  for (let attempt = 0; attempt < 10 && !seen.includes('B'); attempt++) {
    const unguarded = postgres(database.urls.appUrl, { max: 1, onnotice: () => undefined });
    const { used } = await interleave(unguarded, tenantsSeen);
    if (used.status === 'fulfilled') seen = used.value;
    await unguarded.end({ timeout: 1 });
  }
  expect(seen).toContain('B');
});

describe.each([{ max: 1 }, { max: 10 }])('with a pool of $max', ({ max }) => {
  test('a handle whose connection died is refused and leaves the other transaction alone', async () => {
    const { used, endOfA, endOfB } = await interleave(connect({ max }), tenantsSeen);
    expect(used).toMatchObject({
      status: 'rejected',
      reason: { code: 'TRANSACTION_HANDLE', reason: 'connection-lost' },
    });
    expect(endOfA).toMatchObject({ status: 'rejected', reason: { reason: 'connection-lost' } });
    expect(endOfB).toMatchObject({ status: 'fulfilled', value: ['B', 'B', 'B'] });
  });

  test('so is a new savepoint of it, and the end of one that was open', async () => {
    const { used, endOfB } = await interleave(connect({ max }), (tx) => tx.savepoint(tenantsSeen));
    expect(used).toMatchObject({ status: 'rejected', reason: { reason: 'connection-lost' } });
    expect(endOfB).toMatchObject({ status: 'fulfilled', value: ['B', 'B', 'B'] });
  });

  test('its own COMMIT does not end the other transaction', async () => {
    const { endOfA, endOfB } = await interleave(
      connect({ max }),
      async () => 'sends nothing more, so it would commit',
    );
    expect(endOfA).toMatchObject({ status: 'rejected', reason: { reason: 'connection-lost' } });
    expect(endOfB).toMatchObject({ status: 'fulfilled', value: ['B', 'B', 'B'] });
  });

  test('its own ROLLBACK does not end the other transaction', async () => {
    const { endOfB } = await interleave(connect({ max }), () =>
      Promise.reject(new Error('of the work itself')),
    );
    expect(endOfB).toMatchObject({ status: 'fulfilled', value: ['B', 'B', 'B'] });
  });

  test('the same holds under drizzle, in nested transactions too', async () => {
    const client = connect({ max });
    const db = drizzle(client);
    const pid = signal<number>();
    const resume = signal();
    const select = drizzleSql`select tenant from note`;
    const requestA = db.transaction(async (tx) => {
      await tx.execute(drizzleSql`select set_config('test.tenant', 'A', true)`);
      const [row] = await tx.execute<{ pid: number }>(drizzleSql`select pg_backend_pid() as pid`);
      pid.resolve(row?.pid ?? 0);
      await resume.promise;
      return Promise.allSettled([tx.execute(select), tx.transaction((inner) => inner.execute(select))]);
    });
    const endOfA = Promise.allSettled([requestA]);
    await terminate(await pid.promise);
    const seenByB = await db.transaction(async (tx) => {
      await tx.execute(drizzleSql`select set_config('test.tenant', 'B', true)`);
      resume.resolve();
      for (let turn = 0; turn < 20; turn++) await nextTurn();
      return tx.execute(select);
    });
    expect((await endOfA)[0]).toMatchObject({ status: 'rejected', reason: { reason: 'connection-lost' } });
    expect([...seenByB]).toEqual([{ tenant: 'B' }]);
  });
});

describe('a handle is refused once its scope has ended', () => {
  const isEnded = { code: 'TRANSACTION_HANDLE', reason: 'ended' };

  test('after COMMIT and after ROLLBACK', async () => {
    const client = connect({ max: 1 });
    const kept: TransactionSql[] = [];
    await client.begin(async (tx) => void kept.push(tx));
    const undone = client.begin(async (tx) => {
      kept.push(tx);
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    await client.begin(async (other) => {
      await enter(other, 'B');
      for (const tx of kept) {
        await expect(tenantsSeen(tx)).rejects.toMatchObject(isEnded);
        await expect(tx.unsafe('select 1')).rejects.toMatchObject(isEnded);
        await expect(tx.savepoint(tenantsSeen)).rejects.toMatchObject(isEnded);
      }
      expect(await tenantsSeen(other)).toEqual(['B']);
    });
  });

  test('after its savepoint, while the transaction goes on', async () => {
    await connect().begin(async (tx) => {
      const inner = await tx.savepoint(async (handle) => [handle]);
      for (const handle of inner) await expect(tenantsSeen(handle)).rejects.toMatchObject(isEnded);
      await enter(tx, 'A');
      expect(await tenantsSeen(tx)).toEqual(['A']);
    });
  });

  test('a query written down before the end and awaited after it is not sent', async () => {
    const client = connect({ max: 1 });
    const late = await client.begin(async (tx) => ({
      query: () => tx`insert into note values ('A', 'late', 1)`,
    }));
    await expect(late.query()).rejects.toMatchObject(isEnded);
  });

  test('a savepoint that nobody awaited undoes the whole transaction', async () => {
    const client = connect({ max: 1 });
    const release = signal();
    let orphan: Promise<unknown> = Promise.resolve();
    const outer = client.begin(async (tx) => {
      await enter(tx, 'A');
      await tx`insert into note values ('A', 'outer', 1)`;
      orphan = Promise.allSettled([tx.savepoint(() => release.promise)]);
      await tx`select 1`;
    });
    await expect(outer).rejects.toMatchObject(isEnded);
    release.resolve();
    await orphan;
    const [count] = await database.admin`select count(*)::int as rows from note where batch = 'outer'`;
    expect(count).toEqual({ rows: 0 });
  });
});

test('queries that waited behind another when the connection died are all answered', async () => {
  const client = connect({ max: 1 });
  const pid = signal<number>();
  const waiting = signal<PromiseSettledResult<unknown>[]>();
  const transaction = client.begin(async (tx) => {
    pid.resolve(await pidOf(tx));
    waiting.resolve(
      await Promise.allSettled([tx`select pg_sleep(${60})`, ...[1, 2, 3].map((n) => tx`select ${n}::text`)]),
    );
  });
  const end = Promise.allSettled([transaction]);
  await terminate(await pid.promise);
  expect((await waiting.promise).map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  expect((await end)[0]).toMatchObject({ status: 'rejected', reason: { reason: 'connection-lost' } });
});

test('a connection lost during COMMIT is told apart, because nobody knows whether it took effect', async () => {
  await database.owner.unsafe(`
    create table slow_to_commit (id int);
    create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return null; end $$;
    create constraint trigger linger after insert on slow_to_commit deferrable initially deferred
      for each row execute function linger();
    grant insert on slow_to_commit to educrowd_app;
  `);
  const pid = signal<number>();
  const transaction = connect().begin(async (tx) => {
    await tx`insert into slow_to_commit values (1)`;
    pid.resolve(await pidOf(tx));
  });
  const end = Promise.allSettled([transaction]);
  const inCommit = () => database.admin`
    select from pg_stat_activity where pid = ${pidInCommit} and state = 'active' and wait_event = 'PgSleep'`;
  const pidInCommit = await pid.promise;
  while ((await inCommit()).length === 0) await nextTurn();
  await terminate(pidInCommit);
  expect((await end)[0]).toMatchObject({ status: 'rejected', reason: { reason: 'commit-unknown' } });
});

test('a failure of the work itself is passed on as it is', async () => {
  const failure = new Error('no such course');
  const client = connect({ max: 1 });
  await expect(client.begin(() => Promise.reject(failure))).rejects.toBe(failure);
  await expect(client.begin((tx) => tx`select 1 / 0`)).rejects.toMatchObject({ code: '22012' });
  expect(await client.begin((tx) => [tx`select 1 as n`, tx`select 2 as n`])).toEqual([
    [{ n: 1 }],
    [{ n: 2 }],
  ]);
});
