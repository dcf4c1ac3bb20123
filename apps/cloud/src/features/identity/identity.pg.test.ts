import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { createPerson, createSchool, signIn, type TestPerson } from '../../testing/people.ts';
import { startTestServer } from '../../testing/start-test-server.ts';
import { createVisitor } from '../../testing/visitor.ts';
import type { Provisioned } from '../tenancy/index.ts';
import { forgetExpired } from './forget-expired.ts';

const database = await createTestDatabase();
const server = await startTestServer(database);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

let owner: TestPerson;
let school: Provisioned;
beforeAll(async () => {
  owner = await createPerson(server, { name: 'Olga Owner' });
  school = await createSchool(server, owner, { slug: 'northfield', name: 'Northfield School' });
});

const linkIn = (text: string): URL => new URL(must(/https?:\S+/.exec(text)?.[0], 'link'));
const openLink = (link: URL): string => link.pathname + link.search;
const password = 'correct horse battery';

test('signing up, confirming, signing in, looking at the account, signing out', async () => {
  const visitor = createVisitor(server, school.host);
  await visitor.post('/sign-up', { name: 'Grace Hopper', email: 'Grace@Example.org', password });
  expect(visitor.text).toContain('Check your mail');

  await visitor.post('/sign-in', { email: 'grace@example.org', password });
  expect(visitor.page.status).toBe(400);
  expect(visitor.text).toContain('Confirm your e-mail address first');

  const mail = await server.mailTo('grace@example.org');
  expect(mail.text).toContain('Northfield School');
  expect(mail.text).not.toContain('Hopper');
  const link = linkIn(mail.text);
  expect(link.origin).toBe(server.origin(school.host));
  await visitor.open(openLink(link));
  expect(visitor.text).toContain('Your address is confirmed');

  await visitor.post('/sign-in', { email: 'grace@example.org', password, next: '/account' });
  expect(visitor.path).toBe('/account');
  expect(visitor.text).toContain('grace@example.org');
  await visitor.post('/account/name', { name: 'Amazing Grace' });
  expect(visitor.text).toContain('Your name is saved');
  expect(visitor.page.text).toContain('value="Amazing Grace"');

  await visitor.post('/sign-out', {});
  expect(visitor.text).toContain('You are signed out');
  expect([...visitor.cookies.keys()]).toEqual([]);
  await visitor.open('/account');
  expect(visitor.path).toBe('/sign-in?next=%2Faccount');
});

test('who confirms an address at a school becomes a student of it', async () => {
  const person = await createPerson(server, { host: school.host });
  const grants = await database.admin`
    select role from role_grant where tenant_id = ${school.tenantId} and user_id = ${person.userId}`;
  expect(grants).toEqual([{ role: 'student' }]);
});

test('a confirmation link that is broken says what to do', async () => {
  const visitor = await createVisitor(server, school.host).open('/verify-email?token=nonsense');
  expect(visitor.page.status).toBe(400);
  expect(visitor.text).toContain('Send a new link');
});

describe('whether an address has an account stays hidden', () => {
  const answers = async (path: string, form: Record<string, string>) => {
    const known = await server.request(path, { host: school.host, form: { ...form, email: owner.email } });
    const unknown = await server.request(path, {
      host: school.host,
      form: { ...form, email: 'nobody@example.org' },
    });
    const blank = (text: string | undefined) =>
      text?.replaceAll(encodeURIComponent(owner.email), 'E').replaceAll('nobody%40example.org', 'E');
    return [known, unknown].map(({ status, headers, text }) => ({
      status,
      location: blank(headers.location),
      text: blank(text),
    }));
  };

  test('when signing up', async () => {
    const [known, unknown] = await answers('/sign-up', { name: 'Somebody', password });
    expect(known).toEqual(unknown);
    expect((await server.mailTo(owner.email)).subject).toBe('You already have an account');
  });

  test('when asking for a new password', async () => {
    const [known, unknown] = await answers('/forgot-password', {});
    expect(known).toEqual(unknown);
    expect((await server.mailTo(owner.email)).subject).toBe('Choose a new password');
  });

  test('when signing in', async () => {
    const words = async (email: string) =>
      (await createVisitor(server, school.host).post('/sign-in', { email, password: 'not the password' }))
        .text;
    const known = await words(owner.email);
    expect(known).toContain('The e-mail address or the password is not right. Nothing was changed.');
    expect(known).toBe(await words('nobody@example.org'));
  });

  test('over REST', async () => {
    const login = (email: string) =>
      server.request('/api/v1/auth/login', {
        host: school.host,
        json: { email, password: 'not the password' },
      });
    const known = await login(owner.email);
    expect(known.status).toBe(401);
    expect(known.json()).toEqual({
      success: false,
      data: null,
      errors: [{ code: 'SIGN_IN', message: 'The e-mail address or the password is not right.' }],
    });
    expect((await login('nobody@example.org')).text).toBe(known.text);
  });
});

test('a new password: the link works once, and signs every device out', async () => {
  const person = await createPerson(server, { host: school.host });
  const { token } = await signIn(server, person, school.host);
  const visitor = createVisitor(server, school.host);
  await visitor.post('/forgot-password', { email: person.email });
  const link = linkIn((await server.mailTo(person.email)).text);
  await visitor.open(openLink(link));
  const resetToken = must(link.searchParams.get('token'), 'token');
  await visitor.post('/reset-password', { token: resetToken, password: 'short' });
  expect(visitor.text).toContain('Enter a password of 10 to 128 characters.');
  await visitor.post('/reset-password', { token: resetToken, password });
  expect(visitor.text).toContain('Your new password is in place');
  expect((await server.mailTo(person.email)).subject).toBe('Your password was changed');

  const me = await server.request('/api/v1/auth/me', {
    host: school.host,
    headers: { authorization: `Bearer ${token}` },
  });
  expect(me.status).toBe(401);
  await visitor.post('/reset-password', { token: resetToken, password: 'another password' });
  expect(visitor.text).toContain('It was used already');
  await signIn(server, { email: person.email, password }, school.host);
});

test('sessions are listed without their tokens, and can be ended', async () => {
  const person = await createPerson(server, { host: school.host });
  const { token } = await signIn(server, person, school.host);
  const visitor = await createVisitor(server, school.host).post('/sign-in', { ...person, next: '/account' });
  expect(visitor.page.text).not.toContain(token);
  const others = [...visitor.page.text.matchAll(/name="session" value="([^"]+)"/g)].map((match) =>
    must(match[1], 'id'),
  );
  for (const session of others) await visitor.post('/account/sessions', { session });
  expect(visitor.text).toContain('That device is signed out');
  expect(visitor.page.text).not.toContain('name="session"');
  const me = await server.request('/api/v1/auth/me', {
    host: school.host,
    headers: { authorization: `Bearer ${token}` },
  });
  expect(me.status).toBe(401);
});

test('somebody else’s session cannot be ended', async () => {
  const person = await createPerson(server, { host: school.host });
  const { token } = await signIn(server, person, school.host);
  const [session] = await database.admin<
    { id: string }[]
  >`select id from identity.session where token = ${token}`;
  const stranger = await createPerson(server, { host: school.host });
  const visitor = await createVisitor(server, school.host).post('/sign-in', { ...stranger });
  await visitor.post('/account/sessions', { session: must(session, 'session').id });
  const me = await server.request('/api/v1/auth/me', {
    host: school.host,
    headers: { authorization: `Bearer ${token}` },
  });
  expect(me.status).toBe(200);
});

test('an old session is still good for looking at the account', async () => {
  const person = await createPerson(server, { host: school.host });
  const visitor = await createVisitor(server, school.host).post('/sign-in', { ...person });
  await database.admin`update identity.session set created_at = now() - interval '20 days' where user_id = ${person.userId}`;
  await visitor.open('/account');
  expect(visitor.page.status).toBe(200);
  expect(visitor.text).toContain('Where you are signed in');
});

test('a session that has run out is none', async () => {
  const person = await createPerson(server, { host: school.host });
  const { token } = await signIn(server, person, school.host);
  const me = () =>
    server.request('/api/v1/auth/me', { host: school.host, headers: { authorization: `Bearer ${token}` } });
  await database.admin`update identity.session set expires_at = now() + interval '10 days' where token = ${token}`;
  expect((await me()).status).toBe(200);
  const [prolonged] = await database.admin`
    select expires_at > now() + interval '29 days' as prolonged from identity.session where token = ${token}`;
  expect(prolonged).toEqual({ prolonged: true });
  await database.admin`update identity.session set expires_at = now() - interval '1 second' where token = ${token}`;
  expect((await me()).status).toBe(401);
});

test('what has run out is forgotten, and nothing else', async () => {
  const person = await createPerson(server, { host: school.host });
  const kept = await signIn(server, person, school.host);
  const gone = await signIn(server, person, school.host);
  await database.admin`update identity.session set expires_at = now() - interval '1 second' where token = ${gone.token}`;
  await forgetExpired(server.ctx);
  const left = await database.admin<{ token: string }[]>`
    select token from identity.session where token in (${kept.token}, ${gone.token})`;
  expect(left).toEqual([{ token: kept.token }]);
});

test('changing the password needs the present one, and signs other devices out', async () => {
  const person = await createPerson(server, { host: school.host });
  const { token } = await signIn(server, person, school.host);
  const visitor = await createVisitor(server, school.host).post('/sign-in', { ...person });
  await visitor.post('/account/password', { currentPassword: 'not the password', newPassword: password });
  expect(visitor.text).toContain('That is not your password now. Nothing was changed.');
  await visitor.post('/account/password', { currentPassword: person.password, newPassword: password });
  expect(visitor.text).toContain('Every other device was signed out');
  const me = await server.request('/api/v1/auth/me', {
    host: school.host,
    headers: { authorization: `Bearer ${token}` },
  });
  expect(me.status).toBe(401);
  await visitor.open('/account');
  expect(visitor.path).toBe('/account');
});

describe('the desktop signs in with a code', () => {
  const client = { client_id: 'educrowd-desktop' };
  const grant = { ...client, grant_type: 'urn:ietf:params:oauth:grant-type:device_code' };
  interface Code {
    device_code: string;
    user_code: string;
    verification_uri_complete: string;
  }
  const askForCode = async (): Promise<Code> =>
    (await server.request('/api/auth/device/code', { host: school.host, json: client })).json() as Code;
  const askForToken = (code: Code) =>
    server.request('/api/auth/device/token', {
      host: school.host,
      json: { ...grant, device_code: code.device_code },
    });

  test('confirmed: the token is for this school', async () => {
    const person = await createPerson(server, { name: 'Tea Teacher', host: school.host });
    const code = await askForCode();
    const page = new URL(code.verification_uri_complete);
    expect(page.origin).toBe(server.origin(school.host));
    const visitor = await createVisitor(server, school.host).open(page.pathname + page.search);
    expect(visitor.text).toContain('Sign in to connect the EduCrowd app');
    await visitor.post('/sign-in', { ...person, next: page.pathname + page.search });
    expect(visitor.text).toContain(`${code.user_code.slice(0, 4)}-${code.user_code.slice(4)}`);
    expect((await askForToken(code)).json()).toMatchObject({ error: 'authorization_pending' });
    await visitor.post('/device', { user_code: code.user_code, decision: 'approve' });
    expect(visitor.text).toContain('The app is connected');
    // The pace that the server asks for is its own matter; the record of the last question is not.
    await database.admin`update identity.device_code set last_polled_at = null`;
    const { access_token: token } = (await askForToken(code)).json() as { access_token: string };
    const me = await server.request('/api/v1/auth/me', {
      host: school.host,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(me.json()).toMatchObject({
      data: {
        userId: person.userId,
        displayName: 'Tea Teacher',
        tenantId: school.tenantId,
        schoolName: 'Northfield School',
      },
    });
    expect((await askForToken(code)).json()).toMatchObject({ error: 'invalid_grant' });
  });

  test('denied', async () => {
    const person = await createPerson(server, { host: school.host });
    const code = await askForCode();
    const visitor = await createVisitor(server, school.host).post('/sign-in', { ...person });
    await visitor.open(`/device?user_code=${code.user_code.toLowerCase()}`);
    await visitor.post('/device', { user_code: code.user_code, decision: 'deny' });
    expect(visitor.text).toContain('The app was not connected');
    expect((await askForToken(code)).json()).toMatchObject({ error: 'access_denied' });
  });

  test('a code that nobody gave, and a code that somebody else has opened', async () => {
    const person = await createPerson(server, { host: school.host });
    const visitor = await createVisitor(server, school.host).post('/sign-in', { ...person });
    await visitor.open('/device?user_code=ABCD-2345');
    expect(visitor.text).toContain('This code is not known here');
    const code = await askForCode();
    await visitor.open(`/device?user_code=${code.user_code}`);
    const other = await createVisitor(server, school.host).post('/sign-in', { ...owner });
    await other.post('/device', { user_code: code.user_code, decision: 'approve' });
    expect(other.page.status).toBe(400);
    expect((await askForToken(code)).json()).toMatchObject({ error: 'authorization_pending' });
  });

  test('another program is refused', async () => {
    const answer = await server.request('/api/auth/device/code', {
      host: school.host,
      json: { client_id: 'something-else' },
    });
    expect(answer.status).toBe(400);
  });
});

test('guessing at a password is stopped for that address and account alone', async () => {
  const person = await createPerson(server, { host: school.host });
  const guess = (email: string, given: string) =>
    createVisitor(server, school.host).post('/sign-in', { email, password: given });
  for (let attempt = 0; attempt < 10; attempt++) await guess(person.email, `guess number ${attempt}`);
  const stopped = await guess(person.email, person.password);
  expect(stopped.page.status).toBe(429);
  expect(stopped.text).toContain('Too many attempts. Try again in 15 minutes.');
  const other = await guess(owner.email, owner.password);
  expect(other.page.status).toBe(200);
});

test('guesses that come at once are counted each', async () => {
  const person = await createPerson(server, { host: school.host });
  const guesses = Array.from({ length: 30 }, (_, attempt) =>
    server.request('/api/v1/auth/login', {
      host: school.host,
      json: { email: person.email, password: `guess number ${attempt}` },
    }),
  );
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(20);
});

test('a form that another site has sent is refused', async () => {
  const form = { email: owner.email, password: owner.password };
  for (const origin of ['https://evil.example.org', server.origin('other.localhost'), 'null']) {
    const answer = await server.request('/sign-in', { host: school.host, form, headers: { origin } });
    expect(answer.status).toBe(403);
    expect(answer.headers['set-cookie']).toBeUndefined();
  }
});

test('cookies are for this host and this site alone', async () => {
  const answer = await server.request('/sign-in', {
    host: school.host,
    form: { email: owner.email, password: owner.password },
  });
  const cookie = must(answer.headers['set-cookie']?.[0], 'cookie');
  expect(cookie).toMatch(/^educrowd\.session_token=/);
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  expect(cookie).not.toMatch(/Domain=/i);
});

test('neither mails nor passwords nor tokens are in the log', async () => {
  const lines = JSON.stringify(server.log);
  for (const secret of [password, owner.password, owner.email, 'token=']) expect(lines).not.toContain(secret);
});

test('only what the desktop needs of the library’s own endpoints is open', async () => {
  for (const path of [
    '/sign-up/email',
    '/sign-in/email',
    '/list-sessions',
    '/update-user',
    '/delete-user',
    '/change-email',
    '/ok',
  ]) {
    const answer = await server.request(`/api/auth${path}`, { host: school.host, json: {} });
    expect(answer.status, path).toBe(404);
  }
});

test('answers of better-auth to doubled slashes stay closed', async () => {
  const answer = await server.request('/api/auth//device/code', {
    host: school.host,
    json: { client_id: 'educrowd-desktop' },
  });
  expect(answer.status).toBe(404);
});
