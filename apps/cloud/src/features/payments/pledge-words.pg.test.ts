/** What people type and what they are told: amounts in many spellings, refusals, declined cards. */
import { afterAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { currencySchema } from '@educrowd/shared/primitives/money';
import { untilJobsAreDone } from '../../testing/settled.ts';
import { openPayingSchool } from '../../testing/paying-school.ts';
import { createPledgeQueue } from './pledge-queue.ts';
import { fetchEvents } from './receive-event.ts';
import { createStripeGateway } from './stripe-gateway.ts';

const database = await createTestDatabase();
const { paying, school, backers, live, close } = await openPayingSchool(database);
afterAll(close);

const { admin } = database;

describe('an amount', () => {
  const liveIn = async (code: string) =>
    (await live({ campaign: { currency: currencySchema.parse(code), goalMinor: 5_000_000 } })).campaignId;
  /** Step 2 as this browser sees it, or step 1 again. */
  const detailsOf = (campaignId: string, amount: string, language = 'en') =>
    paying.server.request(
      `/campaigns/${campaignId}/pledge/details?${new URLSearchParams({ reward: '', amount }).toString()}`,
      { host: school.host, headers: { 'accept-language': language } },
    );

  test.each([
    ['USD', '4.999', 'Enter an amount with at most two decimals.'],
    ['JPY', '500.00', 'This currency has no decimals. Enter a whole number.'],
    ['KWD', '1.2345', 'Enter an amount with at most two decimals.'],
    ['JPY', 'many', 'Enter the amount in digits alone.'],
    ['JPY', '99999999999999999999', 'This is more than a card can be charged at once.'],
  ])('in %s, %s: it is said what is wrong', async (currency, amount, words) => {
    const { status, text } = await detailsOf(await liveIn(currency), amount);
    expect([status, text]).toEqual([400, expect.stringContaining(words)]);
  });

  test.each([
    ['en', '1,500', 1_500_000],
    ['de', '1,500', 1_500],
    ['de', '1.500', 1_500_000],
    ['ar', '٥', 5_000],
  ])('is read as %s writes %s, shown, and charged as it was shown', async (language, typed, minor) => {
    const campaignId = await liveIn('KWD');
    const { status, text } = await detailsOf(campaignId, typed, language);
    expect(status).toBe(200);
    const amount = /name="amount" value="([^"]*)"/.exec(text)?.[1] ?? '';
    const answer = await paying.server.request(`/campaigns/${campaignId}/pledge`, {
      host: school.host,
      headers: { 'accept-language': language },
      form: {
        reward: '',
        name: '',
        email: 'mo@example.org',
        consent: 'yes',
        requestKey: crypto.randomUUID(),
        amount,
      },
    });
    expect(answer.status).toBe(303);
    const [pledge] = await admin`select amount_minor from pledge where campaign_id = ${campaignId}`;
    expect(Number(pledge?.['amount_minor'])).toBe(minor);
  });
});

test('a form whose key is none of ours is taken all the same', async () => {
  const { campaignId } = await live();
  const form = { reward: '', amount: '25', email: 'ida@example.org', requestKey: 'short' };
  const refused = await backers.tryToPledge(campaignId, { ...form, email: 'nobody' });
  expect(refused.status).toBe(400);
  expect(refused.text).not.toContain('>requestKey<');
  expect((await backers.tryToPledge(campaignId, form)).status).toBe(303);
});

test('of a declined card, the backer and those who run the campaign are told in words of their own', async () => {
  const { campaignId } = await live();
  const made = await backers.pledge(campaignId, { reward: '', amount: '25', email: 'ned@example.org' });
  await made.pay('4000000000000002');
  await untilJobsAreDone(database);
  const { text } = await paying.server.mailTo('ned@example.org');
  expect(text).toContain(
    'your bank declined €25.00 for your pledge to A garden for everyone. It gave no reason; if you ask your bank, it can tell you more.',
  );
  // A moment is one only with its zone.
  expect(text).toMatch(/kept until .+ Coordinated Universal Time\./);
  const [told] = await admin`
    select data from notification_event where name = 'payment.failed' and data->>'campaignId' = ${campaignId}`;
  expect(told?.['data']).toMatchObject({ reason: 'The backer’s bank gave no reason.' });
});

describe('a refund of a payment that nobody knows', () => {
  const refund = {
    id: `evt_${crypto.randomUUID()}`,
    object: 'event',
    type: 'refund.updated',
    data: { object: { object: 'refund', payment_intent: 'pi_of_somebody_else', metadata: {} } },
  };

  test('is taken from the provider, which would send it for days', async () => {
    expect(await backers.webhook(JSON.stringify(refund), {})).toBe(200);
  });

  test('keeps no other event from being fetched', async () => {
    const { campaignId } = await live();
    const made = await backers.pledge(campaignId, { reward: '', amount: '25', email: 'eva@example.org' });
    paying.payments.delivery.hold();
    await made.pay('4242424242424242');
    // The list begins with what came last.
    const created = Math.floor(Date.now() / 1000);
    paying.payments.store.events.push({
      id: refund.id,
      created,
      type: refund.type,
      object: refund.data.object,
      isDelivered: true,
    });
    const settings = must(paying.server.config.payments, 'payment settings');
    await fetchEvents({
      ctx: paying.server.ctx,
      gateway: createStripeGateway(settings, paying.server.ctx.logger),
      pledgeQueue: createPledgeQueue(),
    });
    await untilJobsAreDone(database);
    await paying.payments.delivery.release({ arrange: () => [] });
    const [pledge] = await admin`select status from pledge where id = ${made.pledgeId}`;
    expect(pledge?.['status']).toBe('collected');
  });
});
