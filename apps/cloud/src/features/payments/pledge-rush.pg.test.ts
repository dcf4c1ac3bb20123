/** Many backers at once, and a provider that says everything twice and in any order. */
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { createPerson, createSchool } from '../../testing/people.ts';
import { seededRandom, shuffled } from '../../testing/seeded-random.ts';
import type { Answer } from '../../testing/start-test-server.ts';
import { untilJobsAreDone } from '../../testing/settled.ts';
import {
  buildLiveCampaign,
  startPayingServer,
  type PayingServer,
} from '../../testing/start-paying-server.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import type { Provisioned } from '../tenancy/index.ts';
import { findTestCard } from '../../../../../tools/stack/payment-server/test-cards.ts';
import { verifyLedger } from './verify-ledger.ts';

const BACKERS = 200;
const PLACES = 20;
const database = await createTestDatabase();
let paying: PayingServer;
let school: Provisioned;

beforeAll(async () => {
  // Each backer comes from an address of their own.
  paying = await startPayingServer(database, { trustedProxies: ['127.0.0.1'] });
  school = await createSchool(paying.server, await createPerson(paying.server));
});
afterAll(async () => {
  await paying.stop();
  await database.drop();
});

const created = z.object({ data: z.object({ id: z.string(), checkout_url: z.string() }) });
const goodCard = must(findTestCard('4242424242424242'), 'card');

test(`of ${BACKERS} who pledge at once for ${PLACES} places, exactly ${PLACES} get one`, async () => {
  const seed = Date.now() % 100_000;
  const random = seededRandom(seed);
  const { campaignId, rewardIds } = await buildLiveCampaign(paying.server, school.tenantId, {
    rewards: [{ limitCount: PLACES }],
  });
  const answers = await Promise.all(
    Array.from({ length: BACKERS }, (_, index) =>
      askAgainWhileBusy(() =>
        paying.server.request('/api/v1/crowdfunding/pledges', {
          host: school.host,
          headers: { 'x-forwarded-for': `198.51.100.${index}`, 'idempotency-key': `backer-${index}` },
          json: {
            project_id: campaignId,
            reward_id: rewardIds[0],
            amount: '25',
            email: `backer-${index}@example.org`,
          },
        }),
      ),
    ),
  );
  const statuses = Object.fromEntries(
    [...Map.groupBy(answers, (answer) => answer.status)].map(([status, group]) => [status, group.length]),
  );
  expect(statuses, `seed ${seed}`).toEqual({ 201: PLACES, 409: BACKERS - PLACES });

  paying.payments.delivery.hold();
  const sessions = answers
    .filter((answer) => answer.status === 201)
    .map((answer) => must(created.parse(answer.json()).data.checkout_url.split('/').at(-1), 'session'));
  for (const id of sessions) paying.payments.desk.pay(paying.payments.desk.findSession(id), goodCard);
  await paying.payments.delivery.release({ copies: 2, arrange: (events) => shuffled(events, random) });
  await untilJobsAreDone(database);

  const report = await ledger();
  expect(report, `seed ${seed}`).toMatchObject({ entries: 2 * PLACES, problems: [] });
  expect(report.balances['backerReceivable EUR']).toBe(PLACES * 2_500);
  const before = await everything();
  expect(before.campaign).toMatchObject({
    pledged_minor: String(PLACES * 2_500),
    collected_minor: String(PLACES * 2_500),
    backer_count: String(PLACES),
  });
  expect(before.rewards).toMatchObject([{ claimed_count: String(PLACES) }]);
  expect(before.records).toHaveLength(PLACES);
  expect(new Set(before.places.map((place) => place['place'])).size).toBe(PLACES);

  // Everything once more, also to a server that has forgotten what it was told: nothing changes, down to the head that
  // devices follow.
  await database.admin`delete from provider_event`;
  paying.payments.delivery.hold();
  for (const event of paying.payments.store.events) paying.payments.delivery.send(event);
  await paying.payments.delivery.release({ copies: 2, arrange: (events) => shuffled(events, random) });
  await untilJobsAreDone(database);
  expect(await everything(), `seed ${seed}`).toEqual(before);
});

/** As a program does that is told to come again: only a very slow computer tells that to some of so many. */
async function askAgainWhileBusy(ask: () => Promise<Answer>): Promise<Answer> {
  const answer = await ask();
  const waitS = answer.headers['retry-after'];
  if (answer.status !== 503 || waitS === undefined) return answer;
  await setTimeout(1_000 * Number(waitS));
  return askAgainWhileBusy(ask);
}

const ledger = () =>
  readTenant(
    paying.server.ctx.door,
    { tenantId: school.tenantId, userId: null, isSystem: true },
    verifyLedger,
  );

async function everything() {
  const { admin } = database;
  const [[campaign], rewards, records, places, pledges, attempts, entries, heads] = await Promise.all([
    admin`select * from campaigns`,
    admin`select * from rewards`,
    admin`select * from pledge_records order by id`,
    admin`select * from reward_place order by place`,
    admin`select * from pledge order by id`,
    admin`select * from payment_attempt order by pledge_id, attempt`,
    admin`select * from ledger_entry order by seq`,
    admin`select tenant_id, head from sync_tenant`,
  ]);
  return { campaign, rewards, records, places, pledges, attempts, entries, heads };
}
