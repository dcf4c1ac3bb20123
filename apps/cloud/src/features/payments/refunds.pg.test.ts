/** Money that goes back: made by hand at the provider, in parts, out of order, and not arriving after all. */
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { currencySchema, money } from '@educrowd/shared/primitives/money';
import { openPayingSchool } from '../../testing/paying-school.ts';
import { untilJobsAreDone } from '../../testing/settled.ts';
import { readTenant, withTenant } from '../../platform/with-tenant.ts';
import { applyPayment } from './apply-payment.ts';
import type { KnownRefund } from './payment-gateway.ts';
import { schoolPlace } from './payments.ts';
import { verifyLedger } from './verify-ledger.ts';

const database = await createTestDatabase();
const { paying, school, backers, live, close } = await openPayingSchool(database);
afterAll(close);

const { admin } = database;
const context = { tenantId: school.tenantId, userId: null, isSystem: true };
const ledger = () => readTenant(paying.server.ctx.door, context, verifyLedger);
const statusOf = async (pledgeId: string): Promise<unknown> =>
  (await admin`select status from pledge where id = ${pledgeId}`)[0]?.['status'];

/** Until what just happened at the provider has been told and worked on. */
async function untilTold(): Promise<void> {
  while (paying.payments.store.events.some((event) => !event.isDelivered))
    await new Promise((resolve) => setTimeout(resolve, 5));
  await untilJobsAreDone(database);
}

test('a refund made at the provider is entered, in parts as well', async () => {
  const { campaignId } = await live();
  const made = await backers.pledge(campaignId, { reward: '', amount: '33.33', email: 'hal@example.org' });
  await made.pay('4242424242424242');
  await untilJobsAreDone(database);
  const paymentId = must(paying.payments.desk.findSession(made.sessionId).paymentId, 'payment');
  paying.payments.desk.refund(paymentId, { amount: 1_000, metadata: {} });
  await untilTold();
  expect(await statusOf(made.pledgeId)).toBe('collected');
  paying.payments.desk.refund(paymentId, { amount: undefined, metadata: {} });
  await untilTold();
  expect(await statusOf(made.pledgeId)).toBe('refunded');
  const [campaign] =
    await admin`select pledged_minor, collected_minor, backer_count from campaigns where id = ${campaignId}`;
  expect(campaign).toEqual({ pledged_minor: '0', collected_minor: '0', backer_count: '0' });
  expect((await ledger()).problems).toEqual([]);
});

/** A paid pledge whose payment was refunded whole by hand, at the provider. */
async function refundedByHand(form: Parameters<typeof backers.pledge>[1], campaignId: string) {
  const made = await backers.pledge(campaignId, form);
  await made.pay('4242424242424242');
  await untilJobsAreDone(database);
  const paymentId = must(paying.payments.desk.findSession(made.sessionId).paymentId, 'payment');
  const refund = paying.payments.desk.refund(paymentId, { amount: undefined, metadata: {} });
  await untilTold();
  expect(await statusOf(made.pledgeId)).toBe('refunded');
  return { ...made, fail: () => paying.payments.desk.failRefund(paymentId, String(refund['id'])) };
}

test('a refund that the bank sends back later lets the pledge stand again, and people hear of it', async () => {
  const { campaignId, rewardIds } = await live({ rewards: [{ limitCount: 1 }] });
  const form = { reward: rewardIds[0] ?? '', amount: '33.33', email: 'fin@example.org' };
  const { pledgeId, fail, visitor } = await refundedByHand(form, campaignId);
  fail();
  await untilTold();
  expect(await statusOf(pledgeId)).toBe('collected');
  expect(
    (await admin`select collected_minor, pledged_minor from campaigns where id = ${campaignId}`)[0],
  ).toEqual({ collected_minor: '3333', pledged_minor: '3333' });
  expect((await ledger()).problems).toEqual([]);
  expect((await paying.server.mailTo('fin@example.org')).subject).toContain('Your refund did not arrive');
  const told = await admin`select data from notifications where event = 'refund.failed'`;
  expect(told.map(({ data }) => (data as { pledgeId: string }).pledgeId)).toContain(pledgeId);
  await visitor.open(`/pledges/${pledgeId}`);
  expect(visitor.text).toContain('Thank you. Your pledge has arrived');
  expect((await backers.tryToPledge(campaignId, { ...form, email: 'next@example.org' })).status).toBe(409);
});

test('a refund that fails after its place went to somebody else oversells nothing', async () => {
  const { campaignId, rewardIds } = await live({ rewards: [{ limitCount: 1 }] });
  const form = { reward: rewardIds[0] ?? '', amount: '30', email: 'gil@example.org' };
  const { pledgeId, fail, visitor } = await refundedByHand(form, campaignId);
  const next = await backers.pledge(campaignId, { ...form, email: 'hana@example.org' });
  await next.pay('4242424242424242');
  fail();
  await untilTold();
  expect(await statusOf(pledgeId)).toBe('refunding');
  expect(await statusOf(next.pledgeId)).toBe('collected');
  expect((await ledger()).problems).toEqual([]);
  await visitor.open(`/pledges/${pledgeId}`);
  expect(visitor.text).toContain('Your refund did not arrive');
});

/** A paid pledge over 33.33 EUR, to which snapshots of its payment's refunds are applied as they are given. */
async function paidPledge(email: string) {
  const { campaignId } = await live();
  const made = await backers.pledge(campaignId, { reward: '', amount: '33.33', email });
  await made.pay('4242424242424242');
  await untilJobsAreDone(database);
  const at = new Date();
  const euro = currencySchema.parse('EUR');
  const { paymentId } = paying.payments.desk.findSession(made.sessionId);
  const known = { state: 'paid', paymentId, decline: null, fee: null } as const;
  const { ctx } = paying.server;
  const place = await schoolPlace(ctx, school.tenantId);
  return {
    pledgeId: made.pledgeId,
    refund: (id: string, minor: number, hasFailed = false): KnownRefund => ({
      id: `${id} ${made.pledgeId}`,
      at,
      amount: money(minor, euro),
      hasFailed,
    }),
    apply: (refunds: readonly KnownRefund[]) =>
      withTenant(ctx.door, context, (tx) =>
        applyPayment(
          tx,
          { pledgeId: made.pledgeId, attempt: 1 },
          { snapshot: { ...known, paid: { amount: money(3_333, euro), at }, refunds }, school: place },
        ),
      ),
  };
}

test('what was read of a refund before it failed may be applied after that', async () => {
  const { pledgeId, refund, apply } = await paidPledge('ola@example.org');
  const snapshots = [
    [],
    [refund('re_1', 1_111)],
    [refund('re_1', 1_111, true), refund('re_2', 2_222)],
    [refund('re_1', 1_111, true), refund('re_2', 2_222), refund('re_3', 1_111)],
  ];
  for (const snapshot of [...snapshots.toReversed(), ...snapshots]) await apply(snapshot);
  expect(await statusOf(pledgeId)).toBe('refunded');
  expect((await ledger()).problems).toEqual([]);
});

test('refunds that succeed in another order than they were made leave no fee behind', async () => {
  const { pledgeId, refund, apply } = await paidPledge('ron@example.org');
  const [first, second] = [refund('re_1', 1_000), refund('re_2', 2_333)];
  await apply([second]);
  await apply([first, second]);
  await apply([first, second]);
  expect(await statusOf(pledgeId)).toBe('refunded');
  expect((await ledger()).problems).toEqual([]);
});

test('whoever runs the campaign does not read of a refund that failed that it was made', async () => {
  const { campaignId, rewardIds } = await live({ rewards: [{ limitCount: 1 }] });
  const form = { reward: rewardIds[0] ?? '', amount: '30', email: 'gil@example.net' };
  const { pledgeId, fail } = await refundedByHand(form, campaignId);
  const record = async () =>
    (await admin`select status, refunded_minor from pledge_records where id = ${pledgeId}`)[0];
  expect(await record()).toMatchObject({ status: 'refunded' });
  // Its place is somebody else's by now.
  await (await backers.pledge(campaignId, { ...form, email: 'hana@example.net' })).pay('4242424242424242');
  fail();
  await untilTold();
  expect(await record()).toMatchObject({ status: 'collected' });
});
