/** A database that cannot take one more is no fault of whoever asks: they are told to ask again. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { newId } from '@educrowd/shared/primitives/id';
import { createTestDevice } from '../testing/build-course.ts';
import { createPerson, createSchool, signIn } from '../testing/people.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

const database = await createTestDatabase();
let server: TestServer;
beforeAll(async () => {
  // Of connections that are opened from now on.
  await database.admin.unsafe(
    `alter role educrowd_app in database ${database.name} set lock_timeout = '50ms'`,
  );
  server = await startTestServer(database);
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

test('who waits too long for a lock is told to come again, on a page, by REST and as a device', async () => {
  const owner = await createPerson(server);
  const { host } = await createSchool(server, owner);
  const { token } = await signIn(server, owner, host);
  const device = createTestDevice(server, host, token);
  const course = ['Course.create', { row: { id: newId(), title: 'Algebra' } }] as const;
  const ask = () =>
    Promise.all([
      server.request('/courses', { host }),
      server.request('/api/v1/lms/courses', { host }),
      device.push([...course]).then(JSON.stringify, String),
    ]);

  const [page, rest, pushed] = await database.admin.begin(async (lock) => {
    await lock`lock table courses in access exclusive mode`;
    return ask();
  });
  expect([page.status, page.headers['retry-after']]).toEqual([503, '5']);
  expect(page.text).toContain('Too many people are here at the moment.');
  expect([rest.status, rest.headers['retry-after']]).toEqual([503, '5']);
  expect(rest.json()).toMatchObject({ success: false, errors: [{ code: 'UNAVAILABLE' }] });
  expect(pushed).toContain('503');
  expect(server.log.filter(({ msg }) => String(msg).startsWith('too busy'))).toHaveLength(3);

  const after = await ask();
  expect([after[0].status, after[1].status]).toEqual([200, 200]);
});
