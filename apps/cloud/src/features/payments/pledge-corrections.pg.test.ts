/** Backers who come back to what they sent, and programs that ask again. */
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { openPayingSchool } from '../../testing/paying-school.ts';
import { addMember, createPerson, signIn } from '../../testing/people.ts';
import { untilJobsAreDone } from '../../testing/settled.ts';
import { createVisitor } from '../../testing/visitor.ts';
import { findTestCard } from '../../../../../tools/stack/payment-server/test-cards.ts';

const database = await createTestDatabase();
const { paying, school, backers, live, close } = await openPayingSchool(database);
afterAll(close);

const { admin } = database;
const goodCard = must(findTestCard('4242424242424242'), 'card');
const pledgesOf = (campaignId: string) =>
  admin<{ id: string; email: string; status: string }[]>`
    select id, email, status from pledge where campaign_id = ${campaignId} order by created_at, id`;

test('a form that is sent again with another address replaces its pledge, also on the last place', async () => {
  const { campaignId, rewardIds } = await live({ rewards: [{ limitCount: 1 }] });
  const form = { reward: rewardIds[0] ?? '', amount: '25', requestKey: crypto.randomUUID() };
  const first = await backers.pledge(campaignId, { ...form, email: 'wrnog@example.org' });
  const asked = await backers.tryToPledge(campaignId, { ...form, email: 'right@example.org' });
  expect([asked.status, asked.text.includes('name="earlier"')]).toEqual([409, true]);
  expect(asked.text).not.toContain('wrnog');
  const second = await backers.pledge(campaignId, {
    ...form,
    email: 'right@example.org',
    earlier: 'replace',
  });
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

test('whoever comes back to a form that is paid hears so, and can still pledge a second time', async () => {
  const { campaignId } = await live();
  const form = { reward: '', amount: '25', requestKey: crypto.randomUUID(), email: 'lea@example.org' };
  const visitor = createVisitor(paying.server, school.host);
  await visitor.post(`/campaigns/${campaignId}/pledge`, { ...form, name: '', consent: 'yes' });
  const first = await backers.pledge(campaignId, { ...form, name: '' });
  await first.pay('4242424242424242');
  await untilJobsAreDone(database);
  const again = await backers.tryToPledge(campaignId, { ...form, name: 'Lea' });
  expect(again.status).toBe(409);
  expect(again.text).toContain('This pledge is paid already. Nothing was charged again');
  await visitor.open(`/campaigns/${campaignId}/pledge/details?reward=&amount=15`);
  expect(visitor.text).toContain('From this browser a pledge to this campaign is paid already.');
  expect((await pledgesOf(campaignId)).map(({ status }) => status)).toEqual(['collected']);
});

test('somebody else at the same browser has a pledge of their own, and reads nothing of the other', async () => {
  const { campaignId } = await live();
  const form = { reward: '', amount: '25', requestKey: crypto.randomUUID() };
  const first = await backers.pledge(campaignId, { ...form, email: 'first@example.org', name: 'First' });
  const asked = await backers.tryToPledge(campaignId, { ...form, email: 'second@example.org' });
  expect([asked.status, asked.text.includes('first@'), asked.text.includes('First')]).toEqual([
    409,
    false,
    false,
  ]);
  await backers.pledge(campaignId, { ...form, email: 'second@example.org', earlier: 'keep' });
  await first.pay('4242424242424242');
  await untilJobsAreDone(database);
  expect((await pledgesOf(campaignId)).map(({ status }) => status)).toEqual(['collected', 'pending']);
});

test('corrections that come at once end in one pledge, and nothing begins a replaced one again', async () => {
  const { campaignId } = await live();
  const form = { reward: '', requestKey: crypto.randomUUID(), email: 'tip@example.org' };
  const first = await backers.pledge(campaignId, { ...form, amount: '20' });
  const answers = await Promise.all(
    ['21', '22', '23'].map((amount) => backers.tryToPledge(campaignId, { ...form, amount })),
  );
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
  const again = await paying.server.request(`/pledges/${first.pledgeId}/pay?key=${first.key}`, {
    host: school.host,
    form: {},
  });
  expect(again.headers.location).toBe(`/pledges/${first.pledgeId}?key=${first.key}`);
  await untilJobsAreDone(database);
  const statuses = (await pledgesOf(campaignId)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual(['cancelled', 'cancelled', 'cancelled', 'pending']);
  const open = await admin`
    select from payment_attempt join pledge on pledge.id = pledge_id
    where campaign_id = ${campaignId} and state = 'open'`;
  expect(open).toHaveLength(1);
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
  const send = async (email: string, earlier = ''): Promise<string> => {
    await visitor.open(`${steps}/details?${choice}`);
    const requestKey = keyOnPage();
    const answer = await paying.server.request(steps, {
      host: school.host,
      headers: { cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      form: {
        reward: rewardIds[0] ?? '',
        amount: '25',
        name: '',
        consent: 'yes',
        email,
        requestKey,
        earlier,
      },
    });
    expect(answer.status, answer.text).toBe(303);
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name === 'pledge_details' && value) (visitor.cookies as Map<string, string>).set(name, value);
    }
    return answer.headers.location ?? '';
  };
  await send('one@example.org');
  const paymentPage = await send('two@example.org', 'replace');
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
  expect([again.status, again.json()]).toEqual([201, first.json()]);
  expect(data.checkout_url).toContain('/pay/');
  expect((await post({ ...body, amount: '26' }, headers)).status).toBe(409);
});

test('a repetition costs no place of the limit, and begins nothing anew', async () => {
  const { campaignId } = await live();
  const headers = { 'idempotency-key': 'of a guest' };
  const body = { project_id: campaignId, amount: '25', email: 'Guest@example.org' };
  const first = await post(body, headers);
  expect(first.status).toBe(201);
  const { id } = answerSchema.parse(first.json()).data;
  await admin`update payment_attempt set state = 'expired' where pledge_id = ${id}`;
  await admin`update pledge set status = 'expired' where id = ${id}`;
  await admin`update campaigns set status = 'ended' where id = ${campaignId}`;
  const network = 'pledge from 127.0.0.1';
  await admin`update identity.rate_limit set count = 100 where key = ${network}`;
  const again = await post({ ...body, email: 'guest@EXAMPLE.org' }, headers);
  expect([again.status, again.json()]).toEqual([201, first.json()]);
  expect((await post(body, { 'idempotency-key': 'another one' })).status).toBe(429);
  await admin`delete from identity.rate_limit where key = ${network}`;
  expect(await admin`select from payment_attempt where pledge_id = ${id}`).toHaveLength(1);
  expect((await pledgesOf(campaignId)).map(({ status }) => status)).toEqual(['expired']);
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
