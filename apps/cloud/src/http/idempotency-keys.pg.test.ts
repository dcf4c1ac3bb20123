import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sql } from '@educrowd/db/testing/clone-database';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { createSchoolDirectory } from '../features/tenancy/index.ts';
import type { AppContext } from '../platform/app-context.ts';
import { tenantOf, type AppEnv, type RequestVariables } from '../platform/request.ts';
import { answers, envelope, envelopeOf, restOptions } from '../platform/rest.ts';
import { withTenant } from '../platform/with-tenant.ts';
import { addMember, createPerson, createSchool, signIn, type TestPerson } from '../testing/people.ts';
import { startTestServer, type Answer } from '../testing/start-test-server.ts';
import { handleError } from './errors.tsx';
import { answersNotKept, forgetAnswers } from './idempotency-keys.ts';
import { createRest } from './rest.ts';

const database = await createTestDatabase();
const server = await startTestServer(database);
const { admin }: { admin: Sql } = database;
let owner: TestPerson;
let student: TestPerson;
let school: Awaited<ReturnType<typeof createSchool>>;
let token: string;
beforeAll(async () => {
  owner = await createPerson(server);
  student = await createPerson(server);
  school = await createSchool(server, owner);
  await addMember(server, school, student);
  ({ token } = await signIn(server, owner, school.host));
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const grant = (key: string, json: unknown, given: { as?: string; host?: string; path?: string } = {}) =>
  server.request(given.path ?? `/api/v1/members/${student.userId}/roles`, {
    host: given.host ?? school.host,
    headers: { authorization: `Bearer ${given.as ?? token}`, 'idempotency-key': key },
    json,
  });

const timesGranted = async (tenantId = school.tenantId): Promise<number> => {
  const [row] = await admin<{ n: number }[]>`
    select count(*)::int as n from audit_entry where tenant_id = ${tenantId} and body like '%"role.granted"%'`;
  return must(row, 'count').n;
};

const told = ({ status, text, headers }: Answer) => [status, text, headers['content-type']];

describe('a request that is repeated with its key', () => {
  test('is carried out once, and answered word for word as it was at first', async () => {
    const before = await timesGranted();
    const first = await grant('one and the same', { role: 'instructor', expires_at: null });
    expect(first.status).toBe(200);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    // The same JSON, written otherwise.
    const again = await grant('one and the same', { expires_at: null, role: 'instructor' });
    expect(told(again)).toEqual(told(first));
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(await timesGranted()).toBe(before + 1);
    await grant('another key', { role: 'instructor', expires_at: null });
    expect(await timesGranted()).toBe(before + 2);
  });

  test('is carried out once however many come at the same time', async () => {
    const before = await timesGranted();
    const all = await Promise.all(
      Array.from({ length: 8 }, () => grant('all at once now', { role: 'analyst' })),
    );
    expect(await timesGranted()).toBe(before + 1);
    const done = all.filter(({ status }) => status === 200);
    expect(done.length).toBeGreaterThan(0);
    for (const each of all.filter(({ status }) => status !== 200)) {
      expect(each.status).toBe(409);
      expect(Number(each.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await grant('all at once now', { role: 'analyst' })).text).toBe(done[0]?.text);
  });

  test('is refused when it asks for something else', async () => {
    const key = 'meant for viewers';
    const first = await grant(key, { role: 'viewer' });
    const before = await timesGranted();
    const others = [
      await grant(key, { role: 'admin' }),
      await grant(key, { role: 'viewer' }, { path: `/api/v1/members/${owner.userId}/roles` }),
      await grant(key, { role: 'viewer' }, { path: `/api/v1/members/${student.userId}/roles?a=1` }),
    ];
    for (const other of others) {
      expect(other.status).toBe(422);
      expect(other.json()).toMatchObject({
        success: false,
        errors: [{ code: 'KEY_USED', field: 'idempotency-key' }],
      });
    }
    expect(await timesGranted()).toBe(before);
    expect((await grant(key, { role: 'viewer' })).text).toBe(first.text);
  });

  test('is refused again when it was refused, and keeps what was answered to other people out', async () => {
    const asStudent = (await signIn(server, student, school.host)).token;
    const key = 'what students try';
    const refused = await grant(key, { role: 'admin' }, { as: asStudent });
    expect(refused.status).toBe(403);
    expect(told(await grant(key, { role: 'admin' }, { as: asStudent }))).toEqual(told(refused));
    expect((await grant(key, { role: 'viewer' })).status).toBe(200);
  });

  test('is another one on another route and at another school', async () => {
    const other = await createSchool(server, owner);
    await addMember(server, other, student);
    const there = { host: other.host, as: (await signIn(server, owner, other.host)).token };
    const key = 'used everywhere';
    expect((await grant(key, { role: 'viewer' })).status).toBe(200);
    expect((await grant(key, { role: 'analyst' }, there)).status).toBe(200);
    expect(await timesGranted(other.tenantId)).toBe(1);
    const read = await grant(key, { ids: [] }, { path: '/api/v1/notifications/read' });
    expect(read.headers['idempotent-replayed']).toBeUndefined();
    expect(read.status).not.toBe(422);
  });

  test('means nothing to a visitor, whose answer nobody could tell from others’', async () => {
    const visitor = await server.request('/api/v1/lms/enrollments', {
      host: school.host,
      headers: { 'idempotency-key': 'somebody at all' },
      json: { course_id: '00000000-0000-7000-8000-000000000000' },
    });
    expect(visitor.status).toBe(401);
  });

  test.for(['short', 'x'.repeat(129), 'tab\tand more', ' blanks '])('is no key: %j', async (key) => {
    const answer = await grant(key.trim() === key ? key : 'a  ', { role: 'viewer' });
    expect([answer.status, answer.json()]).toEqual([
      400,
      expect.objectContaining({ errors: [expect.objectContaining({ field: 'idempotency-key' })] }),
    ]);
  });
});

describe('when something goes wrong', () => {
  let times = 0;
  let fails: 'before' | 'after' | null = null;
  let meanwhile: (() => Promise<unknown>) | null = null;

  const route = createRoute({
    method: 'post',
    path: '/planted',
    responses: answers(envelopeOf(z.object({ times: z.int() })), 'Planted'),
  });

  /** The API with a route that does what the test wants, for the owner of the school. */
  function api(ctx: AppContext): { post(key: string): Promise<Response> } {
    const planted = new OpenAPIHono<AppEnv>(restOptions);
    planted.openapi(route, async (c) => {
      if (fails === 'before') throw new Error('planted');
      await meanwhile?.();
      await withTenant(ctx.door, tenantOf(c.var), (tx) => {
        times++;
        tx.audit('planted', { times });
        return Promise.resolve();
      });
      if (fails === 'after') throw new Error('planted');
      return c.json(envelope({ times }), 200);
    });
    const app = new Hono<AppEnv>();
    app.onError(handleError(ctx.logger));
    app.use((c, next) => {
      c.set('school', { id: school.tenantId } as RequestVariables['school']);
      c.set('account', { userId: owner.userId } as RequestVariables['account']);
      return next();
    });
    app.route('/', createRest({ ctx, directory: createSchoolDirectory(ctx) }, [planted]));
    return {
      post: async (key) =>
        app.request('/api/v1/planted', { method: 'POST', headers: { 'idempotency-key': key } }),
    };
  }

  const later = (ms: number): AppContext => {
    const clock = () => new Date(Date.now() + ms);
    return { ...server.ctx, clock, door: { ...server.ctx.door, clock } };
  };

  test('an answer of a failure is not kept, and the request is carried out the next time', async () => {
    const { post } = api(server.ctx);
    fails = 'before';
    expect((await post('fails at first')).status).toBe(500);
    fails = null;
    const before = times;
    expect((await post('fails at first')).status).toBe(200);
    expect((await post('fails at first')).status).toBe(200);
    expect(times).toBe(before + 1);
  });

  test('what was carried out before the failure is not carried out again', async () => {
    const { post } = api(server.ctx);
    fails = 'after';
    const before = times;
    expect((await post('fails at last')).status).toBe(500);
    fails = null;
    const again = await post('fails at last');
    expect([again.status, again.headers.get('retry-after')]).toEqual([409, null]);
    expect(await again.json()).toMatchObject({ errors: [{ code: 'CONFLICT' }] });
    expect(times).toBe(before + 1);
  });

  test('another server takes over from one that has died, and the dead one changes nothing any more', async () => {
    const before = times;
    let answer: Response | undefined;
    meanwhile = async () => {
      meanwhile = null;
      expect((await api(server.ctx).post('left behind')).status).toBe(409);
      answer = await api(later(10 * 60_000)).post('left behind');
    };
    const late = await api(server.ctx).post('left behind');
    expect(late.status).toBe(409);
    expect(answer?.status).toBe(200);
    const [row] = await admin<{ n: number }[]>`
      select count(*)::int as n from audit_entry where tenant_id = ${school.tenantId} and body like '%"planted"%'
        and body like ${`%"times":${before + 2}%`}`;
    // The late one counted and wrote, and its transaction was undone.
    expect([times, must(row, 'count').n]).toEqual([before + 2, 0]);
  });

  test('a key is forgotten after a day, and so is its row', async () => {
    await api(server.ctx).post('of yesterday');
    const before = times;
    await api(later(23 * 3_600_000)).post('of yesterday');
    expect(times).toBe(before);
    await api(later(25 * 3_600_000)).post('of yesterday');
    expect(times).toBe(before + 1);
    await forgetAnswers(later(20 * 3_600_000));
    expect(await admin`select from idempotency_key`).not.toHaveLength(0);
    await forgetAnswers(later(50 * 3_600_000));
    expect(await admin`select from idempotency_key`).toHaveLength(0);
  });
});

describe('what the database keeps for a day', () => {
  const unsafe = ['post', 'put', 'patch', 'delete'];

  interface Operation {
    readonly responses: unknown;
    readonly parameters?: readonly { readonly name: string }[];
  }
  async function operations() {
    const { paths } = (await server.request('/api/v1/openapi.json')).json() as {
      paths: Record<string, Record<string, Operation>>;
    };
    return Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([method]) => unsafe.includes(method))
        .map(([method, operation]) => ({
          route: `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
          operation,
        })),
    );
  }

  test('is nothing that opens anything', async () => {
    const kept = (await operations()).filter(({ route }) => !Object.hasOwn(answersNotKept, route));
    expect(kept.length).toBeGreaterThan(2);
    for (const { route, operation } of kept)
      expect([route, JSON.stringify(operation.responses)]).toEqual([
        route,
        expect.not.stringMatching(/"\w*(?:token|secret|password|key|url)\w*":/i),
      ]);
  });

  test('is described for every route that has it, and for no other', async () => {
    for (const { route, operation } of await operations()) {
      const names = (operation.parameters ?? []).filter(({ name }) => name === 'idempotency-key');
      const isTold = !Object.hasOwn(answersNotKept, route) || route === 'POST /crowdfunding/pledges';
      expect([route, names.length]).toEqual([route, isTold ? 1 : 0]);
    }
  });

  test('leaves out routes that exist, and only those', async () => {
    const routes = (await operations()).map(({ route }) => route);
    for (const route of Object.keys(answersNotKept)) expect(routes).toContain(route);
  });
});
