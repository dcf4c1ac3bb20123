import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { systemClock } from '../../apps/desktop/src/engine/clock.ts';
import { createNetwork, type Network } from '../../apps/desktop/src/engine/network/create-network.ts';
import type { DeviceCode } from '../../apps/desktop/src/engine/network/device-sign-in.ts';
import { normalizeAddress } from '../../apps/desktop/src/engine/network/school-address.ts';
import { createPerson, createSchool, type TestPerson } from '../../apps/cloud/src/testing/people.ts';
import { startTestServer, type TestServer } from '../../apps/cloud/src/testing/start-test-server.ts';
import { createVisitor, type Visitor } from '../../apps/cloud/src/testing/visitor.ts';
import { openRealDevice } from './real-device.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let server: TestServer;
let ada: TestPerson;
let school: Awaited<ReturnType<typeof createSchool>>;
let network: Network;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database);
  ada = await createPerson(server, { name: 'Ada' });
  school = await createSchool(server, ada, { name: 'Northfield' });
  network = createNetwork({ clock: systemClock });
});
afterAll(async () => {
  await network.close();
  await server.stop();
  await database.drop();
});

/** What a person types into the app. */
const typedAddress = (): string => `${school.host}:${server.port}`;

async function browserOf(person: TestPerson): Promise<Visitor> {
  const visitor = createVisitor(server, school.host);
  return visitor.post('/sign-in', { email: person.email, password: person.password });
}

async function decide(code: DeviceCode, decision: string): Promise<void> {
  const browser = await browserOf(ada);
  const { pathname, search } = new URL(code.verificationUrl);
  const asked = await browser.open(pathname + search);
  expect(asked.text).toContain(ada.email);
  await browser.post('/device', { user_code: code.userCode, decision });
}

describe('signing in from the desktop', () => {
  it('ends with a token that syncs, once the person has confirmed in a browser', async () => {
    const address = normalizeAddress(typedAddress());
    expect(address).toEqual({ ok: true, value: server.origin(school.host) });
    const { promise: shown, resolve } = Promise.withResolvers<DeviceCode>();
    const signIn = network.signIn({
      address: server.origin(school.host),
      signal: new AbortController().signal,
      onCode: resolve,
    });
    await decide(await shown, 'approve');
    const { token, account } = await signIn;
    expect(account).toEqual({
      userId: ada.userId,
      email: ada.email,
      displayName: 'Ada',
      tenantId: school.tenantId,
      schoolName: 'Northfield',
      roles: ['owner'],
      permissions: expect.arrayContaining(['sync.use', 'campaign.create']),
    });
    const device = await openRealDevice({ address: server.origin(school.host), token });
    await device.settled();
    expect(device.shown().size).toBe(1);
    await device.close();
  });

  it('ends when the person says no', async () => {
    const { promise: shown, resolve } = Promise.withResolvers<DeviceCode>();
    const signIn = network.signIn({
      address: server.origin(school.host),
      signal: new AbortController().signal,
      onCode: resolve,
    });
    const outcome = signIn.catch((error: unknown) => error);
    await decide(await shown, 'deny');
    expect(await outcome).toMatchObject({ reason: 'denied' });
  });
});
