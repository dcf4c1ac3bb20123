/** What counts towards the pledges of an hour: those that were made, over the pages as over the API. */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { openPayingSchool } from '../../testing/paying-school.ts';

const database = await createTestDatabase();
const { paying, school, backers, live, close } = await openPayingSchool(database);
afterAll(close);

const { admin } = database;
const network = 'pledge from 127.0.0.1';
const setCount = (count: number) => admin`
  insert into identity.rate_limit (key, count, reset_at) values (${network}, ${count}, now() + interval '1 hour')
  on conflict (key) do update set count = excluded.count`;
const counted = async (): Promise<unknown> =>
  (await admin`select count from identity.rate_limit where key = ${network}`)[0]?.['count'];
beforeEach(() => setCount(0));

const post = async (json: object, headers: Record<string, string> = {}) =>
  (await paying.server.request('/api/v1/crowdfunding/pledges', { host: school.host, headers, json })).status;

test('a form that is sent again is answered again, also when no more pledges may be made', async () => {
  const { campaignId } = await live();
  const form = { reward: '', amount: '25', email: 'ann@example.org', requestKey: crypto.randomUUID() };
  const first = await backers.pledge(campaignId, form);
  expect(await counted()).toBe(1);
  await setCount(100);
  expect((await backers.pledge(campaignId, form)).sessionId).toBe(first.sessionId);
  expect((await backers.tryToPledge(campaignId, { ...form, amount: '26' })).status).toBe(429);
  expect(await counted()).toBe(100);
});

test('a form that is sent four times at once counts once, as does a request to the API', async () => {
  const { campaignId } = await live();
  const fourTimes = (ask: () => Promise<number>) => Promise.all(Array.from({ length: 4 }, ask));
  const form = { reward: '', amount: '25', email: 'bob@example.org', requestKey: crypto.randomUUID() };
  expect(await fourTimes(async () => (await backers.tryToPledge(campaignId, form)).status)).toEqual([
    303, 303, 303, 303,
  ]);
  expect(await counted()).toBe(1);
  const body = { project_id: campaignId, amount: '25', email: 'bob@example.org' };
  expect(await fourTimes(() => post(body, { 'idempotency-key': 'four times' }))).toEqual([
    201, 201, 201, 201,
  ]);
  expect(await counted()).toBe(2);
});

test('what is refused does not count', async () => {
  const { campaignId, rewardIds } = await live({ rewards: [{ limitCount: 1 }] });
  const form = { reward: '', amount: '25', email: 'cat@example.org', requestKey: crypto.randomUUID() };
  const reward = rewardIds[0] ?? '';
  await backers.pledge(campaignId, { ...form, reward });
  expect(await counted()).toBe(1);
  const answers = await Promise.all([
    // Whose the first one is has to be said.
    backers.tryToPledge(campaignId, { ...form, email: 'dan@example.org' }),
    backers.tryToPledge(campaignId, { ...form, amount: '0.01', requestKey: crypto.randomUUID() }),
    backers.tryToPledge(campaignId, { ...form, reward, requestKey: crypto.randomUUID() }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([409, 400, 409]);
  const body = { project_id: campaignId, amount: '25', email: 'eve@example.org' };
  expect([await post({ ...body, amount: '0.01' }), await post({ ...body, reward_id: reward })]).toEqual([
    400, 409,
  ]);
  expect(await counted()).toBe(1);
});
