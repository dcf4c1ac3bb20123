/** What mails about accounts say, and what their links are good for. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { createPerson, createSchool } from '../../testing/people.ts';
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

const password = 'correct horse battery';

/** The link of the next mail, as a browser opens it. */
const nextLink = async (email: string): Promise<URL> =>
  new URL(must(/https?:\S+/.exec((await server.mailTo(email)).text)?.[0], 'link'));
const tokenOf = (link: URL): string => must(link.searchParams.get('token'), 'token');

/** Asks for a new password and reads the token of the mailed link. */
async function resetToken(email: string): Promise<string> {
  await createVisitor(server, school.host).post('/forgot-password', { email });
  return tokenOf(await nextLink(email));
}

test('no mail to an address that is not confirmed repeats what was typed at the sign-up', async () => {
  const email = 'bystander@example.org';
  const name = 'You have won at prizes.example';
  const stranger = createVisitor(server, school.host);
  await stranger.post('/sign-up', { name, email, password });
  await nextLink(email);
  await stranger.post('/sign-up', { name, email, password });
  await nextLink(email);
  const token = await resetToken(email);
  await stranger.post('/reset-password', { token, password: 'another password' });
  await nextLink(email);
  const mails = (await server.ctx.mailer.mailbox?.list(email)) ?? [];
  expect(mails).toHaveLength(4);
  for (const { text, html } of mails) expect(text + html).not.toContain('prizes');
  expect(mails.every(({ text }) => text.startsWith('Hello, '))).toBe(true);
});

test('a confirmed address is greeted by name', async () => {
  const person = await createPerson(server, { name: 'Grace Hopper', host: school.host });
  await createVisitor(server, school.host).post('/forgot-password', { email: person.email });
  expect((await server.mailTo(person.email)).text).toContain('Hello Grace Hopper, somebody asked');
});

test('choosing a new password ends every other link that was mailed for it, and no link of other people', async () => {
  const person = await createPerson(server, { host: school.host });
  const other = await createPerson(server, { host: school.host });
  const earlier = await resetToken(person.email);
  const later = await resetToken(person.email);
  const others = await resetToken(other.email);
  const visitor = createVisitor(server, school.host);
  await visitor.post('/reset-password', { token: later, password });
  expect(visitor.text).toContain('Your new password is in place');
  await visitor.post('/reset-password', { token: earlier, password: 'another password' });
  expect(visitor.text).toContain('It was used already');
  await visitor.post('/reset-password', { token: others, password });
  expect(visitor.text).toContain('Your new password is in place');
  await visitor.post('/sign-in', { email: person.email, password, next: '/account' });
  expect(visitor.path).toBe('/account');
});

test('changing the password ends the links that were mailed for the former one', async () => {
  const person = await createPerson(server, { host: school.host });
  const token = await resetToken(person.email);
  const visitor = await createVisitor(server, school.host).post('/sign-in', { ...person });
  await visitor.post('/account/password', { currentPassword: 'not the password', newPassword: password });
  const still = await database.admin`
    select 1 from identity.verification where identifier = ${`reset-password:${token}`}`;
  expect(still).toHaveLength(1);
  await visitor.post('/account/password', { currentPassword: person.password, newPassword: password });
  expect(visitor.text).toContain('Your password is changed');
  await visitor.post('/reset-password', { token, password: 'another password' });
  expect(visitor.text).toContain('It was used already');
});

test('a password chosen with a mailed link proves the address: sign-in works at once, as a student', async () => {
  const email = 'forgetful@example.org';
  const visitor = createVisitor(server, school.host);
  await visitor.post('/sign-up', { name: 'Fergus Forgetful', email, password });
  await nextLink(email);
  const token = await resetToken(email);
  await visitor.post('/reset-password', { token, password: 'another password' });
  await visitor.post('/sign-in', { email, password: 'another password', next: '/account' });
  expect(visitor.path).toBe('/account');
  expect(visitor.text).toContain(email);
  const grants = await database.admin`
    select role from role_grant join member using (tenant_id, user_id)
    where tenant_id = ${school.tenantId} and email = ${email}`;
  expect(grants).toEqual([{ role: 'student' }]);
});

test('a link that no longer works says so when it is opened, and where to get a new one', async () => {
  const person = await createPerson(server, { host: school.host });
  const used = await resetToken(person.email);
  const visitor = await createVisitor(server, school.host).open(`/reset-password?token=${used}`);
  expect(visitor.page.status).toBe(200);
  expect(visitor.text).toContain('Save the new password');
  await visitor.post('/reset-password', { token: used, password });
  const expired = await resetToken(person.email);
  await database.admin`update identity.verification set expires_at = now() - interval '1 second'
    where identifier = ${`reset-password:${expired}`}`;

  for (const query of [
    `?token=${used}`,
    `?token=${expired}`,
    '?token=nonsense',
    '?token=',
    '?token=%00',
    '',
  ]) {
    await visitor.open(`/reset-password${query}&next=%2Fcourses`.replace(/^([^?]*)&/, '$1?'));
    expect(visitor.page.status, query).toBe(400);
    expect(visitor.text).toContain(
      'It was used already, is older than an hour, or the password was changed since.',
    );
    expect(visitor.page.text).toContain('href="/forgot-password?next=%2Fcourses"');
    expect(visitor.page.text).not.toContain('type="password"');
  }
  const opened = visitor.text;
  await visitor.post('/reset-password', { token: used, password, next: '/courses' });
  expect(visitor.text).toBe(opened);
});
