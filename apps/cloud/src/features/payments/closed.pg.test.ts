import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { createPerson, createSchool } from '../../testing/people.ts';
import { buildLiveCampaign } from '../../testing/start-paying-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

const database = await createTestDatabase();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(database);
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

test('where no payment provider is set, pledges are refused in words', async () => {
  const { tenantId, host } = await createSchool(server, await createPerson(server));
  const { campaignId } = await buildLiveCampaign(server, tenantId);
  for (const path of [
    `/campaigns/${campaignId}/pledge`,
    `/campaigns/${campaignId}/pledge/details?amount=25`,
  ]) {
    const page = await server.request(path, { host });
    expect([page.status, page.text.includes('This school cannot take payments yet')]).toEqual([503, true]);
  }
  const answer = await server.request('/api/v1/crowdfunding/pledges', {
    host,
    json: { project_id: campaignId, amount: '25', email: 'ada@example.org' },
  });
  expect(answer.status).toBe(503);
  const webhook = await server.request('/api/payments/stripe/webhook', { json: {} });
  expect(webhook.status).toBe(404);
});
