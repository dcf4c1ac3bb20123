import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import type { Access } from '@educrowd/shared/permissions/access';
import { can, type Subject } from '@educrowd/shared/permissions/can';
import { ruleOf } from '@educrowd/shared/permissions/matrix';
import { roles, type RoleKey } from '@educrowd/shared/permissions/roles';
import { newId } from '@educrowd/shared/primitives/id';
import { must } from '@educrowd/shared/primitives/assert';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { mutationHash, PROTOCOL_VERSION, SCHEMA_VERSION } from '@educrowd/shared/sync/protocol';
import { createApp } from './app.ts';
import { commandNeeds, procedureNeeds, routeNeeds, type Need } from './endpoint-permissions.ts';
import { changeGrant } from './features/roles/change-grant.ts';
import { defineRole } from './features/roles/define-role.ts';
import { grantRole } from './features/roles/index.ts';
import { readTenant } from './platform/with-tenant.ts';
import { buildCampaign } from './testing/build-campaign.ts';
import { buildCourse, createTestDevice } from './testing/build-course.ts';
import { addMember, createPerson, createSchool, signIn } from './testing/people.ts';
import { startPayingServer } from './testing/start-paying-server.ts';

const database = await createTestDatabase();
const paying = await startPayingServer(database);
const { server } = paying;
const app = createApp(server.ctx, () => true);
afterAll(async () => {
  await paying.stop();
  await database.drop();
});

const LONGEST_MS = 5 * 60_000;

describe('the table names', () => {
  test('every route, and none that there is not', () => {
    const known = app.http.routes
      .filter(({ method, path }) => (method === 'ALL' ? path.startsWith('/api/files') : !path.endsWith('*')))
      .map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(routeNeeds).toSorted()).toEqual([...new Set(known)].toSorted());
  });

  test('every procedure and every command', () => {
    expect(Object.keys(procedureNeeds).toSorted()).toEqual(app.procedures.toSorted());
    expect(Object.keys(commandNeeds).toSorted()).toEqual(app.commands.toSorted());
  });
});

/** Somebody as they ask: `access` is what their grants come to. */
interface Caller {
  readonly who: string;
  /** Null: not signed in. */
  readonly token: string | null;
  readonly access: Access | null;
}

let host = '';
let ids: Readonly<Record<string, string>> = {};
const callers: Caller[] = [];

beforeAll(async () => {
  const owner = await createPerson(server);
  const school = await createSchool(server, owner);
  ({ host } = school);
  const asOwner = { tenantId: school.tenantId, userId: owner.userId };
  const device = createTestDevice(server, host, (await signIn(server, owner, host)).token);
  const course = await buildCourse(device);
  const campaign = await buildCampaign(device);
  const target = await createPerson(server);
  await addMember(server, school, target);
  const { id: roleId } = await defineRole(server.ctx, asOwner, {
    name: 'Auditor',
    permissions: ['audit.view', 'ledger.view', 'member.list', 'sync.use', 'course.publish'],
  });
  ids = {
    courseId: course.courseId,
    lessonId: must(course.lessonIds[0], 'lesson'),
    documentId: must(course.documentIds[0], 'text'),
    campaignId: campaign.campaignId,
    projectId: campaign.campaignId,
    userId: target.userId,
    roleId: newId(),
    // One that the member does not have: allowed to ask, and nothing is there to be changed.
    role: 'viewer',
    materialId: newId(),
    updateId: newId(),
    pledgeId: newId(),
    id: newId(),
    file: 'swagger-ui.css',
  };

  const add = async (
    who: string,
    given: readonly RoleKey[],
    prepare?: (userId: string) => Promise<unknown>,
  ) => {
    const person = await createPerson(server);
    await addMember(server, school, person);
    const { userId } = person;
    for (const role of given) await grantRole(server.ctx, asOwner, { userId, role });
    await prepare?.(userId);
    const { token } = await signIn(server, person, host);
    const { access } = await readTenant(
      server.ctx.door,
      { tenantId: school.tenantId, userId },
      ({ access: held }) => Promise.resolve({ access: held }),
    );
    callers.push({ who, token, access });
  };
  callers.push({ who: 'nobody', token: null, access: null });
  for (const role of roles) await add(role, [role]);
  const { tenantId } = school;
  await add(
    'instructor of the course',
    ['instructor'],
    (userId) =>
      database.admin`insert into course_staff values (${tenantId}, ${course.courseId}, ${userId}, now())`,
  );
  await add(
    'manager of the campaign',
    ['campaignManager'],
    (userId) =>
      database.admin`insert into campaign_staff values (${tenantId}, ${campaign.campaignId}, ${userId}, now())`,
  );
  await add('a role of the school', [`custom:${roleId}`]);
  await add('an administrator whose role has expired', ['admin'], (userId) =>
    changeGrant(server.ctx, asOwner, { userId, role: 'admin', expiresAt: '2020-01-01T00:00:00Z' }),
  );
  await add('a paused administrator', ['admin'], (userId) =>
    changeGrant(server.ctx, asOwner, { userId, role: 'admin', isActive: false }),
  );
  const stranger = await createPerson(server);
  await createSchool(server, stranger);
  callers.push({
    who: 'the owner of another school',
    token: (await signIn(server, stranger)).token,
    access: { userId: stranger.userId, grants: [], courseIds: [], campaignIds: [] },
  });
}, LONGEST_MS);

type Verdict = 'allowed' | 'sign in' | 'forbidden';

function expected({ access }: Caller, need: Need, subject: Subject = {}): Verdict {
  const isAllowed =
    need === 'everyone' ||
    (need === 'signedIn' ? access !== null : can({ access, now: new Date() }, need, subject));
  return isAllowed ? 'allowed' : access === null ? 'sign in' : 'forbidden';
}

const envelope = (): JsonObject => ({
  protocol: PROTOCOL_VERSION,
  schema: SCHEMA_VERSION,
  epoch: null,
  clientId: newId(),
  holdings: [],
  ackedThrough: 0,
});

/** What a route has to be sent to come as far as its check; what it then refuses for other reasons changes nothing. */
const bodies: Readonly<Record<string, JsonObject>> = {
  'POST /api/v1/members/:userId/roles': { role: 'student' },
  'PATCH /api/v1/members/:userId/roles/:role': { is_active: true },
  'POST /api/v1/roles': { name: 'Auditor', permissions: ['audit.view'] },
  'PUT /api/v1/roles/:roleId': { name: 'Auditor', permissions: ['audit.view'] },
};

/** Besides the table they ask for something that is no role, being enrolled, or are not there at a school's address. */
const needsMore: readonly string[] = [
  'GET /create-school',
  'GET /courses/:courseId/lessons/:lessonId',
  'GET /api/v1/lms/courses/:courseId/lessons/:lessonId',
];

const needsRole = (need: Need): boolean =>
  need !== 'everyone' && need !== 'signedIn' && typeof ruleOf(need).roles !== 'string';

/** Everything that reads, and everything that writes and needs a role. Streams and uploads are asked elsewhere. */
const asked = Object.entries(routeNeeds).filter(
  ([route, need]) =>
    !needsMore.includes(route) &&
    !route.startsWith('ALL ') &&
    route !== 'GET /api/notifications/stream' &&
    (route.startsWith('GET ') || needsRole(need)),
);

const verdictOf = (status: number): Verdict =>
  status === 401 ? 'sign in' : status === 403 ? 'forbidden' : 'allowed';

async function askRoute(route: string, { token }: Caller): Promise<Verdict> {
  const [method = '', path = ''] = route.split(' ');
  const json = bodies[route];
  const answer = await server.request(
    path.replaceAll(/:(\w+)/g, (_, name: string) => must(ids[name], `an id for ${name}`)),
    {
      host,
      method,
      headers: {
        ...(path.startsWith('/api/') ? { 'content-type': 'application/json' } : {}),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(json === undefined ? {} : { json }),
      // Of a page an empty one, as from the page itself: who may not send it is told that, and not what is wrong in it.
      ...(method === 'POST' && !path.startsWith('/api/') ? { form: {} } : {}),
    },
  );
  return answer.headers.location?.startsWith('/sign-in') ? 'sign in' : verdictOf(answer.status);
}

/** Whom to ask where no role counts: one of each kind. */
const OF_EACH_KIND = ['nobody', 'student', 'a paused administrator', 'the owner of another school'];

/** Where an answer is another one than the table says. */
async function disagreements(table: readonly (readonly [string, Need])[]): Promise<string[]> {
  const found: string[] = [];
  for (const [route, need] of table) {
    const asking = needsRole(need) ? callers : callers.filter(({ who }) => OF_EACH_KIND.includes(who));
    for (const caller of asking) {
      const verdict = await askRoute(route, caller);
      const wanted = expected(caller, need, { courseId: ids['courseId'] });
      if (verdict !== wanted) found.push(`${route} (${need}): ${caller.who} is ${verdict}, not ${wanted}`);
    }
  }
  return found;
}

describe('the server answers each role as the table says', () => {
  test(
    'over REST and on pages',
    async () => {
      expect(asked.length).toBeGreaterThan(40);
      expect(await disagreements(asked)).toEqual([]);
    },
    LONGEST_MS,
  );

  test('and a route that does not check what the table says is noticed', async () => {
    const found = await disagreements([['GET /api/v1/lms/courses', 'audit.view']]);
    expect(found.length).toBe(callers.filter((each) => expected(each, 'audit.view') !== 'allowed').length);
    expect(found).toContain('GET /api/v1/lms/courses (audit.view): student is allowed, not forbidden');
  });

  test(
    'over tRPC',
    async () => {
      const { campaignId } = ids;
      const subject = { campaignId };
      const inputs: Readonly<Record<string, JsonObject>> = {
        'sync.push': { ...envelope(), mutations: [] },
        'sync.pull': { ...envelope(), cursor: 0, after: null },
        'campaigns.launch': { id: must(campaignId, 'campaign'), expected: 'draft' },
      };
      const found: string[] = [];
      for (const [procedure, input] of Object.entries(inputs)) {
        const need = must(procedureNeeds[procedure], `row of ${procedure}`);
        for (const caller of callers) {
          const { token } = caller;
          const { status } = await server.request(`/trpc/${procedure}`, {
            host,
            headers: token === null ? {} : { authorization: `Bearer ${token}` },
            json: 'clientId' in input ? { ...input, clientId: newId() } : input,
          });
          if (status === 400) throw new Error(`${procedure} does not understand the question`);
          // A draft does not exist for those who may not see it.
          const isHidden = procedure === 'campaigns.launch' && status === 404;
          const wanted = expected(caller, need, subject);
          const verdict = isHidden ? wanted : verdictOf(status);
          if (verdict !== wanted || (isHidden && wanted === 'allowed'))
            found.push(`${procedure}: ${caller.who} is ${verdict}, not ${wanted}`);
        }
      }
      expect(found).toEqual([]);
    },
    LONGEST_MS,
  );

  test(
    'to edits and commands of devices',
    async () => {
      const id = (name: string): string => must(ids[name], name);
      const subject = { courseId: id('courseId') };
      const notAfter = '2100-01-01T00:00:00Z';
      const edits: readonly (readonly [string, Need, JsonObject, Subject])[] = [
        ['document.append', 'content.author', { id: id('documentId'), update: 'AAA=' }, subject],
        ['course.publish', 'course.publish', { id: id('courseId'), expected: 'archived', notAfter }, subject],
        [
          'course.unpublish',
          'course.publish',
          { id: id('courseId'), expected: 'archived', notAfter },
          subject,
        ],
        ['Course.patch', 'course.author', { id: id('courseId'), patch: { summary: 'Other' } }, subject],
        ['Lesson.patch', 'course.author', { id: id('lessonId'), patch: { title: 'Other' } }, subject],
        ['Course.create', 'course.create', { row: { id: newId(), title: 'New' } }, {}],
        [
          'Campaign.patch',
          'campaign.author',
          { id: id('campaignId'), patch: { summary: 'Other' } },
          { campaignId: id('campaignId') },
        ],
      ];
      const found: string[] = [];
      for (const caller of callers) {
        if (caller.token === null || expected(caller, 'sync.use') !== 'allowed') continue;
        const mutations = edits.map(([name, , args], index) => {
          // Each person creates a row of their own.
          const own = name === 'Course.create' ? { row: { id: newId(), title: 'New' } } : args;
          const mutation = { seq: index + 1, name, args: own, base: {} };
          return { ...mutation, hash: mutationHash(mutation) };
        });
        const answer = await server.request('/trpc/sync.push', {
          host,
          headers: { authorization: `Bearer ${caller.token}` },
          json: { ...envelope(), mutations },
        });
        const { results } = (answer.json() as { result: { data: { results: { code: string }[] } } }).result
          .data;
        for (const [index, [name, need, , about]] of edits.entries()) {
          const verdict = results[index]?.code === 'FORBIDDEN' ? 'forbidden' : 'allowed';
          const wanted = expected(caller, need, about);
          if (verdict !== wanted) found.push(`${name}: ${caller.who} is ${verdict}, not ${wanted}`);
        }
      }
      expect(found).toEqual([]);
    },
    LONGEST_MS,
  );
});
