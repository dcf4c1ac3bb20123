/**
 * Twenty workers of five tenants on ten connections, while sessions are ended at random: no transaction sees a foreign
 * row, none takes effect by half, every query is answered, and the client serves on afterwards.
 */
import { randomInt } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TransactionSql } from 'postgres';
import { afterAll, expect, onTestFailed, test } from 'vitest';
import { createTestDatabase } from '../testing/create-test-database.ts';
import { createClient } from './client.ts';

const WORKERS = 20;
const TRANSACTIONS_EACH = 20;
/** What postgres.js says of a new connection that was ended before it could begin a transaction. */
const LOST_BEFORE_BEGIN = new Set(['CONNECTION_CLOSED', 'ECONNRESET', 'EPIPE', '57P01']);
const TENANTS = ['A', 'B', 'C', 'D', 'E'];

const database = await createTestDatabase();
afterAll(() => database.drop());

/** mulberry32 */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('tenants stay apart while connections die', async () => {
  const seed = randomInt(2 ** 31);
  onTestFailed(() => {
    process.stderr.write(`seed ${seed}\n`);
  });
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;

  await database.owner.unsafe(`
    create table mark (tenant text not null, batch text not null);
    alter table mark enable row level security;
    alter table mark force row level security;
    create policy own on mark using (tenant = current_setting('test.tenant', true));
    grant select, insert on mark to educrowd_app;
  `);
  const client = createClient(database.urls.appUrl, { max: 10, applicationName: 'under-load' });
  const foreign: string[] = [];
  const kept: { tx: TransactionSql; tenant: string }[] = [];
  const counts = { committed: 0, lost: 0, unknown: 0, keptHandlesUsed: 0, ended: 0 };
  const surprises: unknown[] = [];
  const committed = new Set<string>();

  async function look(tx: TransactionSql, tenant: string): Promise<void> {
    const rows = await tx<{ tenant: string }[]>`select tenant from mark order by random() limit 50`;
    foreign.push(...rows.filter((row) => row.tenant !== tenant).map((row) => `${tenant} saw ${row.tenant}`));
  }
  const pause = async () => {
    for (let turns = Math.floor(random() * 30); turns > 0; turns--) await nextTurn();
  };

  async function transaction(tenant: string, batch: string): Promise<void> {
    await client.begin(async (tx) => {
      kept.push({ tx, tenant });
      const entered = tx`select set_config('test.tenant', ${tenant}, true)`;
      if (random() < 0.5) await entered;
      else void entered.execute();
      await tx`insert into mark values (${tenant}, ${batch})`;
      await pause();
      if (random() < 0.4) await tx.savepoint((inner) => look(inner, tenant));
      else await Promise.all([look(tx, tenant), look(tx, tenant)]);
      await pause();
      await tx`insert into mark values (${tenant}, ${batch})`;
    });
  }

  /** Handles that outlived their transaction. */
  async function useKeptHandle(): Promise<void> {
    const { tx, tenant } = pick(kept);
    counts.keptHandlesUsed++;
    await look(tx, tenant).catch(() => undefined);
  }

  async function worker(number: number): Promise<void> {
    for (let round = 0; round < TRANSACTIONS_EACH; round++) {
      const batch = `${number}-${round}`;
      try {
        await transaction(pick(TENANTS), batch);
        counts.committed++;
        committed.add(batch);
      } catch (error) {
        const { code, reason } = error as { code?: string; reason?: string };
        if (reason === 'commit-unknown') counts.unknown++;
        else if (reason === 'connection-lost' || LOST_BEFORE_BEGIN.has(code ?? '')) counts.lost++;
        else surprises.push(error);
      }
      if (random() < 0.2) await useKeptHandle();
    }
  }

  const over = { isOver: false };
  async function killer(): Promise<void> {
    while (!over.isOver) {
      const [row] = await database.admin<{ ended: number }[]>`
        select count(pg_terminate_backend(pid))::int as ended from (
          select pid from pg_stat_activity where application_name = 'under-load' order by random() limit ${random() < 0.05 ? 10 : 1}
        ) as victims`;
      counts.ended += row?.ended ?? 0;
      await pause();
    }
  }

  const killing = killer();
  await Promise.all(Array.from({ length: WORKERS }, (_, number) => worker(number)));
  over.isOver = true;
  await killing;

  expect(foreign).toEqual([]);
  expect(surprises).toEqual([]);
  expect(counts.committed).toBeGreaterThan(0);
  expect(counts.lost).toBeGreaterThan(0);
  const halves = await database.admin`select batch from mark group by batch having count(*) <> 2`;
  expect(halves).toEqual([]);
  const stored = await database.admin<{ batch: string }[]>`select distinct batch from mark`;
  const present = new Set(stored.map(({ batch }) => batch));
  expect([...committed].filter((batch) => !present.has(batch))).toEqual([]);
  expect(present.size).toBeLessThanOrEqual(counts.committed + counts.unknown);

  await Promise.all(
    Array.from({ length: 40 }, (_, number) => transaction(pick(TENANTS), `afterwards-${number}`)),
  );
  await client.end({ timeout: 5 });
}, 60_000);
