import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestDatabase } from '@educrowd/db/testing/clone-database';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { runCases } from './attack-case.ts';
import { catalogueCases } from './catalogue-cases.ts';
import { cataloguePlants } from './catalogue-plants.ts';
import { databaseCases } from './database-cases.ts';
import { insiderCases } from './insider-cases.ts';
import { fewStations } from './insider.ts';
import { startPooler } from './pooler.ts';
import { casesWithoutNet } from './server-cases.ts';
import { startWorld } from './world.ts';

/** Of the tables that are weakened one by one; `npm run attack` weakens all of them. */
const PLANTED_TABLES = 2;

/** A bound against hanging: hundreds of requests on a busy machine. */
const LONGEST_MS = 5 * 60_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test(
  'no school is reached from another one through the database',
  async () => {
    // Where it is not installed, the cases through it are left out; `npm run attack` says so.
    const pooler = await startPooler(database);
    try {
      const results = await runCases(
        await databaseCases(database, { plantedTables: PLANTED_TABLES, pooler }),
      );
      expect(results.length).toBeGreaterThanOrEqual(60);
      expect(results.filter(({ holes }) => holes.length > 0)).toEqual([]);
    } finally {
      await pooler?.stop();
    }
  },
  LONGEST_MS,
);

test(
  'nobody gets more through the server than their school and role give, and it does not lean on row-level security',
  async () => {
    const schools = await createTestDatabase();
    try {
      const world = await startWorld(schools);
      try {
        const within = insiderCases(world, fewStations);
        const results = await runCases([...casesWithoutNet(world, schools.admin), ...within]);
        expect(within.length).toBeGreaterThanOrEqual(30);
        expect(results.length).toBeGreaterThanOrEqual(130);
        expect(results.filter(({ holes }) => holes.length > 0)).toEqual([]);
      } finally {
        await world.stop();
      }
    } finally {
      await schools.drop();
    }
  },
  LONGEST_MS,
);

class RolledBack extends Error {}

describe('a new object that breaks a rule is noticed', () => {
  test.for(cataloguePlants)('$statement', async ({ statement, noticedBy }) => {
    let noticed: readonly string[] = [];
    await database.admin
      .begin(async (tx) => {
        await tx.unsafe(statement);
        const results = await runCases(catalogueCases(tx));
        noticed = results.filter(({ holes }) => holes.length > 0).map(({ name }) => name);
        throw new RolledBack();
      })
      .catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error;
      });
    expect(
      noticed.some((name) => name.includes(noticedBy)),
      noticed.join('\n'),
    ).toBe(true);
  });
});
