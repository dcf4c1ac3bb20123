/** Signing up more than once with one address. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { createPerson, createSchool, signIn } from '../../testing/people.ts';
import { startTestServer } from '../../testing/start-test-server.ts';
import { createVisitor } from '../../testing/visitor.ts';
import type { Provisioned } from '../tenancy/index.ts';

const database = await createTestDatabase();
const server = await startTestServer(database);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

let school: Provisioned;
beforeAll(async () => {
  const owner = await createPerson(server, { name: 'Olga Owner' });
  school = await createSchool(server, owner, { slug: 'northfield', name: 'Northfield School' });
});

const first = { name: 'Wrong Stranger', password: 'what the stranger chose' };
const second = { name: 'Right Owner', password: 'what the owner chose' };

const signUp = {
  'on the page': (form: Record<string, string>) => server.request('/sign-up', { host: school.host, form }),
  'over REST': (json: Record<string, string>) =>
    server.request('/api/v1/auth/register', { host: school.host, json }),
};
const linkIn = (text: string): string => {
  const link = new URL(must(/https?:\S+/.exec(text)?.[0], 'link'));
  return link.pathname + link.search;
};
const login = (email: string, { password }: { password: string }) =>
  server.request('/api/v1/auth/login', { host: school.host, json: { email, password } });

test.for(Object.entries(signUp))(
  'while an address is not confirmed, the newest sign-up counts (%s)',
  async ([how, send]) => {
    const email = `${how.replaceAll(' ', '-').toLowerCase()}@example.org`;
    const answers = [await send({ ...first, email })];
    const early = await server.mailTo(email);
    answers.push(await send({ ...second, email: email.toUpperCase() }));
    const late = await server.mailTo(email);
    expect([early.subject, late.subject]).toEqual(['Confirm your address', 'Confirm your address']);
    expect(answers.map(({ status }) => status)).toEqual([
      how === 'over REST' ? 200 : 303,
      answers[0]?.status,
    ]);

    // What confirms the one must not confirm the other.
    const visitor = await createVisitor(server, school.host).open(linkIn(early.text));
    expect(visitor.page.status).toBe(400);
    expect(visitor.text).toContain('belongs to an earlier sign-up');
    expect((await login(email, second)).status).toBe(403);
    const again = await server.mailTo(email);

    await visitor.open(linkIn(late.text));
    expect(visitor.text).toContain('Your address is confirmed');
    await visitor.open(linkIn(again.text));
    expect(visitor.text).toContain('Your address is confirmed');
    expect((await login(email, first)).status).toBe(401);
    const { token } = await signIn(server, { email, ...second }, school.host);
    const me = await server.request('/api/v1/auth/me', {
      host: school.host,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(me.json()).toMatchObject({ data: { displayName: 'Right Owner' } });
  },
);

test('a confirmed account keeps its name and password, whoever signs up with its address', async () => {
  const person = await createPerson(server, { host: school.host });
  await signUp['over REST']({ ...first, email: person.email });
  expect((await server.mailTo(person.email)).subject).toBe('You already have an account');
  expect((await login(person.email, first)).status).toBe(401);
  expect((await login(person.email, person)).json()).toMatchObject({ data: { user: { name: person.name } } });
});
