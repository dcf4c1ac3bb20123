/** A database that is too busy loses nothing of a pledge: the form comes back, or its own page offers to go on. */
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

const send = (campaignId: string, fields: { reward: string; email: string; requestKey: string }) =>
  paying.server.request(`/campaigns/${campaignId}/pledge`, {
    host: school.host,
    form: { amount: '', name: 'Ada Brook', consent: 'yes', ...fields },
  });

async function offerOnePlace() {
  const rewards = [{ limitCount: 1 }];
  const { campaignId, rewardIds } = await buildLiveCampaign(paying.server, school.tenantId, { rewards });
  return { campaignId, fields: { reward: rewardIds[0] ?? '', requestKey: randomUUID() } };
}

test('the form of a pledge comes back with what was typed, and is taken when it is sent again', async () => {
  const { campaignId, fields } = await offerOnePlace();
  const ada = { ...fields, email: 'ada@example.org' };
  const refused = await database.admin.begin(async (lock) => {
    await lock`lock table pledge in exclusive mode`;
    return send(campaignId, ada);
  });
  expect(refused.status).toBe(503);
  expect(refused.text).toContain('Nothing was charged, your details are kept.');
  expect(refused.text).toContain('value="Ada Brook"');
  expect(refused.text).toContain(`value="${ada.requestKey}"`);
  expect(paying.server.log.filter(({ msg }) => msg === 'too busy for a pledge')).toHaveLength(1);

  expect((await send(campaignId, ada)).status).toBe(303);
  expect(await database.admin`select email from pledge`).toMatchObject([{ email: 'ada@example.org' }]);
});

test('a pledge that was written before it became busy is gone on with from its own page', async () => {
  const { campaignId, fields } = await offerOnePlace();
  await database.admin.unsafe(`
    create function no_lock() returns trigger language plpgsql as
      $$ begin raise exception 'busy' using errcode = 'lock_not_available'; end $$;
    create trigger no_lock before update on payment_attempt for each row execute function no_lock();`);
  const led = await send(campaignId, { ...fields, email: 'bo@example.org' });
  await database.admin.unsafe('drop trigger no_lock on payment_attempt; drop function no_lock();');
  expect([led.status, String(led.headers['location'])]).toEqual([
    303,
    expect.stringMatching(/^\/pledges\/[^?]+\?key=/),
  ]);
  const page = await paying.server.request(String(led.headers['location']), { host: school.host });
  expect(page.status).toBe(200);
  expect(page.text).toContain('/pay?key=');
});
