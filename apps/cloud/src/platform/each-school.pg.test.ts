import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { forgetToldEvents } from '../features/notifications/index.ts';
import { forgetProviderEvents } from '../features/payments/forget-provider-events.ts';
import { createPerson, createSchool } from '../testing/people.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import type { Provisioned } from '../features/tenancy/index.ts';
import { eachSchool } from './each-school.ts';

const database = await createTestDatabase();
let server: TestServer;
let schools: readonly Provisioned[];

beforeAll(async () => {
  server = await startTestServer(database);
  const owner = await createPerson(server);
  schools = [await createSchool(server, owner), await createSchool(server, owner)];
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

test('a school in which it fails keeps it from no other, and is told of', async () => {
  const seen: string[] = [];
  const work = eachSchool(server.ctx.door, async ({ tenantId }) => {
    seen.push(tenantId);
    if (tenantId === [...schools].map((school) => school.tenantId).toSorted()[0]) throw new Error('broken');
  });
  await expect(work).rejects.toThrow('it failed in 1 schools');
  expect(seen.toSorted()).toEqual(schools.map(({ tenantId }) => tenantId).toSorted());
});

test('what was told long ago is forgotten; what waits and what is fresh is kept', async () => {
  const { admin } = database;
  const days = (count: number): Date => new Date(Date.now() - count * 24 * 60 * 60_000);
  await admin.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    for (const { tenantId } of schools) {
      for (const [delivered, name] of [
        [days(31), 'old'],
        [days(29), 'fresh'],
        [null, 'waiting'],
      ] as const)
        await tx`insert into notification_event (tenant_id, id, name, data, occurred_at, delivered_at)
          values (${tenantId}, gen_random_uuid(), ${name}, '{}', ${days(60)}, ${delivered})`;
      for (const [received, id] of [
        [days(46), 'old'],
        [days(44), 'fresh'],
      ] as const)
        await tx`insert into provider_event (tenant_id, event_id, type, pledge_id, received_at)
          values (${tenantId}, ${id}, 'x', gen_random_uuid(), ${received})`;
    }
  });
  await forgetToldEvents(server.ctx);
  await forgetProviderEvents(server.ctx);
  const told =
    await admin`select name from notification_event where name in ('old', 'fresh', 'waiting') order by name`;
  expect(told.map(({ name }) => name as string)).toEqual(['fresh', 'fresh', 'waiting', 'waiting']);
  const events = await admin`select event_id from provider_event`;
  expect(events.map((row) => row['event_id'] as string)).toEqual(['fresh', 'fresh']);
});
