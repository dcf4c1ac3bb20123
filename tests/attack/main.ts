/**
 * `npm run attack`: tries to get from one school to another, over SQL and over the network. A line for each case; the
 * last one `attack: N cases, N holes`.
 */
import { cloneDatabase } from '@educrowd/db/testing/clone-database';
import { startTestServer } from '@educrowd/db/testing/test-server';
import { runCases, type AttackResult } from './attack-case.ts';
import { databaseCases } from './database-cases.ts';

const server = await startTestServer(process.env['DATABASE_URL_TEST']);
const results: AttackResult[] = [];
const show = (result: AttackResult): void => {
  results.push(result);
  console.log(`${result.holes.length === 0 ? '  ok  ' : '  HOLE'} ${result.name}`);
  for (const hole of result.holes) console.log(`         ${hole}`);
};
try {
  const database = await cloneDatabase(server, 'attack on the database');
  try {
    await runCases(await databaseCases(database), show);
  } finally {
    await database.drop();
  }
} finally {
  await server.stop();
}
const holes = results.reduce((sum, result) => sum + result.holes.length, 0);
console.log(`\nattack: ${results.length} cases, ${holes} holes`);
process.exitCode = holes > 0 ? 1 : 0;
