/** Where the database is too busy for a pledge, the form comes back with what was typed, and can be sent again. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { createPerson, createSchool } from '../../testing/people.ts';
import {
  buildLiveCampaign,
  startPayingServer,
  type PayingServer,
} from '../../testing/start-paying-server.ts';
import type { Provisioned } from '../tenancy/index.ts';

const database = await createTestDatabase();
let paying: PayingServer;
let school: Provisioned;
beforeAll(async () => {
  // Of connections that are opened from now on.
  await database.admin.unsafe(
    `alter role educrowd_app in database ${database.name} set lock_timeout = '50ms'`,
  );
  paying = await startPayingServer(database);
  school = await createSchool(paying.server, await createPerson(paying.server));
});
afterAll(async () => {
  await paying.stop();
  await database.drop();
});

test('the form of a pledge comes back with what was typed, and is taken when it is sent again', async () => {
  const { campaignId, rewardIds } = await buildLiveCampaign(paying.server, school.tenantId, {
    rewards: [{ limitCount: 1 }],
  });
  const send = () =>
    paying.server.request(`/campaigns/${campaignId}/pledge`, {
      host: school.host,
      form: {
        reward: rewardIds[0] ?? '',
        amount: '',
        name: 'Ada Brook',
        email: 'ada@example.org',
        consent: 'yes',
        requestKey,
      },
    });
  const requestKey = randomUUID();

  const refused = await database.admin.begin(async (lock) => {
    await lock`lock table pledge in exclusive mode`;
    return send();
  });
  expect(refused.status).toBe(503);
  expect(refused.text).toContain('Nothing was charged, your details are kept.');
  expect(refused.text).toContain('value="Ada Brook"');
  expect(refused.text).toContain(`value="${requestKey}"`);
  expect(paying.server.log.filter(({ msg }) => msg === 'too busy for a pledge')).toHaveLength(1);

  expect((await send()).status).toBe(303);
  expect(await database.admin`select email from pledge`).toMatchObject([{ email: 'ada@example.org' }]);
});
