import { connect } from 'node:net';
import { zstdDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import {
  OLDEST_PROTOCOL,
  OLDEST_SCHEMA,
  PROTOCOL_VERSION,
  SCHEMA_VERSION,
} from '@educrowd/shared/sync/protocol';
import { addMember, createPerson, createSchool, signIn } from './testing/people.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';

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
  const me = await server.request('/api/v1/auth/me', {
    host: school.host,
    headers: { authorization: `Bearer ${token}` },
  });
  expect(me.json()).toMatchObject({
    success: true,
    data: { displayName: 'Ada', schoolName: 'Northfield School', roles: ['owner'], level: 0 },
  });
  const ben = await createPerson(server);
  await addMember(server, school, { ...ben, roles: ['instructor'] });
});

test('health is told to anybody who asks, under any name', async () => {
  for (const host of ['localhost', '10.0.0.1', 'nobody.localhost']) {
    const health = await server.request('/api/v1/core/health/', { host });
    expect(health.json()).toEqual({ success: true, data: { database: true, jobs: true }, errors: [] });
  }
});

test('with and without a slash at the end is the same', async () => {
  const [plain, slashed] = await Promise.all(
    ['/api/v1/tenants/current', '/api/v1/tenants/current/'].map((path) => server.request(path)),
  );
  expect(plain?.text).toBe(slashed?.text);
});

test('every page says what it may load, and what others may do with it', async () => {
  const { headers, text } = await server.request('/sign-in');
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+'/);
  expect(headers['x-frame-options']).toBe('SAMEORIGIN');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cache-control']).toBe('private, no-cache');
  expect(headers['strict-transport-security']).toBeUndefined();
  expect(headers['x-powered-by']).toBeUndefined();
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(text).not.toMatch(/<script(?![^>]*nonce)/);
});

test('under https, cookies and addresses are for https alone', async () => {
  // Made before, since two servers over one database share their jobs, but not the folder of their mails.
  const person = await createPerson(server);
  const secure = await startTestServer(database, { publicUrl: new URL('https://educrowd.example') });
  const answer = await secure.request('/sign-in', {
    headers: { host: 'educrowd.example', origin: 'https://educrowd.example' },
    form: { email: person.email, password: person.password },
  });
  await secure.stop();
  expect(answer.status).toBe(303);
  const cookie = String(answer.headers['set-cookie']?.[0]);
  expect(cookie).toMatch(/^__Host-educrowd\.session_token=/);
  expect(cookie).toMatch(/; Path=\/(;|$)/);
  expect(cookie).toMatch(/; Secure/);
  expect(cookie).not.toMatch(/Domain=/);
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
});

test('a refusal over tRPC keeps its meaning, and a mistake of ours says nothing', async () => {
  const school = await createSchool(server, await createPerson(server));
  const refused = await server.request('/trpc/sync.push', { host: school.host, json: {} });
  expect(refused.status).toBe(401);
  expect(refused.json()).toMatchObject({
    error: {
      data: { syncCode: 'SIGN_IN', code: 'UNAUTHORIZED', requestId: refused.headers['x-request-id'] },
    },
  });
  expect(refused.text).not.toContain('stack');
  const nowhere = await server.request('/trpc/sync.push', { json: {} });
  expect(nowhere.json()).toMatchObject({ error: { data: { appCode: 'NOT_FOUND' } } });
});

test.each([
  ['whose protocol is too old', OLDEST_PROTOCOL - 1, SCHEMA_VERSION],
  ['whose protocol is newer than the school', PROTOCOL_VERSION + 1, SCHEMA_VERSION],
  ['whose rows are too old', PROTOCOL_VERSION, OLDEST_SCHEMA - 1],
])('an engine %s is told so, whatever it asks', async (_which, protocol, schema) => {
  const person = await createPerson(server);
  const school = await createSchool(server, person);
  const { token } = await signIn(server, person, school.host);
  const clientId = crypto.randomUUID();
  const envelope = { protocol, schema, epoch: null, clientId, holdings: [], ackedThrough: 0 };
  for (const [name, asked] of [
    ['push', { mutations: [] }],
    ['pull', { cursor: 0, after: null }],
    ['bootstrap', { holding: 'staff', after: null }],
  ] as const) {
    const answer = await server.request(`/trpc/sync.${name}`, {
      host: school.host,
      headers: { authorization: `Bearer ${token}` },
      json: { ...envelope, ...asked },
    });
    expect(answer.json(), name).toMatchObject({ error: { data: { syncCode: 'UPGRADE' } } });
  }
});

test('an unknown path is a page for people and an envelope for programs', async () => {
  const page = await server.request('/nothing/here');
  expect([page.status, page.headers['content-type']]).toEqual([404, expect.stringContaining('text/html')]);
  const rest = await server.request('/api/v1/nothing');
  expect([rest.status, rest.json()]).toEqual([
    404,
    { success: false, data: null, errors: [expect.objectContaining({ code: 'NOT_FOUND' })] },
  ]);
});

test('input that does not fit is refused field by field', async () => {
  const answer = await server.request('/api/v1/auth/register', {
    json: { name: 'Ada', email: 'x', password: 'short' },
  });
  expect(answer.status).toBe(400);
  const { errors } = answer.json() as { errors: { code: string; field: string }[] };
  expect(errors.map(({ field }) => field).toSorted()).toEqual(['email', 'password']);
  const broken = await server.request('/api/v1/auth/register', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  });
  expect(broken.status).toBe(400);
});

test('more than can be sent at once is refused', async () => {
  const answer = await server.request('/api/v1/auth/register', { json: { name: 'x'.repeat(1_100_000) } });
  expect([answer.status, answer.json()]).toEqual([413, expect.objectContaining({ success: false })]);
});

test('the API describes itself, and the pages to try and to read it need no other server', async () => {
  const document = (await server.request('/api/v1/openapi.json')).json() as {
    paths: Record<string, unknown>;
  };
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(['/auth/login', '/auth/me', '/tenants/current']),
  );
  for (const page of ['/api/docs', '/api/docs/redoc']) {
    const docs = await server.request(page);
    expect(docs.text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    const paths = [...docs.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => String(path));
    expect(paths.length).toBeGreaterThan(1);
    for (const path of paths) expect([path, (await server.request(path)).status]).toEqual([path, 200]);
  }
});

describe('answers are compressed', () => {
  const ask = (accepted: string) =>
    server.request('/api/v1/openapi.json', { headers: { 'accept-encoding': accepted } });

  test.each([
    ['zstd, gzip', 'zstd', zstdDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
  ] as const)('%s → %s', async (accepted, encoding, unpack) => {
    const plain = await ask('identity');
    const packed = await ask(accepted);
    expect(packed.headers).toMatchObject({
      'content-encoding': encoding,
      vary: expect.stringContaining('Accept-Encoding') as string,
    });
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
    expect(unpack(packed.bytes).toString()).toBe(plain.text);
  });

  test('not where it is refused', async () => {
    expect((await ask('gzip;q=0, identity')).headers['content-encoding']).toBeUndefined();
  });
});

describe('the server does not start', () => {
  const attempt = (overrides: Parameters<typeof startTestServer>[1]): Promise<TestServer> =>
    startTestServer(database, overrides);
  const { appUrl: app, identityUrl: identity, jobsUrl: jobs, adminUrl } = database.urls;

  test('as a superuser', async () => {
    await expect(attempt({ databases: { app: adminUrl, identity, jobs } })).rejects.toThrow('superuser');
  });

  test('on a port that is taken, and leaves nothing behind', async () => {
    await expect(attempt({ listen: { host: '127.0.0.1', port: server.port } })).rejects.toThrow('EADDRINUSE');
  });

  test('without its database', async () => {
    const gone = new URL(app);
    gone.pathname = '/no_such_database';
    await expect(attempt({ databases: { app: gone.href, identity, jobs } })).rejects.toThrow(
      /no_such_database/,
    );
  });
});

test('a stopping server finishes the request under way and takes no new one', async () => {
  const stopping = await startTestServer(database);
  // A sign-up whose body is still on its way when the server is told to stop.
  const body = JSON.stringify({ name: 'Late', email: 'late@example.org', password: 'long enough for this' });
  const socket = connect(stopping.port, '127.0.0.1');
  socket.write(
    `POST /api/v1/auth/register HTTP/1.1\r\nHost: localhost:${stopping.port}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 20)}`,
  );
  // Only once the server has begun with it is it under way.
  while ((await stopping.request('/api/v1/core/health')).status !== 200) continue;
  const stopped = stopping.stop();
  await expect(stopping.request('/api/v1/core/health')).rejects.toThrow('ECONNREFUSED');
  socket.write(body.slice(20));
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toContain('late@example.org');
  await stopped;
});

test('a stopping server ends streams and connections that nobody uses', async () => {
  const stopping = await startTestServer(database);
  const idle = connect(stopping.port, '127.0.0.1');
  const closed = new Promise((resolve) => idle.once('close', resolve));
  idle.resume();
  await stopping.request('/api/v1/core/health');
  await stopping.stop();
  await closed;
  expect(stopping.ctx.stopping.aborted).toBe(true);
});
