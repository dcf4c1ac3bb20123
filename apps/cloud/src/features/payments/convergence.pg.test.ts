/**
 * Backers do this and that, the provider tells of it twice, late, out of order or not at all: afterwards every pledge is
 * what the provider's own books say, and the ledger is right. Each round prints its seed when it fails.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { createBackers, type Backers, type MadePledge } from '../../testing/backers.ts';
import { createPerson, createSchool } from '../../testing/people.ts';
import { seededRandom, shuffled } from '../../testing/seeded-random.ts';
import { untilJobsAreDone } from '../../testing/settled.ts';
import {
  buildLiveCampaign,
  startPayingServer,
  type PayingServer,
} from '../../testing/start-paying-server.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import type { Provisioned } from '../tenancy/index.ts';
import { times } from '../../../../../tools/test/times.ts';
import { findTestCard } from '../../../../../tools/stack/payment-server/test-cards.ts';
import { fetchEvents } from './receive-event.ts';
import { settlePayment } from './settle-payment.ts';
import { createPledgeQueue } from './pledge-queue.ts';
import { createStripeGateway } from './stripe-gateway.ts';
import { verifyLedger } from './verify-ledger.ts';

const ROUNDS = times(3, 1);
const PLEDGES = 6;
const database = await createTestDatabase();
let paying: PayingServer;
let school: Provisioned;
let backers: Backers;

beforeAll(async () => {
  paying = await startPayingServer(database);
  school = await createSchool(paying.server, await createPerson(paying.server));
  backers = createBackers(paying, school.host);
});
afterAll(async () => {
  await paying.stop();
  await database.drop();
});

const card = (number: string) => must(findTestCard(number), 'card');
const [good, bad] = [card('4242424242424242'), card('4000000000000002')];

/** One thing that may happen to a payment at the provider, where it can. */
function happen(made: MadePledge, random: () => number): void {
  const { desk } = paying.payments;
  const session = desk.findSession(made.sessionId);
  const chance = random();
  if (session.status === 'open') {
    if (chance < 0.4) desk.pay(session, good);
    else if (chance < 0.8) desk.pay(session, bad);
    else desk.expireSession(session.id);
  } else if (session.status === 'complete' && session.paymentId !== null && chance < 0.4) {
    const left = session.amount - refundedOf(made);
    const refund = refundsOf(made).find(({ hasFailed }) => !hasFailed);
    if (refund && chance < 0.1) desk.failRefund(session.paymentId, refund.id);
    else if (left > 0)
      desk.refund(session.paymentId, {
        amount: chance < 0.2 ? undefined : Math.ceil(left / 3),
        metadata: {},
      });
  }
}

function refundsOf(made: MadePledge) {
  const { paymentId } = paying.payments.desk.findSession(made.sessionId);
  const payment = paymentId === null ? undefined : paying.payments.store.payments.get(paymentId);
  return payment?.charges.at(-1)?.refunds ?? [];
}

const refundedOf = (made: MadePledge): number =>
  refundsOf(made)
    .filter(({ hasFailed }) => !hasFailed)
    .reduce((sum, refund) => sum + refund.amount, 0);

/** What a pledge has to be in the end, from the provider's books alone. */
function expected(made: MadePledge): { status: string; refunded_minor: string } {
  const session = paying.payments.desk.findSession(made.sessionId);
  const refunded = refundedOf(made);
  const status =
    session.status === 'open'
      ? 'pending'
      : session.status === 'expired'
        ? 'expired'
        : refunded === session.amount
          ? 'refunded'
          : 'collected';
  return { status, refunded_minor: String(refunded) };
}

test('any order, any repetition and any loss of messages end in the same state', async () => {
  const settings = must(paying.server.config.payments, 'payment settings');
  const payments = {
    ctx: paying.server.ctx,
    gateway: createStripeGateway(settings, paying.server.ctx.logger),
    pledgeQueue: createPledgeQueue(),
  };
  for (let round = 0; round < ROUNDS; round++) {
    const seed = (Date.now() + round) % 1_000_000;
    const random = seededRandom(seed);
    const { campaignId, rewardIds } = await buildLiveCampaign(paying.server, school.tenantId, {
      rewards: [{ limitCount: PLEDGES }],
    });
    paying.payments.delivery.hold();
    const made = await Promise.all(
      Array.from({ length: PLEDGES }, (_, index) =>
        backers.pledge(campaignId, {
          reward: index % 2 === 0 ? (rewardIds[0] ?? '') : '',
          amount: String(25 + index * 3.33),
          email: `round-${round}-${index}@example.org`,
        }),
      ),
    );
    for (let step = 0; step < 4; step++) {
      for (const each of made) if (random() < 0.6) happen(each, random);
      if (random() < 0.5) {
        const { pledgeId } = must(made[Math.floor(random() * made.length)], 'pledge');
        await settlePayment(payments, { tenantId: school.tenantId, pledgeId, attempt: 1, isWatch: false });
      }
    }
    await paying.payments.delivery.release({
      copies: 3,
      arrange: (events) => shuffled(events, random).filter(() => random() < 0.5),
    });
    // What was lost on the way is asked for.
    await fetchEvents(payments);
    await untilJobsAreDone(database);

    const rows = await database.admin<{ id: string; status: string; refunded_minor: string }[]>`
      select id, status, refunded_minor from pledge where campaign_id = ${campaignId} order by id`;
    const wanted = made
      .map((each) => ({ id: each.pledgeId, ...expected(each) }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect([...rows], `seed ${seed}`).toEqual(wanted);
    const report = await readTenant(
      paying.server.ctx.door,
      { tenantId: school.tenantId, userId: null, isSystem: true },
      verifyLedger,
    );
    expect(report.problems, `seed ${seed}`).toEqual([]);
    const [sums] = await database.admin`
      select collected_minor, pledged_minor,
        (select sum(amount_minor - refunded_minor) from pledge where campaign_id = ${campaignId} and status = 'collected') as expected
      from campaigns where id = ${campaignId}`;
    expect(sums?.['collected_minor'], `seed ${seed}`).toBe(sums?.['expected'] ?? '0');
    expect(sums?.['pledged_minor'], `seed ${seed}`).toBe(sums?.['expected'] ?? '0');
  }
});
