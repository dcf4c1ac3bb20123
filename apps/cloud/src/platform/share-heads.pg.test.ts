import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { createDatabase, type Database } from './database.ts';
import { shareHeads, type SharedHeads } from './share-heads.ts';

const [school, other] = ['0199a1b2-0000-7000-8000-000000000001', '0199a1b2-0000-7000-8000-000000000002'];
const logger = { warn: () => undefined };

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let databases: Database[];
let servers: SharedHeads[];
let heard: [server: number, tenantId: string, head: number, scopes: readonly string[]][];
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  heard = [];
  databases = [0, 1].map(() =>
    createDatabase(testDatabase.urls.appUrl, { maxConnections: 2, name: 'heads-test' }),
  );
  servers = databases.map((database, index) =>
    shareHeads({
      database,
      logger,
      onHead: (tenantId, { head, scopes }) => heard.push([index, tenantId, head, scopes]),
      gatherMs: 20,
      echoMs: 100,
    }),
  );
  for (const server of servers) server.start();
  await vi.waitUntil(async () => (await listeners()) === 2, { timeout: 10_000 });
});
afterEach(async () => {
  for (const server of servers) await server.stop();
  for (const database of databases) await database.close();
  await testDatabase.drop();
});

const LISTENING = `from pg_stat_activity where datname = current_database() and query ilike 'listen%'`;
async function listeners(): Promise<number> {
  const [row] = await testDatabase.admin.unsafe<{ count: string }[]>(`select count(*) ${LISTENING}`);
  return Number(row?.count);
}

describe('heads of several servers', () => {
  it('are told to the others once, gathered', async () => {
    const [one] = servers as [SharedHeads];
    one.tell(school, { head: 4, scopes: ['staff'] });
    one.tell(other, { head: 9, scopes: ['finance'] });
    one.tell(school, { head: 5, scopes: ['staff', `course:${other}`] });
    await vi.waitUntil(() => heard.length === 2, { timeout: 10_000 });
    expect(heard).toEqual([
      [1, school, 5, ['staff', `course:${other}`]],
      [1, other, 9, ['finance']],
    ]);
  });

  it('travel in several messages when there are very many scopes', async () => {
    const [one] = servers as [SharedHeads];
    const scopes = Array.from({ length: 250 }, (_, index) => `course:${school}${index}`);
    one.tell(school, { head: 1, scopes });
    await vi.waitUntil(() => heard.length === 3, { timeout: 10_000 });
    expect(heard.flatMap(([, , , part]) => part)).toEqual(scopes);
  });

  it('are heard again after the connections were lost', async () => {
    await testDatabase.admin.unsafe(`select pg_terminate_backend(pid) ${LISTENING}`);
    let head = 0;
    const isHeardByBoth = await vi.waitUntil(
      () => {
        head += 1;
        for (const server of servers) server.tell(school, { head, scopes: ['staff'] });
        return new Set(heard.map(([server]) => server)).size === 2;
      },
      { timeout: 20_000, interval: 100 },
    );
    expect(isHeardByBoth).toBe(true);
  });
});
