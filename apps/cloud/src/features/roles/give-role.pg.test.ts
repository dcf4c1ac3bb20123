import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { newId } from '@educrowd/shared/primitives/id';
import { createPerson, createSchool, signIn, type TestPerson } from '../../testing/people.ts';
import { startTestServer, type Answer } from '../../testing/start-test-server.ts';
import type { Provisioned } from '../tenancy/index.ts';

const database = await createTestDatabase();
const server = await startTestServer(database);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

let owner: TestPerson;
let school: Provisioned;
beforeAll(async () => {
  owner = await createPerson(server);
  school = await createSchool(server, owner);
});

const tokenOf = async (person: TestPerson, host = school.host): Promise<string> =>
  (await signIn(server, person, host)).token;

const give = (
  token: string | null,
  { userId, host = school.host }: { userId: string; host?: string },
  json: unknown,
): Promise<Answer> =>
  server.request(`/api/v1/members/${userId}/roles`, {
    host,
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    json,
  });

const rolesOf = async (person: TestPerson): Promise<string[]> => {
  const me = await server.request('/api/v1/auth/me', {
    host: school.host,
    headers: { authorization: `Bearer ${await tokenOf(person)}` },
  });
  return (me.json() as { data: { roles: string[] } }).data.roles;
};

test('an owner gives a member a role, and again until a date', async () => {
  const member = await createPerson(server, { host: school.host });
  const token = await tokenOf(owner);
  const given = await give(token, member, { role: 'instructor' });
  expect(given.json()).toEqual({
    success: true,
    data: { user_id: member.userId, role: 'instructor', expires_at: null },
    errors: [],
  });
  expect(await rolesOf(member)).toEqual(['instructor', 'student']);
  expect(
    (
      await give(
        token,
        { userId: member.userId.toUpperCase() },
        {
          role: 'instructor',
          expires_at: '2000-01-01T00:00:00Z',
        },
      )
    ).status,
  ).toBe(200);
  expect(await rolesOf(member)).toEqual(['student']);
});

test('nobody else may, and nobody gives what does not exist', async () => {
  const member = await createPerson(server, { host: school.host });
  const wanted = { role: 'admin' };
  expect((await give(null, member, wanted)).status).toBe(401);
  expect((await give(await tokenOf(member), member, wanted)).status).toBe(403);
  const token = await tokenOf(owner);
  expect((await give(token, { userId: newId() }, wanted)).status).toBe(404);
  expect((await give(token, member, { role: 'emperor' })).status).toBe(400);
  expect((await give(token, member, { role: 'admin', tenant_id: school.tenantId })).status).toBe(400);
  expect((await give(token, { userId: 'not-an-id' }, wanted)).status).toBe(400);
  expect(await rolesOf(member)).toEqual(['student']);
});

test('a member of another school is as good as nobody', async () => {
  const stranger = await createPerson(server);
  const other = await createSchool(server, stranger);
  const token = await tokenOf(owner);
  const [foreign, nobody] = await Promise.all(
    [stranger.userId, newId()].map((userId) => give(token, { userId }, { role: 'admin' })),
  );
  expect(foreign?.status).toBe(404);
  expect(foreign?.text).toBe(nobody?.text);
  // The owner's token is of this school: at the other one's address it is worth nothing.
  expect((await give(token, { userId: stranger.userId, host: other.host }, { role: 'admin' })).status).toBe(
    401,
  );
});
