/**
 * `npm run attack`: tries to get from one school to another, over SQL and over the network. A line for each case; the
 * last one `attack: N cases, N holes`.
 */
import { cloneDatabase, type TestDatabase } from '@educrowd/db/testing/clone-database';
import { startTestServer } from '@educrowd/db/testing/test-server';
import { runCases, type AttackResult } from './attack-case.ts';
import { databaseCases } from './database-cases.ts';
import { casesWithoutNet, serverCases } from './server-cases.ts';
import { startWorld } from './world.ts';

const server = await startTestServer(process.env['DATABASE_URL_TEST']);
const results: AttackResult[] = [];
const show = (result: AttackResult): void => {
  results.push(result);
  console.log(`${result.holes.length === 0 ? '  ok  ' : '  HOLE'} ${result.name}`);
  for (const hole of result.holes) console.log(`         ${hole}`);
};
try {
  await onDatabase('attack on the database', async (database) => {
    await runCases(await databaseCases(database), show);
  });
  await onDatabase('attack on the server', async (database) => {
    const world = await startWorld(database);
    try {
      await runCases([...serverCases(world), ...casesWithoutNet(world, database.admin)], show);
    } finally {
      await world.stop();
    }
  });
} finally {
  await server.stop();
}
const holes = results.reduce((sum, result) => sum + result.holes.length, 0);
console.log(`\nattack: ${results.length} cases, ${holes} holes`);
process.exitCode = holes > 0 ? 1 : 0;

async function onDatabase(purpose: string, work: (database: TestDatabase) => Promise<void>): Promise<void> {
  const database = await cloneDatabase(server, purpose);
  try {
    await work(database);
  } finally {
    await database.drop();
  }
}
