import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { createPerson, createSchool } from '../../testing/people.ts';
import {
  buildLiveCampaign,
  startPayingServer,
  type PayingServer,
} from '../../testing/start-paying-server.ts';
import { createVisitor, type Visitor } from '../../testing/visitor.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import type { Provisioned } from '../tenancy/index.ts';
import { verifyLedger } from './verify-ledger.ts';

const database = await createTestDatabase();
let paying: PayingServer;
let school: Provisioned;

beforeAll(async () => {
  paying = await startPayingServer(database);
  school = await createSchool(paying.server, await createPerson(paying.server));
});
afterAll(async () => {
  await paying.stop();
  await database.drop();
});

const inSchool = () => ({ tenantId: school.tenantId, userId: null, isSystem: true });
const ledger = () => readTenant(paying.server.ctx.door, inSchool(), verifyLedger);

/** Fills in the form of step 2; the visitor ends at the provider. */
async function pledge(visitor: Visitor, campaignId: string, form: Record<string, string>): Promise<string> {
  await visitor.open(`/campaigns/${campaignId}/pledge/details?${new URLSearchParams(form).toString()}`);
  const requestKey = must(
    /name="requestKey" value="([^"]+)"/.exec(visitor.page.text)?.[1],
    'key of the form',
  );
  const { headers, text, status } = await paying.server.request(`/campaigns/${campaignId}/pledge`, {
    host: school.host,
    form: { consent: 'yes', requestKey, ...form },
  });
  expect(status, text).toBe(303);
  return must(headers.location, 'address of the provider');
}

test('a guest pledges, pays and gets a receipt by page and by mail', async () => {
  const { campaignId, rewardIds } = await buildLiveCampaign(paying.server, school.tenantId, {
    rewards: [{ title: 'A bed with your name', limitCount: 3 }],
  });
  const visitor = createVisitor(paying.server, school.host);
  const url = await pledge(visitor, campaignId, {
    reward: rewardIds[0] ?? '',
    amount: '',
    name: 'Ada',
    email: 'Ada@Example.org',
  });
  const session = paying.payments.desk.findSession(must(url.split('/').at(-1), 'session'));
  expect(session).toMatchObject({ amount: 2_500, currency: 'eur', email: 'ada@example.org' });
  const paid = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ number: '4242424242424242' }),
    redirect: 'manual',
  });
  expect(paid.status).toBe(303);
  const mail = await paying.server.mailTo('ada@example.org');
  expect(mail.subject).toContain('A garden for everyone');
  const link = new URL(must(/https?:\S+/.exec(mail.text)?.[0], 'link'));
  await visitor.open(link.pathname + link.search);
  expect(visitor.text).toContain('Thank you. Your pledge has arrived');
  const report = await ledger();
  expect(report).toMatchObject({ entries: 2, problems: [] });
});
