/** What holds for every answer, whatever it is about. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { createPerson, createSchool, signIn } from '../testing/people.ts';
import { startTestServer } from '../testing/start-test-server.ts';

const database = await createTestDatabase();
const server = await startTestServer(database);
const PATH = '/api/v1/tenants/current';
let school: Awaited<ReturnType<typeof createSchool>>;
let token: string;
beforeAll(async () => {
  const owner = await createPerson(server);
  school = await createSchool(server, owner, { slug: 'north' });
  await createSchool(server, owner, { slug: 'south' });
  ({ token } = await signIn(server, owner, school.host));
  await database.admin`insert into directory.host values ('learn.north.example', ${school.tenantId}, false, now())`;
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const preflight = (origin: string, path = PATH) =>
  server.request(path, {
    method: 'OPTIONS',
    host: school.host,
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, idempotency-key',
    },
  });

describe('a page of the school’s own domain', () => {
  test.for(['learn.north.example', 'north.localhost'])(
    '%s reads the API, refusals included',
    async (host) => {
      const origin = server.origin(host);
      const asked = await preflight(origin, '/api/v1/lms/enrollments');
      expect(asked.status).toBe(204);
      expect(asked.headers).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
      });
      expect(asked.headers['access-control-allow-methods']).toMatch(/\bPOST\b/);
      expect(asked.headers['access-control-allow-headers']).toMatch(/authorization.*idempotency-key/);
      expect(asked.headers.vary).toMatch(/origin/i);
      for (const path of [PATH, '/api/v1/nothing', '/api/v1/audit']) {
        const answer = await server.request(path, { host: school.host, headers: { origin } });
        expect([path, answer.headers['access-control-allow-origin']]).toEqual([path, origin]);
        expect(answer.headers.vary).toMatch(/origin/i);
      }
    },
  );

  test('reads no page and no file', async () => {
    const headers = { origin: server.origin('learn.north.example') };
    for (const path of [
      '/',
      '/sign-in',
      '/api/notifications/stream',
      '/api/files',
      '/api/docs/',
      '/trpc/x',
    ]) {
      const answer = await server.request(path, { host: school.host, headers });
      expect([path, answer.headers['access-control-allow-origin']]).toEqual([path, undefined]);
    }
  });
});

test('where no origin is named, caches still learn that it matters', async () => {
  expect((await server.request(PATH, { host: school.host })).headers.vary).toMatch(/origin/i);
});

describe('every kind of answer says what browsers may do with it', () => {
  test.for([
    ['a page', '/sign-in', 200],
    ['a page that is missing', '/nothing', 404],
    ['an answer of REST', PATH, 200],
    ['a refusal of REST', '/api/v1/lms/enrollments', 401],
    ['an unknown route of REST', '/api/v1/nothing', 404],
    ['a picture', '/assets/icon.svg', 200],
    ['a script of the documentation', '/api/docs/swagger-ui-bundle.js', 200],
    ['the documentation to read', '/api/docs/redoc', 200],
    ['health', '/api/v1/core/health', 200],
    ['a refusal of tRPC', '/trpc/nothing', 404],
    ['a refusal of the stream', '/api/notifications/stream', 401],
  ] as const)('%s', async ([, path, status]) => {
    const answer = await server.request(path, { host: school.host });
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['content-security-policy']).not.toContain('unsafe');
  });

  test('an address that is no school’s', async () => {
    const answer = await server.request('/', { host: 'nobody.localhost' });
    expect(answer.status).toBe(404);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('a nonce is used once', async () => {
    const nonces = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const { headers, text } = await server.request('/sign-in', { host: school.host });
        const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1] ?? '';
        for (const [, used] of text.matchAll(/<script[^>]*nonce="([^"]*)"/g)) expect(used).toBe(nonce);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(5);
  });
});

describe('too much at once', () => {
  const tooMuch = 'x'.repeat(1_100_000);

  test.for([
    ['JSON', '/api/v1/auth/register', 'application/json'],
    ['a form', '/sign-in', 'application/x-www-form-urlencoded'],
    ['a message of the payment provider', '/api/payments/stripe/webhook', 'application/json'],
  ] as const)('%s is refused, with its length said or not', async ([, path, type]) => {
    const headers = { 'content-type': type, origin: server.origin(school.host) };
    const said = await server.request(path, { host: school.host, headers, raw: tooMuch });
    expect(said.status).toBe(413);
    const unsaid = await server.request(path, {
      host: school.host,
      headers: { ...headers, 'transfer-encoding': 'chunked' },
      raw: tooMuch,
    });
    expect(unsaid.status).toBe(413);
  });
});

describe('behind a proxy of ours', () => {
  test('the host is the visitor’s, and who came without encryption is sent to https', async () => {
    const proxied = await startTestServer(database, {
      trustedProxies: ['127.0.0.1'],
      publicUrl: new URL('https://localhost'),
    });
    try {
      const ask = (path: string, scheme: string, given: object = {}) =>
        proxied.request(path, {
          host: 'internal',
          headers: { 'x-forwarded-host': school.host, 'x-forwarded-proto': scheme },
          ...given,
        });
      expect((await ask(PATH, 'https')).json()).toMatchObject({ data: { slug: 'north' } });
      const plain = await ask(`${PATH}?a=1`, 'http');
      expect([plain.status, plain.headers.location]).toEqual([308, `https://${school.host}${PATH}?a=1`]);
      const sent = await ask('/api/v1/auth/login', 'http', {
        json: { email: 'a@example.org', password: 'x' },
      });
      expect(sent.status).toBe(403);
      const nowhere = await proxied.request(PATH, {
        host: school.host,
        headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
      });
      expect([nowhere.status, nowhere.headers.location]).toEqual([404, undefined]);
    } finally {
      await proxied.stop();
    }
  });
});

test('who tried too often is told when to come back', async () => {
  await database.admin`insert into identity.rate_limit (key, count, reset_at)
    select 'idempotency key ' || id, 9999, now() + interval '10 minutes' from identity.user`;
  const answer = await server.request('/api/v1/lms/enrollments', {
    host: school.host,
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'once too often' },
    json: { course_id: '00000000-0000-7000-8000-000000000000' },
  });
  expect(answer.status).toBe(429);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(60);
});
