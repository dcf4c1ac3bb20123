/** Everything that a backer can run into, over the pages and the REST API of a whole server. */
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { currencySchema } from '@educrowd/shared/primitives/money';
import { addMember, createPerson, createSchool, signIn } from '../../testing/people.ts';
import { openPayingSchool } from '../../testing/paying-school.ts';
import { untilJobsAreDone } from '../../testing/settled.ts';
import { createVisitor } from '../../testing/visitor.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { forgetPledgeKeys } from './forget-pledge-keys.ts';
import { verifyLedger } from './verify-ledger.ts';

const database = await createTestDatabase();
const { paying, owner, school, backers, live, close } = await openPayingSchool(database);
afterAll(close);

const { admin } = database;
const ledger = () =>
  readTenant(
    paying.server.ctx.door,
    { tenantId: school.tenantId, userId: null, isSystem: true },
    verifyLedger,
  );
const statusOf = async (pledgeId: string): Promise<unknown> =>
  (await admin`select status from pledge where id = ${pledgeId}`)[0]?.['status'];

test('a guest pledges for a reward, pays, and finds the receipt by the link in the mail', async () => {
  const { campaignId, rewardIds } = await live({
    rewards: [{ title: 'A bed with your name', limitCount: 3 }],
  });
  const made = await backers.pledge(campaignId, {
    reward: rewardIds[0] ?? '',
    amount: '',
    name: 'Ada <b>Byron</b>',
    email: 'Ada@Example.org',
  });
  const session = paying.payments.desk.findSession(made.sessionId);
  expect(session).toMatchObject({ amount: 2_500, currency: 'eur', email: 'ada@example.org' });
  expect(made.providerPage).toContain('€25.00');
  await made.pay('4242424242424242');
  expect(made.visitor.path).toMatch(/^\/pledges\/[^/]+\?key=/);
  expect(made.visitor.text).toContain('Thank you. Your pledge has arrived');
  expect(made.visitor.text).toContain('€25.00');
  const mail = await paying.server.mailTo('ada@example.org');
  expect(mail.html).toContain('Ada &lt;b&gt;Byron&lt;/b&gt;');
  expect(mail.html).not.toContain('<b>Byron');
  const link = new URL(must(/https?:\S+/.exec(mail.text)?.[0], 'link'));
  const elsewhere = createVisitor(paying.server, link.hostname);
  await elsewhere.open(link.pathname + link.search);
  expect(elsewhere.text).toContain('Thank you. Your pledge has arrived');
  expect(elsewhere.page.text).not.toContain('<b>Byron');
});

test('a refused card is told on both sides, by mail too, and another card may follow', async () => {
  const { campaignId } = await live();
  const name = 'Read evil.example';
  const made = await backers.pledge(campaignId, { reward: '', amount: '40', email: 'bo@example.org', name });
  const refused = await made.pay('4000000000009995');
  expect(refused).toContain('insufficient funds');
  await made.visitor.open(`/pledges/${made.pledgeId}/return`);
  expect(made.visitor.text).toContain('Your bank declined €40.00. Your pledge is kept until');
  expect(made.visitor.text).toContain('There is not enough money on the card');
  const mail = await paying.server.mailTo('bo@example.org');
  expect(mail.subject).toContain('Payment declined');
  expect(mail.text).not.toContain('evil.example');
  const link = new URL(must(/https?:\S+/.exec(mail.text)?.[0], 'link'));
  await made.visitor.open(link.pathname + link.search);
  expect(made.visitor.text).toContain('Try again');
  const again = await made.tryAgain();
  expect(again).toBe(made.sessionId);
  await made.pay('4242424242424242');
  expect(made.visitor.text).toContain('Thank you. Your pledge has arrived');
  await untilJobsAreDone(database);
  const [record] =
    await admin`select status, backer_name, amount_minor from pledge_records where id = ${made.pledgeId}`;
  expect(record).toEqual({ status: 'collected', backer_name: name, amount_minor: '4000' });
});

test('whoever cancels gives the place back, and may come again', async () => {
  const { campaignId, rewardIds } = await live({ rewards: [{ limitCount: 1 }] });
  const form = { reward: rewardIds[0] ?? '', amount: '30', email: 'cy@example.org' };
  const made = await backers.pledge(campaignId, form);
  const late = await backers.tryToPledge(campaignId, { ...form, email: 'di@example.org' });
  expect(late.status).toBe(409);
  expect(late.text).toContain('The last Reward 1 has just gone. Nothing was charged, your details are kept.');
  expect(late.text).not.toMatch(/<input[^>]*name="reward"[^>]*checked/);
  await made.visitor.open(`/pledges/${made.pledgeId}/return`);
  expect(made.visitor.text).toContain('Your place is held until');
  await made.visitor.post(`/pledges/${made.pledgeId}/cancel`, {});
  expect(made.visitor.text).toContain('This pledge is cancelled');
  expect(paying.payments.desk.findSession(made.sessionId).status).toBe('expired');
  await backers.pledge(campaignId, { ...form, email: 'di@example.org' });
});

test('whoever chooses nothing is asked again; that is no gift without a reward', async () => {
  const { campaignId } = await live({ rewards: [{ limitCount: 1 }] });
  const visitor = createVisitor(paying.server, school.host);
  await visitor.open(`/campaigns/${campaignId}/pledge/details?amount=5`);
  expect([visitor.page.status, visitor.path]).toEqual([400, expect.stringContaining('/pledge/details')]);
  expect(visitor.text).toContain('Choose a reward, or to pledge without one.');
  const sent = await paying.server.request(`/campaigns/${campaignId}/pledge`, {
    host: school.host,
    form: {
      amount: '5',
      name: '',
      email: 'hal@example.org',
      consent: 'yes',
      requestKey: crypto.randomUUID(),
    },
  });
  expect(sent.status).toBe(400);
  await visitor.open(`/campaigns/${campaignId}/pledge/details?reward=&amount=5`);
  expect(visitor.text).toContain('No reward');
});

test('a pledge whose time has run out says what can still be done about it', async () => {
  const reward = { title: 'A lamp', limitCount: 1 };
  const { campaignId, rewardIds } = await live({ rewards: [reward] });
  const form = { reward: rewardIds[0] ?? '', amount: '', email: 'ida@example.org' };
  const late = await backers.pledge(campaignId, form);
  const gift = await backers.pledge(campaignId, { reward: '', amount: '5', email: 'joe@example.org' });
  await untilJobsAreDone(database);
  await admin`update pledge set status = 'expired' where campaign_id = ${campaignId}`;
  await admin`update reward_place set pledge_id = null, held_until = null where pledge_id = ${late.pledgeId}`;
  await admin`update rewards set claimed_count = 0 where campaign_id = ${campaignId}`;
  const said = async ({ pledgeId, visitor }: typeof late): Promise<string> =>
    (await visitor.open(`/pledges/${pledgeId}`)).text;
  expect(await said(late)).toMatch(/Your place was given back; .*Try again/);
  expect(await said(gift)).toMatch(/Nothing was charged. Your details are kept. .*Try again/);

  await (await backers.pledge(campaignId, { ...form, email: 'kim@example.org' })).pay('4242424242424242');
  await untilJobsAreDone(database);
  expect(await said(late)).toMatch(/the last A lamp has gone meanwhile. Choose another reward/);
  await late.visitor.post(`/pledges/${late.pledgeId}/pay`, {});
  expect([late.visitor.page.status, late.visitor.text.match(/has (just )?gone/g)]).toEqual([
    409,
    ['has gone'],
  ]);
  await late.visitor.open(`/pledges/${late.pledgeId}/pay`);
  expect(late.visitor.path).toMatch(new RegExp(`^/pledges/${late.pledgeId}`));

  await admin`update campaigns set deadline = now() - interval '1 minute' where id = ${campaignId}`;
  await gift.visitor.post(`/pledges/${gift.pledgeId}/pay`, {});
  expect(gift.visitor.text).toContain('The campaign has ended meanwhile and takes no pledges any more.');
  expect(gift.visitor.text).not.toContain('Try again');
});

test('whoever pays after all pays what the reward costs by now', async () => {
  const { campaignId, rewardIds } = await live({ rewards: [{ title: 'A lamp' }, { title: 'A bed' }] });
  const [late, cancelled] = [
    await backers.pledge(campaignId, { reward: rewardIds[0] ?? '', amount: '', email: 'lou@example.org' }),
    await backers.pledge(campaignId, { reward: rewardIds[1] ?? '', amount: '', email: 'max@example.org' }),
  ];
  paying.payments.desk.expireSession(late.sessionId);
  await late.visitor.open(`/pledges/${late.pledgeId}/return`);
  await cancelled.visitor.post(`/pledges/${cancelled.pledgeId}/cancel`, {});
  await untilJobsAreDone(database);
  await admin`update rewards set amount_minor = 10000 where campaign_id = ${campaignId}`;
  await late.visitor.open(`/pledges/${late.pledgeId}`);
  expect(late.visitor.text).toMatch(/A lamp has come to cost more than you pledged. Pledge again/);
  expect(late.visitor.text).not.toContain('Try again');
  for (const { pledgeId, visitor } of [late, cancelled]) {
    await visitor.post(`/pledges/${pledgeId}/pay`, {});
    expect([visitor.page.status, visitor.text]).toEqual([409, expect.stringContaining('Pledge again')]);
    expect(await admin`select from payment_attempt where pledge_id = ${pledgeId}`).toHaveLength(1);
  }
  expect(cancelled.visitor.text).toContain('This is less than the reward you chose');

  await admin`update rewards set amount_minor = 2500 where campaign_id = ${campaignId}`;
  await late.visitor.open(`/pledges/${late.pledgeId}`);
  expect(late.visitor.text).toContain('Try again');
  expect(paying.payments.desk.findSession(await late.tryAgain()).amount).toBe(2_500);
});

test('a payment that comes after its place has gone is refunded, and told', async () => {
  const { campaignId, rewardIds } = await live({ rewards: [{ title: 'The only one', limitCount: 1 }] });
  const form = { reward: rewardIds[0] ?? '', amount: '', email: 'eve@example.org' };
  const slow = await backers.pledge(campaignId, form);
  await admin`update reward_place set held_until = now() - interval '1 minute' where pledge_id = ${slow.pledgeId}`;
  const quick = await backers.pledge(campaignId, { ...form, email: 'fay@example.org' });
  await quick.pay('4242424242424242');
  await slow.pay('4242424242424242');
  await untilJobsAreDone(database);
  expect(await statusOf(quick.pledgeId)).toBe('collected');
  expect(await statusOf(slow.pledgeId)).toBe('refunded');
  expect((await paying.server.mailTo('eve@example.org')).text).toContain(
    'after the last place of The only one',
  );
  await slow.visitor.open(`/pledges/${slow.pledgeId}`);
  expect(slow.visitor.text).toContain('Your pledge was refunded');
  expect((await ledger()).problems).toEqual([]);
});

test('a late payment takes its place again while there is one', async () => {
  const { campaignId, rewardIds } = await live({ rewards: [{ limitCount: 1 }] });
  const made = await backers.pledge(campaignId, {
    reward: rewardIds[0] ?? '',
    amount: '',
    email: 'gus@example.org',
  });
  await admin`update pledge set status = 'expired' where id = ${made.pledgeId}`;
  await admin`update reward_place set pledge_id = null, held_until = null where pledge_id = ${made.pledgeId}`;
  await made.pay('4242424242424242');
  await untilJobsAreDone(database);
  expect(await statusOf(made.pledgeId)).toBe('collected');
  expect(
    await admin`select place from reward_place where pledge_id = ${made.pledgeId} and held_until is null`,
  ).toHaveLength(1);
});

test('what a form or an address claims changes nothing that counts', async () => {
  const { campaignId, rewardIds } = await live({ rewards: [{ amountMinor: 2_500 }] });
  const reward = rewardIds[0] ?? '';
  const form = { email: 'ivy@example.org', reward };
  const texts = await Promise.all(
    ['24.99', '-5', '1e3', '0.001', '99999999999'].map(async (amount) => {
      const answer = await backers.tryToPledge(campaignId, { ...form, amount });
      expect([amount, answer.status]).toEqual([amount, 400]);
      return answer.text;
    }),
  );
  expect(texts[0]).toContain('This is less than the reward you chose');
  const unknown = await backers.tryToPledge(campaignId, {
    ...form,
    reward: crypto.randomUUID(),
    amount: '50',
  });
  expect(unknown.status).toBe(400);
  const made = await backers.pledge(campaignId, { ...form, amount: '50' });
  await made.visitor.open(
    `/pledges/${made.pledgeId}/return?status=paid&payment_intent=pi_1&redirect_status=succeeded`,
  );
  expect(made.visitor.text).toContain('Not paid yet');
  expect(await statusOf(made.pledgeId)).toBe('pending');
  const foreign = await paying.server.request(`/pledges/${made.pledgeId}/cancel`, {
    host: school.host,
    form: {},
    headers: { origin: 'https://evil.example' },
  });
  expect(foreign.status).toBe(403);
});

test('a pledge is shown to nobody else, and to no other school', async () => {
  const { campaignId } = await live();
  const made = await backers.pledge(campaignId, { reward: '', amount: '25', email: 'joe@example.org' });
  const other = await createSchool(paying.server, owner);
  const paths = [
    [school.host, `/pledges/${made.pledgeId}`],
    [school.host, `/pledges/${made.pledgeId}?key=${'x'.repeat(32)}`],
    [other.host, `/pledges/${made.pledgeId}?key=${made.key}`],
    [school.host, `/pledges/${crypto.randomUUID()}`],
  ] as const;
  const answers = await Promise.all(paths.map(([host, path]) => paying.server.request(path, { host })));
  expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404]);
  const form = { consent: 'yes', requestKey: crypto.randomUUID(), amount: '25', email: 'joe@example.org' };
  const elsewhere = await paying.server.request(`/campaigns/${campaignId}/pledge`, {
    host: other.host,
    form,
  });
  expect(elsewhere.status).toBe(404);
});

test('an event is believed as far as it is signed, and only where to look', async () => {
  const { campaignId } = await live();
  const made = await backers.pledge(campaignId, { reward: '', amount: '25', email: 'kim@example.org' });
  const other = await createSchool(paying.server, owner);
  const metadata = { tenant: school.tenantId, pledge: made.pledgeId, attempt: '1' };
  const event = (changed: Record<string, string> = {}) =>
    JSON.stringify({
      id: `evt_${crypto.randomUUID()}`,
      object: 'event',
      type: 'checkout.session.completed',
      data: {
        object: { object: 'checkout.session', payment_status: 'paid', metadata: { ...metadata, ...changed } },
      },
    });
  const statuses = await Promise.all([
    backers.webhook(event(), { secret: 'whsec_of_somebody_else' }),
    backers.webhook(event(), { at: Math.floor(Date.now() / 1000) - 400 }),
    backers.webhook('{"id": "evt_1"', {}),
    backers.webhook(event(), {}),
    backers.webhook(event({ tenant: other.tenantId }), {}),
    backers.webhook(event({ pledge: crypto.randomUUID() }), {}),
    backers.webhook(event({ attempt: '7' }), {}),
  ]);
  expect(statuses).toEqual([400, 400, 400, 200, 200, 200, 200]);
  await untilJobsAreDone(database);
  expect(await statusOf(made.pledgeId)).toBe('pending');
  expect(await admin`select from provider_event where tenant_id = ${other.tenantId}`).toHaveLength(0);
  expect(await admin`select from provider_event where pledge_id = ${made.pledgeId}`).toHaveLength(1);
});

const answerSchema = z.object({
  data: z.object({ id: z.string(), checkout_url: z.string(), status: z.string() }),
});
const listSchema = z.object({
  data: z.array(z.object({ id: z.string() })),
  meta: z.object({ total: z.int() }),
});

test('the API pledges once for one key, and lists to whom it may', async () => {
  const { campaignId } = await live();
  const student = await createPerson(paying.server);
  await addMember(paying.server, school, student);
  const { token } = await signIn(paying.server, student, school.host);
  const post = (key: string, amount: string) =>
    paying.server.request('/api/v1/crowdfunding/pledges', {
      host: school.host,
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': key },
      json: { project_id: campaignId, amount },
    });
  const answers = await Promise.all(Array.from({ length: 4 }, () => post('the same key', '12.50')));
  expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201]);
  const [first, ...others] = answers.map((answer) => answerSchema.parse(answer.json()).data);
  for (const other of others) expect(other).toEqual(first);
  expect((await post('the same key', '99')).status).toBe(409);
  const list = async (query: string, as: string | null) => {
    const headers: Record<string, string> = as === null ? {} : { authorization: `Bearer ${as}` };
    return paying.server.request(`/api/v1/crowdfunding/pledges${query}`, { host: school.host, headers });
  };
  expect(listSchema.parse((await list('', token)).json()).data).toEqual([{ id: first?.id }]);
  const ownerToken = (await signIn(paying.server, owner, school.host)).token;
  const ofCampaign = `?project_id=${campaignId}`;
  expect(listSchema.parse((await list(ofCampaign, ownerToken)).json()).meta.total).toBe(1);
  expect((await list(ofCampaign, token)).status).toBe(403);
  expect((await list('', null)).status).toBe(401);
});

test.for([
  ['99999999999999999', 'EUR', /more than a card can be charged/],
  ['1000000.00', 'EUR', /more than a card can be charged/],
  ['twenty', 'EUR', /decimal, such as 25\.00/],
  ['1.234', 'JPY', /no decimals/],
] as const)('of the amount %s %s it is said what is wrong with it', async ([amount, code, said]) => {
  const { campaignId } = await live({ campaign: { currency: currencySchema.parse(code) } });
  const answer = await paying.server.request('/api/v1/crowdfunding/pledges', {
    host: school.host,
    json: { project_id: campaignId, amount, email: 'noa@example.org' },
  });
  expect([answer.status, answer.json()]).toEqual([
    400,
    expect.objectContaining({
      errors: [{ code: 'INVALID', field: 'amount', message: expect.stringMatching(said) as string }],
    }),
  ]);
});

test('a guest who signs up later finds the pledges of that address', async () => {
  const { campaignId } = await live();
  const person = await createPerson(paying.server, { email: 'lea@example.org' });
  await addMember(paying.server, school, person);
  const made = await backers.pledge(campaignId, { reward: '', amount: '25', email: 'LEA@example.org' });
  const visitor = createVisitor(paying.server, school.host);
  await visitor.post('/sign-in', { email: person.email, password: person.password });
  await visitor.open('/account/pledges?page=1e300');
  expect(visitor.page.status).toBe(200);
  await visitor.open('/account/pledges?page=2');
  expect(visitor.text).toContain('There is no page 2.');
  await visitor.open('/account/pledges');
  expect(visitor.page.text).toContain(`/pledges/${made.pledgeId}`);
  await visitor.open(`/pledges/${made.pledgeId}`);
  expect(visitor.text).toContain('Not paid yet');
});

test('guests behind one address pledge a hundred times an hour', async () => {
  const { campaignId } = await live();
  const network = 'pledge from 127.0.0.1';
  await admin`insert into identity.rate_limit (key, count, reset_at) values (${network}, 99, now() + interval '1 hour')
    on conflict (key) do update set count = 99`;
  const form = { reward: '', amount: '25', email: 'mia@example.org' };
  await backers.pledge(campaignId, form);
  expect((await backers.tryToPledge(campaignId, form)).status).toBe(429);
  await admin`delete from identity.rate_limit where key = ${network}`;
});

test('the link in a mail opens a paid pledge for two years, one that came to nothing for a month', async () => {
  const { campaignId } = await live();
  const form = { reward: '', amount: '25', email: 'ned@example.org' };
  const [paid, unpaid] = [await backers.pledge(campaignId, form), await backers.pledge(campaignId, form)];
  await paid.pay('4242424242424242');
  await unpaid.visitor.post(`/pledges/${unpaid.pledgeId}/cancel`, {});
  await untilJobsAreDone(database);
  const linksAfter = async (days: number): Promise<unknown[]> => {
    await admin`update pledge_key set created_at = now() - make_interval(days => ${days})`;
    await forgetPledgeKeys(paying.server.ctx);
    const rows = await admin`
      select distinct pledge_id from pledge_key where pledge_id in ${admin([paid.pledgeId, unpaid.pledgeId])}`;
    return rows.map((row) => row['pledge_id'] as string).toSorted();
  };
  expect(await linksAfter(29)).toEqual([paid.pledgeId, unpaid.pledgeId].toSorted());
  expect(await linksAfter(31)).toEqual([paid.pledgeId]);
  expect(await linksAfter(729)).toEqual([paid.pledgeId]);
  expect(await linksAfter(731)).toEqual([]);
});
