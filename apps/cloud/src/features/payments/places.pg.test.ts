/** Places of rewards whose limit changes while people pledge. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { createBackers, type Backers } from '../../testing/backers.ts';
import { createTestDevice, type TestDevice } from '../../testing/build-course.ts';
import { createPerson, createSchool, signIn } from '../../testing/people.ts';
import { untilJobsAreDone } from '../../testing/settled.ts';
import {
  buildLiveCampaign,
  startPayingServer,
  type PayingServer,
} from '../../testing/start-paying-server.ts';
import type { Provisioned } from '../tenancy/index.ts';

const database = await createTestDatabase();
const { admin } = database;
let paying: PayingServer;
let school: Provisioned;
let device: TestDevice;
let backers: Backers;

beforeAll(async () => {
  paying = await startPayingServer(database);
  const owner = await createPerson(paying.server);
  school = await createSchool(paying.server, owner);
  const { token } = await signIn(paying.server, owner, school.host);
  device = createTestDevice(paying.server, school.host, token);
  backers = createBackers(paying, school.host);
});
afterAll(async () => {
  await paying.stop();
  await database.drop();
});

async function limited(limitCount: number | null) {
  const { campaignId, rewardIds } = await buildLiveCampaign(paying.server, school.tenantId, {
    rewards: [{ limitCount }],
  });
  const reward = rewardIds[0] ?? '';
  let backer = 0;
  const form = () => ({ reward, amount: '', email: `backer-${(backer += 1)}@example.org` });
  return {
    reward,
    pledge: () => backers.pledge(campaignId, form()),
    tryToPledge: async () => (await backers.tryToPledge(campaignId, form())).status,
    /** As if nothing had been folded yet. */
    async change(patch: { limitCount?: number | null; amountMinor?: number }, base: typeof patch) {
      // Those that are on their way would fold in between.
      await untilJobsAreDone(database);
      await admin`update rewards set claimed_count = 0 where id = ${reward}`;
      const results = await device.push(['Reward.patch', { id: reward, patch }, base]);
      return results[0]?.code;
    },
  };
}

test('a limit that comes later counts those who pledged without one', async () => {
  const { pledge, tryToPledge, change } = await limited(null);
  await pledge();
  await pledge();
  expect(await change({ limitCount: 1 }, { limitCount: null })).toBe('CONFLICT');
  expect(await change({ limitCount: 3 }, { limitCount: null })).toBe('APPLIED');
  expect([await tryToPledge(), await tryToPledge()]).toEqual([303, 409]);
});

test('a lowered limit counts places whatever their numbers', async () => {
  const { reward, pledge, tryToPledge, change } = await limited(6);
  const made = [];
  for (let index = 0; index < 6; index += 1) made.push(await pledge());
  const early = made.slice(0, 3).map(({ pledgeId }) => pledgeId);
  await admin`update reward_place set held_until = now() - interval '1 minute' where pledge_id in ${admin(early)}`;
  expect(await change({ limitCount: 2 }, { limitCount: 6 })).toBe('CONFLICT');
  expect(await change({ limitCount: 3 }, { limitCount: 6 })).toBe('APPLIED');
  expect(await tryToPledge()).toBe(409);
  const [slow, quick] = [made[0], made[3]];
  await quick?.pay('4242424242424242');
  await slow?.pay('4242424242424242');
  await untilJobsAreDone(database);
  const rows =
    await admin`select pledge_id from reward_place where reward_id = ${reward} and pledge_id is not null
    and held_until is null`;
  expect(rows).toEqual([{ pledge_id: quick?.pledgeId }]);
  const [late] = await admin`select status from pledge where id = ${slow?.pledgeId ?? ''}`;
  expect(late).toEqual({ status: 'refunded' });
});

test('what backers are charged is settled by the first of them, told or not', async () => {
  const { reward, pledge, change } = await limited(null);
  expect(await change({ amountMinor: 2_000 }, { amountMinor: 2_500 })).toBe('APPLIED');
  await pledge();
  expect(await change({ amountMinor: 1_000 }, { amountMinor: 2_000 })).toBe('CONFLICT');
  const trashed = await device.push(['Reward.trash', { id: reward, cursor: 1_000_000 }]);
  expect(trashed[0]?.code).toBe('CONFLICT');
});

test('one person holds three places that are not paid, one network of guests ten', async () => {
  const { campaignId, rewardIds } = await buildLiveCampaign(paying.server, school.tenantId, {
    rewards: [{ limitCount: 50 }, { limitCount: null }],
  });
  const [reward = '', free = ''] = rewardIds;
  await admin`update reward_place set held_until = now() - interval '1 minute' where held_until is not null`;
  const attempt = (email: string, of = reward) =>
    backers.tryToPledge(campaignId, { reward: of, amount: '', email });
  const made = await backers.pledge(campaignId, { reward, amount: '', email: 'greedy@example.org' });
  const statuses = await Promise.all([1, 2, 3].map(async () => (await attempt('greedy@example.org')).status));
  expect(statuses.toSorted((a, b) => a - b)).toEqual([303, 303, 429]);
  expect((await attempt('Greedy@example.org')).text).toContain('Too many places are held and not paid yet.');
  expect((await attempt('greedy@example.org', free)).status).toBe(303);
  await made.pay('4242424242424242');
  await untilJobsAreDone(database);
  expect((await attempt('greedy@example.org')).status).toBe(303);
  const others = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => (await attempt(`other-${index}@example.org`)).status),
  );
  expect(others.toSorted((a, b) => a - b)).toEqual([...Array.from({ length: 7 }, () => 303), 429]);
  const [paid] = await admin`select network from pledge where id = ${made.pledgeId}`;
  expect(paid).toEqual({ network: null });
});
