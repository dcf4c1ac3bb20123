import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { readDeviceRecords } from '../support/device-records.ts';
import { newSeed } from '../support/random.ts';
import { readServerRecords } from '../support/server-records.ts';
import { times } from '../../tools/test/times.ts';
import { startStack } from '../support/start-stack.ts';
import { runCrash } from './run-crash.ts';

/** Bound against hanging: real processes on a busy machine. */
const LONGEST_MS = 10 * 60_000;

const database = await createTestDatabase();
const stack = await startStack({
  openDatabase: () =>
    Promise.resolve({ urls: database.urls, adminUrl: database.urls.adminUrl, stop: database.drop }),
});
afterAll(() => stack.stop(), LONGEST_MS);

test('what was acknowledged survives every crash, once', { timeout: LONGEST_MS }, async () => {
  const seed = newSeed();
  console.log(`crash test, seed ${seed}`);
  const said: string[] = [];
  const report = await runCrash({
    stack,
    seed,
    engineKills: times(4, 2),
    serverKills: times(2, 1),
    say: (line) => said.push(line),
  });
  expect(report.problems, said.join('\n')).toEqual([]);
  expect(report.acknowledged).toBeGreaterThan(times(100, 50));
  expect(report.cutOff).toBeGreaterThan(0);
});

test('and the look at the server’s records finds what is wrong with them', async () => {
  const [device] = stack.devices();
  if (!device) throw new Error('There is no device.');
  const records = [readDeviceRecords(device)];
  const problems = async () => (await readServerRecords(database.urls.adminUrl, records)).problems;
  expect(await problems()).toEqual([]);
  const { clientId } = records[0]!;
  await database.admin`update sync_client set last_seq = last_seq - 1 where client_id = ${clientId}`;
  expect((await problems())[0]).toContain(`edits of device ${clientId}`);
  await database.admin`update sync_client set last_seq = last_seq + 1 where client_id = ${clientId}`;
  const [entry] = await database.admin`delete from audit_entry where seq = 3 returning *`;
  expect(await problems()).toEqual([expect.stringContaining('breaks at entry 4')]);
  await database.admin`insert into audit_entry ${database.admin(entry!)}`;
  // Not what a compaction may have taken away by now.
  await database.admin`update sync_change set version = version + 1000000 where table_name = 'courses'`;
  expect((await problems()).join()).toContain('lie above the head');
});
