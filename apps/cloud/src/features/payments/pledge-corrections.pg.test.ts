/** Backers who come back to what they sent, and programs that ask again. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { createBackers, type Backers } from '../../testing/backers.ts';
import { addMember, createPerson, createSchool, signIn, type TestPerson } from '../../testing/people.ts';
import { untilJobsAreDone } from '../../testing/settled.ts';
import {
  buildLiveCampaign,
  startPayingServer,
  type PayingServer,
} from '../../testing/start-paying-server.ts';
import { createVisitor } from '../../testing/visitor.ts';
import type { Provisioned } from '../tenancy/index.ts';
import { findTestCard } from '../../../../../tools/stack/payment-server/test-cards.ts';

const database = await createTestDatabase();
let paying: PayingServer;
let owner: TestPerson;
let school: Provisioned;
let backers: Backers;

beforeAll(async () => {
  paying = await startPayingServer(database);
  owner = await createPerson(paying.server);
  school = await createSchool(paying.server, owner);
  backers = createBackers(paying, school.host);
});
afterAll(async () => {
  await paying.stop();
  await database.drop();
});

const { admin } = database;
const goodCard = must(findTestCard('4242424242424242'), 'card');
const live = (given: Parameters<typeof buildLiveCampaign>[2] = {}) =>
  buildLiveCampaign(paying.server, school.tenantId, given);
const pledgesOf = (campaignId: string) =>
  admin<{ id: string; email: string; status: string }[]>`
    select id, email, status from pledge where campaign_id = ${campaignId} order by created_at, id`;

test('a form that is sent again with another address replaces its pledge, also on the last place', async () => {
  const { campaignId, rewardIds } = await live({ rewards: [{ limitCount: 1 }] });
  const form = { reward: rewardIds[0] ?? '', amount: '25', requestKey: crypto.randomUUID() };
  const first = await backers.pledge(campaignId, { ...form, email: 'wrnog@example.org' });
  const second = await backers.pledge(campaignId, { ...form, email: 'right@example.org' });
  expect(await pledgesOf(campaignId)).toEqual([
    { id: first.pledgeId, email: 'wrnog@example.org', status: 'cancelled' },
    { id: second.pledgeId, email: 'right@example.org', status: 'pending' },
  ]);
  await untilJobsAreDone(database);
  // The first payment page takes no card any more.
  expect(paying.payments.desk.findSession(first.sessionId).status).toBe('expired');
  await second.pay('4242424242424242');
  await untilJobsAreDone(database);
  expect((await pledgesOf(campaignId)).map(({ status }) => status)).toEqual(['cancelled', 'collected']);
});

test('what is paid for a replaced pledge anyway goes back, and its backer is told', async () => {
  const { campaignId } = await live();
  const form = { reward: '', amount: '25', requestKey: crypto.randomUUID() };
  const first = await backers.pledge(campaignId, { ...form, email: 'eva@example.org' });
  // Paid, but not heard of before the corrected form arrives.
  paying.payments.delivery.hold();
  const { desk } = paying.payments;
  desk.pay(desk.findSession(first.sessionId), goodCard);
  const second = await backers.pledge(campaignId, { ...form, amount: '30', email: 'eva@example.org' });
  await second.pay('4242424242424242');
  await paying.payments.delivery.release({ copies: 1, arrange: (events) => events });
  await untilJobsAreDone(database);
  expect((await pledgesOf(campaignId)).map(({ status }) => status)).toEqual(['cancelled', 'collected']);
  const attempts = await admin`
    select refund_reason, refunded_minor from payment_attempt where pledge_id = ${first.pledgeId}`;
  expect(attempts).toMatchObject([{ refund_reason: 'replaced', refunded_minor: '2500' }]);
  const mails = (await paying.server.ctx.mailer.mailbox?.list('eva@example.org')) ?? [];
  expect(mails.filter(({ text }) => text.includes('replaced by a later one'))).toHaveLength(1);
});

test('a payment that was begun before the deadline counts when it is made after it', async () => {
  const { campaignId } = await live();
  const made = await backers.pledge(campaignId, { reward: '', amount: '25', email: 'ida@example.org' });
  await admin`update campaigns set status = 'ended', deadline = now() where id = ${campaignId}`;
  await made.pay('4242424242424242');
  await untilJobsAreDone(database);
  expect((await pledgesOf(campaignId)).map(({ status }) => status)).toEqual(['collected']);
  const late = await backers.tryToPledge(campaignId, { reward: '', amount: '25', email: 'tom@example.org' });
  expect(late.status).toBe(409);
});

test('whoever comes back to the choice mends the pledge that they have made, until it is paid', async () => {
  const { campaignId, rewardIds } = await live({ rewards: [{ limitCount: 1 }] });
  const visitor = createVisitor(paying.server, school.host);
  const steps = `/campaigns/${campaignId}/pledge`;
  const choice = `reward=${rewardIds[0]}&amount=25`;
  const keyOnPage = (): string => /name="requestKey" value="([^"]+)"/.exec(visitor.page.text)?.[1] ?? '';
  const send = async (email: string): Promise<string> => {
    await visitor.open(`${steps}/details?${choice}`);
    const requestKey = keyOnPage();
    const answer = await paying.server.request(steps, {
      host: school.host,
      headers: { cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      form: { reward: rewardIds[0] ?? '', amount: '25', name: '', consent: 'yes', email, requestKey },
    });
    expect(answer.status, answer.text).toBe(303);
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name === 'pledge_details' && value) (visitor.cookies as Map<string, string>).set(name, value);
    }
    return answer.headers.location ?? '';
  };
  await send('one@example.org');
  const paymentPage = await send('two@example.org');
  expect((await pledgesOf(campaignId)).map(({ status }) => status)).toEqual(['cancelled', 'pending']);
  await fetch(paymentPage, {
    method: 'POST',
    body: new URLSearchParams({ number: '4242424242424242' }),
    redirect: 'manual',
  });
  while ((await pledgesOf(campaignId))[1]?.status !== 'collected') await untilJobsAreDone(database);
  const before = keyOnPage();
  await visitor.open(`${steps}/details?amount=25`);
  expect(keyOnPage()).not.toBe(before);
});

test('a reward that is none is no gift without a reward', async () => {
  const { campaignId } = await live({ rewards: [{}] });
  const form = { amount: '25', email: 'joe@example.org' };
  for (const reward of ['no-id', '%00', '7']) {
    const answer = await backers.tryToPledge(campaignId, { ...form, reward });
    expect(answer.status).toBe(400);
  }
  expect(await pledgesOf(campaignId)).toEqual([]);
});

const answerSchema = z.object({ data: z.object({ id: z.string(), checkout_url: z.string() }) });
const post = (json: object, headers: Record<string, string>) =>
  paying.server.request('/api/v1/crowdfunding/pledges', { host: school.host, headers, json });

test('the API answers a request that is repeated as it did at first, whatever has happened since', async () => {
  const { campaignId } = await live();
  const person = await createPerson(paying.server);
  await addMember(paying.server, school, person);
  const { token } = await signIn(paying.server, person, school.host);
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': 'once and again' };
  const body = { project_id: campaignId, amount: '25' };
  const first = await post(body, headers);
  const { data } = answerSchema.parse(first.json());
  await fetch(data.checkout_url, {
    method: 'POST',
    body: new URLSearchParams({ number: '4242424242424242' }),
    redirect: 'manual',
  });
  while ((await pledgesOf(campaignId))[0]?.status !== 'collected') await untilJobsAreDone(database);
  await admin`update campaigns set status = 'ended' where id = ${campaignId}`;
  const again = await post(body, headers);
  expect([again.status, answerSchema.parse(again.json()).data]).toEqual([201, data]);
  expect((await post({ ...body, amount: '26' }, headers)).status).toBe(409);
});

test('two guests who think of the same key have a pledge each', async () => {
  const { campaignId } = await live();
  const ids = await Promise.all(
    ['ann@example.org', 'bob@example.org'].map(async (email) => {
      const answer = await post(
        { project_id: campaignId, amount: '25', email },
        { 'idempotency-key': 'password1' },
      );
      expect(answer.status, answer.text).toBe(201);
      return answerSchema.parse(answer.json()).data.id;
    }),
  );
  expect(new Set(ids).size).toBe(2);
});

test('a pledge that goes back in many parts is refunded in full', async () => {
  const { campaignId } = await live();
  const made = await backers.pledge(campaignId, { reward: '', amount: '25', email: 'kim@example.org' });
  await made.pay('4242424242424242');
  const { paymentId } = paying.payments.desk.findSession(made.sessionId);
  for (let part = 0; part < 25; part++)
    paying.payments.desk.refund(paymentId ?? '', { amount: 100, metadata: {} });
  while ((await pledgesOf(campaignId))[0]?.status !== 'refunded') await untilJobsAreDone(database);
  const [row] = await admin`select refunded_minor from pledge where id = ${made.pledgeId}`;
  expect(Number(row?.['refunded_minor'])).toBe(2_500);
});
