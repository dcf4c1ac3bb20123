import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestDatabase } from '@educrowd/db/testing/clone-database';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { runCases } from './attack-case.ts';
import { catalogueCases } from './catalogue-cases.ts';
import { cataloguePlants } from './catalogue-plants.ts';
import { databaseCases } from './database-cases.ts';

/** Of the tables that are weakened one by one; `npm run attack` weakens all of them. */
const PLANTED_TABLES = 4;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('no school is reached from another one through the database', async () => {
  const results = await runCases(await databaseCases(database, { plantedTables: PLANTED_TABLES }));
  expect(results.length).toBeGreaterThanOrEqual(60);
  expect(results.filter(({ holes }) => holes.length > 0)).toEqual([]);
});

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
