import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createServer, type Socket } from 'node:net';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { pgTable, text } from 'drizzle-orm/pg-core';
import type { Sql } from 'postgres';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createTestDatabase } from '../testing/create-test-database.ts';
import { createClient, type ClientOptions } from './client.ts';

const database = await createTestDatabase();
afterAll(() => database.drop());

const opened: Sql[] = [];
function connect(options: ClientOptions = {}): Sql {
  const client = createClient(database.urls.appUrl, options);
  opened.push(client);
  return client;
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((client) => client.end({ timeout: 5 })));
});

function signal() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

const endSessions = (name: string) =>
  database.admin`select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = ${name}`;

test('never opens more connections than it may, and serves everybody', async () => {
  const client = connect({ max: 3, applicationName: 'bounded' });
  const pids = await Promise.all(
    Array.from({ length: 30 }, () =>
      client.begin(async (tx) => (await tx`select pg_backend_pid() as pid, pg_sleep(0.01)`)[0]?.pid),
    ),
  );
  expect(new Set(pids).size).toBeLessThanOrEqual(3);
});

test('says so when no connection becomes free in time, and goes on when one does', async () => {
  const client = connect({ max: 1, acquireTimeoutMs: 100 });
  // Opening the connection may itself take longer than that on a busy machine.
  await expect
    .poll(() => client`select 1 as n`.catch(() => 'too late'), { timeout: 30_000 })
    .toEqual([{ n: 1 }]);
  const done = signal();
  const holding = client.begin(() => done.promise);
  await expect(client.begin((tx) => tx`select 1`)).rejects.toMatchObject({ code: 'POOL_TIMEOUT' });
  await expect(client`select 1`).rejects.toMatchObject({ code: 'POOL_TIMEOUT' });
  done.resolve();
  await holding;
  expect(await client`select 1 as n`).toEqual([{ n: 1 }]);
});

test('says so when the server accepts connections but never answers', async () => {
  const accepted: Socket[] = [];
  const silent = createServer((socket) => void accepted.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const client = createClient(`postgres://nobody@127.0.0.1:${port}/x`, { acquireTimeoutMs: 100 });
  await expect(client.begin((tx) => tx`select 1`)).rejects.toMatchObject({ code: 'POOL_TIMEOUT' });
  await client.end({ timeout: 1 });
  for (const socket of accepted) socket.destroy();
  silent.close();
});

test('a connection that died while idle is noticed before any work is done on it', async () => {
  const client = connect({ max: 4, applicationName: 'idle' });
  const busy = () =>
    Promise.all(Array.from({ length: 4 }, () => client.begin((tx) => tx`select pg_sleep(0.01)`)));
  await busy();
  for (let round = 0; round < 5; round++) {
    await endSessions('idle');
    await expect(busy()).resolves.toHaveLength(4);
  }
});

test('serves on after all connections were ended at once, with work under way and waiting', async () => {
  const client = connect({ max: 5, applicationName: 'all-ended' });
  for (let round = 0; round < 3; round++) {
    const work = Promise.allSettled(
      Array.from({ length: 20 }, () => client.begin((tx) => tx`select pg_sleep(${0.02})`)),
    );
    await nextTurn();
    await endSessions('all-ended');
    await work;
  }
  expect(await client`select 1 as n`).toEqual([{ n: 1 }]);
});

test('the server being unreachable is an error, not an endless wait', async () => {
  const client = createClient('postgres://nobody@127.0.0.1:1/x');
  await expect(client.begin((tx) => tx`select 1`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(client`select 1`).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await client.end();
});

test('end() lets transactions finish and refuses new ones', async () => {
  const client = connect();
  const resume = signal();
  const transaction = client.begin(async (tx) => {
    await tx`select 1`;
    await resume.promise;
    return (await tx`select 'finished' as state`)[0];
  });
  await client`select 1`;
  const ending = client.end();
  await expect(client`select 1`).rejects.toMatchObject({ code: 'POOL_CLOSED' });
  resume.resolve();
  expect(await transaction).toEqual({ state: 'finished' });
  await ending;
});

test('end({ timeout }) ends those that do not finish', async () => {
  const client = connect();
  const begun = signal();
  const stuck = client.begin(async (tx) => {
    await tx`select 1`;
    begun.resolve();
    await new Promise(() => undefined);
  });
  const end = Promise.allSettled([stuck]);
  await begun.promise;
  await client.end({ timeout: 0.05 });
  expect((await end)[0]).toMatchObject({ status: 'rejected', reason: { code: 'POOL_CLOSED' } });
});

test('a transaction begun by hand is refused, and is not there for the next query', async () => {
  const client = connect({ max: 1 });
  for (const statement of ['begin', 'start transaction', 'select 1; begin; select 2']) {
    await expect(client.unsafe(statement)).rejects.toThrow('begin()');
  }
  const times = [await client`select now()::text`, await client`select now()::text`]; // one time, if in one transaction
  expect(times[0]).not.toEqual(times[1]);
});

test('what would reach a connection past the guard is not offered', async () => {
  const client = connect();
  expect(() => client.reserve()).toThrow('reserved connections');
  expect(() => client.largeObject()).toThrow('large objects');
  await expect(client`select 1`.cursor(1, () => undefined)).rejects.toThrow('cursors');
  await client.begin(async (tx) => {
    expect(() => tx.file('x.sql')).toThrow('files');
    await expect(tx`select 1`.cursor(1, () => undefined)).rejects.toThrow('cursors');
  });
});

test('statements are prepared under drizzle', async () => {
  const client = connect({ max: 1 });
  const roles = pgTable('pg_roles', { rolname: text('rolname') });
  const names = await drizzle(client).transaction(async (tx) => {
    await tx.select().from(roles).where(eq(roles.rolname, 'educrowd_app'));
    return tx.execute('select statement from pg_prepared_statements');
  });
  expect(names.map((row) => row.statement)).toContainEqual(expect.stringContaining('"rolname" = $1'));
});

test('arrays arrive as they were sent', async () => {
  const client = connect();
  const texts = ['', 'a,b', '"quoted"', 'back\\slash', 'NULL', '{}', 'línea\nnueva', null];
  const instant = new Date('2026-03-04T05:06:07.089Z');
  const [row] = await client`select ${texts}::text[] as texts, ${[
    [1, 2],
    [3, 4],
  ]}::int[] as grid, ${[]}::uuid[] as none,
    ${client.array([instant])}::timestamptz[] as instants, ${client.array([true, false])}::bool[] as flags,
    ${client.array(['{"a": [1]}'], 3807)} as documents, array['\\x00ff'::bytea] as bytes`;
  expect(row).toEqual({
    texts,
    grid: [
      [1, 2],
      [3, 4],
    ],
    none: [],
    instants: [instant],
    flags: [true, false],
    documents: [{ a: [1] }],
    bytes: [Buffer.from([0, 255])],
  });
  expect(await client`select ${'b'} = any(${['a', 'b']}) as found`).toEqual([{ found: true }]);
});

test('notifications arrive', async () => {
  const client = connect();
  const received: string[] = [];
  const { unlisten } = await client.listen('news', (payload) => received.push(payload));
  await client.notify('news', 'plain');
  await client.begin((tx) => tx.notify('news', 'in a transaction'));
  while (received.length < 2) await nextTurn();
  expect(received).toEqual(['plain', 'in a transaction']);
  await unlisten();
});
