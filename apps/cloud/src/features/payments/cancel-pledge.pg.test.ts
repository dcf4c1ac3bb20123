/** Backers who want out while the payment page is not open yet, opens just then, or cannot be closed. */
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { openPayingSchool } from '../../testing/paying-school.ts';
import { untilJobsAreDone } from '../../testing/settled.ts';
import { createVisitor } from '../../testing/visitor.ts';
import { invalid, StripeRefusal } from '../../../../../tools/stack/payment-server/payment-desk.ts';
import { payPledge } from './pay-pledge.ts';
import type { PaymentGateway } from './payment-gateway.ts';
import { createPledgeQueue } from './pledge-queue.ts';
import { createStripeGateway } from './stripe-gateway.ts';

const database = await createTestDatabase();
const { paying, school, backers, live, close } = await openPayingSchool(database);
afterAll(close);
afterEach(() => {
  vi.restoreAllMocks();
});

const { admin } = database;
const { desk } = paying.payments;
const gateway = createStripeGateway(
  must(paying.server.config.payments, 'payment settings'),
  paying.server.ctx.logger,
);
const statusOf = async (pledgeId: string): Promise<unknown> =>
  (await admin`select status from pledge where id = ${pledgeId}`)[0]?.['status'];

const letNextClosingFail = () =>
  vi.spyOn(desk, 'expireSession').mockImplementationOnce(() => {
    throw new StripeRefusal(401, { type: 'invalid_request_error', message: 'away' });
  });

/** The last place of a reward, held by a pledge that was made while the payment provider was away. */
async function holdLastPlace(email: string) {
  const { campaignId, rewardIds } = await live({ rewards: [{ limitCount: 1 }] });
  const form = { reward: rewardIds[0] ?? '', amount: '', email };
  const away = vi.spyOn(desk, 'openSession').mockImplementation(() => {
    throw invalid('away');
  });
  const answer = await backers.tryToPledge(campaignId, form);
  away.mockRestore();
  const address = must(answer.headers.location, `address of the pledge in: ${answer.text}`);
  const visitor = createVisitor(paying.server, school.host);
  await visitor.open(address);
  const pledgeId = must(/^\/pledges\/([^?]+)/.exec(address)?.[1], 'pledge');
  return {
    pledgeId,
    visitor,
    cancel: () => visitor.post(`/pledges/${pledgeId}/cancel`, {}),
    tryToPledge: async () =>
      (await backers.tryToPledge(campaignId, { ...form, email: `next.${email}` })).status,
    /** Goes on to the payment page; something happens while the provider makes it. */
    payWhile: (happens: (page: string) => Promise<unknown>) => {
      const openCheckout: PaymentGateway['openCheckout'] = async (order) => {
        const checkout = await gateway.openCheckout(order);
        await happens(checkout.id);
        return checkout;
      };
      return payPledge(
        {
          ctx: paying.server.ctx,
          gateway: { ...gateway, openCheckout },
          pledgeQueue: createPledgeQueue(),
        },
        {
          context: { tenantId: school.tenantId, userId: null },
          pledgeId,
          origin: `http://${school.host}`,
        },
      );
    },
  };
}

test('a pledge whose payment page never opened is cancelled at once, and its place is free', async () => {
  const { pledgeId, visitor, cancel, tryToPledge } = await holdLastPlace('ann@example.org');
  expect([await statusOf(pledgeId), await tryToPledge()]).toEqual(['pending', 409]);
  await cancel();
  expect(visitor.text).toContain('This pledge is cancelled');
  expect([await statusOf(pledgeId), await tryToPledge()]).toEqual(['cancelled', 303]);
});

test('a payment page that opens after its pledge was cancelled is closed, and nobody is led to it', async () => {
  const { pledgeId, cancel, payWhile } = await holdLastPlace('bob@example.org');
  let page = '';
  const url = await payWhile(async (opened) => {
    page = opened;
    await cancel();
  });
  expect(url).toBeNull();
  await untilJobsAreDone(database);
  expect([desk.findSession(page).status, await statusOf(pledgeId)]).toEqual(['expired', 'cancelled']);
});

test('whoever goes on twice at once and cancels meanwhile is led to no page', async () => {
  const { pledgeId, visitor, cancel, payWhile } = await holdLastPlace('cat@example.org');
  let page = '';
  const url = await payWhile(async (opened) => {
    page = opened;
    // The same page, asked for in another window, is there first.
    await payWhile(() => Promise.resolve());
    // The provider is away again: the page stays open, and the wish to cancel is noted.
    letNextClosingFail();
    await cancel();
    expect([visitor.page.status, await statusOf(pledgeId)]).toEqual([503, 'pending']);
  });
  expect(url).toBeNull();
  await untilJobsAreDone(database);
  expect([desk.findSession(page).status, await statusOf(pledgeId)]).toEqual(['expired', 'cancelled']);
});

test('whoever cancels and comes again pays on another page than the one that came late', async () => {
  const { pledgeId, visitor, cancel, payWhile } = await holdLastPlace('dan@example.org');
  let late = '';
  let current: string | null = null;
  const url = await payWhile(async (opened) => {
    late = opened;
    await cancel();
    current = await payWhile(() => Promise.resolve());
  });
  expect(url).toBeNull();
  await untilJobsAreDone(database);
  expect([desk.findSession(late).status, await statusOf(pledgeId)]).toEqual(['expired', 'pending']);
  await fetch(must(current as string | null, 'page'), {
    method: 'POST',
    body: new URLSearchParams({ number: '4242424242424242' }),
    redirect: 'manual',
  });
  await visitor.open(`/pledges/${pledgeId}/return`);
  expect([await statusOf(pledgeId), visitor.text]).toEqual([
    'collected',
    expect.stringContaining('Thank you. Your pledge has arrived'),
  ]);
});

test('whoever could not cancel and goes on wants to pay again: the time runs out, nothing was cancelled', async () => {
  const { campaignId } = await live();
  const made = await backers.pledge(campaignId, { reward: '', amount: '25', email: 'eve@example.org' });
  const { pledgeId, visitor, sessionId } = made;
  letNextClosingFail();
  await visitor.post(`/pledges/${pledgeId}/cancel`, {});
  expect(visitor.page.status).toBe(503);
  expect(await made.tryAgain()).toBe(sessionId);
  desk.expireSession(sessionId);
  await visitor.open(`/pledges/${pledgeId}/return`);
  expect([await statusOf(pledgeId), visitor.text]).toEqual(['expired', expect.stringContaining('Try again')]);
});
