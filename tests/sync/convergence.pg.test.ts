/**
 * Devices that write at random on a bad line, with power cuts, against the real server: in the end all of them show what
 * a new device loads, and nothing is left unanswered. A failure names its seed.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { SchoolConnection } from '../../apps/desktop/src/engine/network/create-network.ts';
import { unavailable } from '../../apps/desktop/src/engine/network/request-error.ts';
import { editAtRandom, type Random } from '../../apps/desktop/src/engine/sync/testing/random-edits.ts';
import { seededRandom } from '../../apps/desktop/src/engine/sync/testing/test-world.ts';
import { treeOf } from '../../apps/desktop/src/engine/sync/testing/typing.ts';
import { allTold } from '../../apps/cloud/src/testing/all-told.ts';
import {
  addMember,
  createPerson,
  createSchool,
  signIn,
  type TestPerson,
} from '../../apps/cloud/src/testing/people.ts';
import { startTestServer, type TestServer } from '../../apps/cloud/src/testing/start-test-server.ts';
import { times } from '../../tools/test/times.ts';
import { openRealDevice, type RealDevice } from './real-device.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let server: TestServer;
const open = new Set<RealDevice>();

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database);
});
afterEach(async () => {
  for (const device of open) await device.close();
  open.clear();
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

/** A line that loses requests and answers while `isBad`. */
function badLine(random: Random, weather: { isBad: boolean }) {
  const lossy =
    <Request, Answer>(call: (request: Request, signal: AbortSignal) => Promise<Answer>) =>
    async (request: Request, signal: AbortSignal): Promise<Answer> => {
      if (weather.isBad && random() < 0.15) throw unavailable('lost on the way there');
      const answer = await call(request, signal);
      if (weather.isBad && random() < 0.25) throw unavailable('lost on the way back');
      return answer;
    };
  return (line: SchoolConnection): SchoolConnection => ({
    ...line,
    push: lossy(line.push),
    pull: lossy(line.pull),
    bootstrap: lossy(line.bootstrap),
  });
}

const document = entityNamed('Document');

describe('devices and the real server', () => {
  it.each([1, 2, 3].slice(0, times(3, 1)))('converge, seed %i', async (seed) => {
    const random = seededRandom(seed);
    const weather = { isBad: true };
    const ada = await createPerson(server, { name: 'Ada' });
    const ben = await createPerson(server, { name: 'Ben' });
    const school = await createSchool(server, ada);
    await addMember(server, school, { ...ben, roles: ['admin'] });
    const tokens = new Map<TestPerson, string>();
    for (const person of [ada, ben]) tokens.set(person, (await signIn(server, person, school.host)).token);
    const deviceOf = async (person: TestPerson, disk?: Buffer): Promise<RealDevice> => {
      const through = badLine(random, weather);
      const token = tokens.get(person) ?? '';
      const device = await openRealDevice({
        address: server.origin(school.host),
        token,
        through,
        ...(disk ? { disk } : {}),
      });
      open.add(device);
      return device;
    };
    const owners = [ada, ada, ben];
    const devices: RealDevice[] = [];
    for (const person of owners) devices.push(await deviceOf(person));
    // Something to merge words in: chance alone would now and then make no text at all.
    const [first] = devices as [RealDevice];
    for (let step = 0; first.store.views.select(document, '1').length === 0; step++)
      editAtRandom(first, random, `first${step}`);

    for (let step = 0; step < 60; step++) {
      const at = Math.floor(random() * devices.length);
      const device = devices[at] as RealDevice;
      if (random() < 0.06) {
        const disk = device.store.db.serialize();
        await device.close();
        open.delete(device);
        devices[at] = await deviceOf(owners[at] as TestPerson, disk);
        continue;
      }
      editAtRandom(device, random, `s${step}`);
      if (random() < 0.6) device.runner.syncNow();
      await new Promise((resolve) => {
        setTimeout(resolve, random() * 40);
      });
    }

    weather.isBad = false;
    // What the last one sends has to reach the first one, too.
    for (const device of devices) await device.settled();
    await allTold(server, school.tenantId);
    for (const device of devices) await device.settled();
    const freshOf = new Map<TestPerson, RealDevice>();
    for (const person of [ada, ben]) {
      const fresh = await deviceOf(person);
      await fresh.settled();
      freshOf.set(person, fresh);
    }
    const fresh = must(freshOf.get(ada), 'a new device');
    const texts = fresh.store.views.select(document, '1');
    expect(texts.length).toBeGreaterThan(0);
    for (const [index, device] of devices.entries()) {
      // What somebody has been told is on their own devices alone.
      const own = must(freshOf.get(must(owners[index], 'owner')), 'a new device');
      expect(device.shown()).toEqual(own.shown());
      for (const { id } of texts)
        expect(treeOf(device.store, id as string)).toBe(treeOf(fresh.store, id as string));
      expect(
        device.store.db.prepare('select seq, name from journal where result_code is null').all(),
      ).toEqual([]);
      expect(device.store.db.prepare('select * from base_row').all()).toEqual([]);
    }
  });
});
