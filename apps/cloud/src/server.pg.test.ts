import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { addMember, createPerson, createSchool, signIn } from './testing/people.ts';
import { startTestServer } from './testing/start-test-server.ts';

const database = await createTestDatabase();
const server = await startTestServer(database);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

test('a person signs up, creates a school, and is its owner', async () => {
  const ada = await createPerson(server, { name: 'Ada' });
  const school = await createSchool(server, ada);
  const { token } = await signIn(server, ada, school.host);
  const me = await server.request('/api/v1/auth/me', { host: school.host, headers: { authorization: `Bearer ${token}` } });
  expect(me.json()).toMatchObject({ success: true, data: { displayName: 'Ada', schoolName: 'Northfield School', roles: ['owner'], level: 0 } });
  const ben = await createPerson(server);
  await addMember(server, school, ben, 'instructor');
  const health = await server.request('/api/v1/core/health/');
  expect(health.json()).toEqual({ success: true, data: { database: true, jobs: true }, errors: [] });
});
