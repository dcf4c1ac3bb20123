/**
 * Every route there is, asked by the owner of one school about things of another one. What is answered must be, byte for
 * byte, what is answered about things that do not exist. A route that is new has no case until somebody gives it one.
 */
import type { Answer } from '../../apps/cloud/src/testing/start-test-server.ts';
import type { AttackCase } from './attack-case.ts';
import { inventedTargets, type AttackedSchool, type Targets, type World } from './world.ts';

type Fields = Readonly<Record<string, string>>;

/** What a route takes besides its path: what names things of the school, and just enough of the rest to be understood. */
interface Body {
  readonly json?: (targets: Targets) => unknown;
  readonly form?: (targets: Targets) => Fields;
}

export const bodies: Readonly<Record<string, Body>> = {
  'POST /api/v1/lms/enrollments': { json: ({ courseId }) => ({ course_id: courseId }) },
  'POST /api/v1/lms/courses/:courseId/lessons/:lessonId/done': {},
  'POST /api/v1/crowdfunding/pledges': {
    json: ({ campaignId, rewardId }) => ({
      project_id: campaignId,
      reward_id: rewardId,
      amount: '25.00',
      email: 'mallory@example.org',
    }),
  },
  'POST /api/v1/members/:userId/roles': { json: () => ({ role: 'admin' }) },
  'PATCH /api/v1/members/:userId/roles/:role': { json: () => ({ is_active: true }) },
  'DELETE /api/v1/members/:userId/roles/:role': {},
  'PUT /api/v1/roles/:roleId': { json: () => ({ name: 'Mine', permissions: ['audit.view'] }) },
  'DELETE /api/v1/roles/:roleId': {},
  'POST /admin/members/:userId/roles': { form: () => ({ role: 'admin', endDay: '' }) },
  'POST /admin/members/:userId/roles/:role': { form: () => ({ action: 'end' }) },
  'POST /admin/roles/:roleId': { form: () => ({ name: 'Mine', 'audit.view': 'on' }) },
  'POST /admin/roles/:roleId/remove': { form: () => ({ name: 'Mine' }) },
  'POST /api/v1/notifications/read': { json: ({ pledgeId }) => ({ ids: [pledgeId] }) },
  'POST /notifications/read': { form: ({ pledgeId }) => ({ id: pledgeId }) },
  'POST /courses/:courseId/enrol': { form: () => ({}) },
  'POST /courses/:courseId/lessons/:lessonId/done': { form: () => ({}) },
  'POST /campaigns/:campaignId/pledge': {
    form: ({ rewardId }) => ({
      amount: '25.00',
      reward: rewardId,
      email: 'mallory@example.org',
      name: 'Mallory',
      consent: 'yes',
      requestKey: '3f0f3c83-6f3e-4a53-9d55-1f6d54a3f5aa',
    }),
  },
  'POST /campaigns/:campaignId/pledge/change': {
    form: ({ rewardId }) => ({ amount: '25.00', reward: rewardId, email: 'mallory@example.org' }),
  },
  'POST /pledges/:pledgeId/pay': { form: () => ({}) },
  'POST /pledges/:pledgeId/cancel': { form: () => ({}) },
};

/** They take no id: they change the asking person's own account or make something new, or they are for everybody. */
const ownPosts: readonly string[] = [
  'POST /account/name',
  'POST /account/notifications',
  'POST /account/password',
  'POST /account/sessions',
  'POST /admin/roles',
  'POST /api/auth/device/code',
  'POST /api/auth/device/token',
  'POST /api/auth/sign-out',
  'POST /api/payments/stripe/webhook',
  'POST /api/v1/auth/login',
  'POST /api/v1/auth/logout',
  'POST /api/v1/auth/register',
  'POST /api/v1/roles',
  'POST /check-mail',
  'POST /create-school',
  'POST /device',
  'POST /forgot-password',
  'POST /reset-password',
  'POST /sign-in',
  'POST /sign-out',
  'POST /sign-up',
  'POST /stop-mails',
];

/** Only where no mail server is set and nobody but the developer comes: mails of everybody lie there to be read. */
const ofDevelopers: readonly string[] = ['GET /dev/mailbox', 'GET /dev/mailbox.json', 'GET /dev/mailbox/:id'];

/** They never end. */
const streams: readonly string[] = ['GET /api/notifications/stream'];

/** They take no id, and each time tell one entry more: that they were asked. Only what is in them can be compared. */
const growing: readonly string[] = ['GET /api/v1/audit/export', 'GET /admin/audit/export'];

/** Values for parameters that routes give other names. */
export const parameters = (targets: Targets): Fields => ({
  ...targets,
  projectId: targets.campaignId,
  // Of notifications and of mails: another kind of thing is as foreign.
  id: targets.pledgeId,
  file: 'swagger-ui.css',
  role: `custom:${targets.roleId}`,
});

const NOTHING = '00000000-0000-7000-8000-000000000000';

export function requestCases(world: World): readonly AttackCase[] {
  const { attacker, victim, routes } = world;
  const asked = routes.filter(({ method, path }) => isHandler(method, path));
  return asked
    .flatMap(({ method, path }): AttackCase[] => {
      const route = `${method} ${path}`;
      const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
      const unknown = names.filter((name) => !Object.hasOwn(parameters(inventedTargets()), name));
      const isOwn = ownPosts.includes(route);
      if (unknown.length > 0 || (method !== 'GET' && !isOwn && !Object.hasOwn(bodies, route))) {
        const what = unknown.length > 0 ? ` for the parameters ${unknown.join(', ')}` : '';
        return [
          {
            name: `api: ${route}`,
            attack: () =>
              Promise.resolve([`this route has no case${what}: see tests/attack/request-cases.ts`]),
          },
        ];
      }
      if (isOwn || ofDevelopers.includes(route)) return [];
      return [
        ...(streams.includes(route)
          ? []
          : [
              {
                name: `api: ${route}: things of another school are answered like things that do not exist`,
                attack: () => compareWithNothing(world, { method, path }),
              },
            ]),
        ...(method === 'GET'
          ? [
              {
                name: `api: ${route}: a sign-in at one school is worth nothing at another`,
                attack: () => useForeignSignIn(world, { method, path }),
              },
            ]
          : []),
      ];
    })
    .concat([
      {
        name: 'api: nothing of the other school has changed meanwhile',
        attack: async () => {
          const seen = await ask(
            world,
            {
              method: 'GET',
              path: '/courses/:courseId',
              targets: victim.targets,
            },
            { by: victim },
          );
          return seen.text.includes(victim.canary) && !seen.text.includes(attacker.canary)
            ? []
            : [`the course of the other school is answered with ${seen.status}`];
        },
      },
    ]);
}

/** Middleware is no place to ask; tRPC has cases of its own. */
const isHandler = (method: string, path: string): boolean => method !== 'ALL' && !path.endsWith('*');

interface Question {
  readonly method: string;
  readonly path: string;
  readonly targets: Targets;
}

/** Asks as somebody who is signed in at `by`, at the school with that host unless `host` is another. */
function ask(
  { server }: World,
  { method, path, targets }: Question,
  { by, host }: { readonly by: AttackedSchool | null; readonly host?: string },
): Promise<Answer> {
  const values = parameters(targets);
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? NOTHING);
  const body = bodies[`${method} ${path}`];
  const cookies = by && [...by.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const signedIn: Fields =
    by === null
      ? {}
      : path.startsWith('/api/')
        ? { authorization: `Bearer ${by.token}` }
        : { cookie: cookies ?? '' };
  const where = host ?? by?.host;
  return server.request(filled, {
    method,
    ...(where === undefined ? {} : { host: where }),
    headers: signedIn,
    ...(body?.json ? { json: body.json(targets) } : {}),
    ...(body?.form ? { form: body.form(targets) } : {}),
  });
}

async function compareWithNothing(
  world: World,
  { method, path }: { readonly method: string; readonly path: string },
): Promise<string[]> {
  const { attacker, victim } = world;
  const invented = inventedTargets();
  const real = await ask(world, { method, path, targets: victim.targets }, { by: attacker });
  const nothing = await ask(world, { method, path, targets: invented }, { by: attacker });
  const [told, expected] = [plain(real, victim.targets), plain(nothing, invented)];
  const isSame = growing.includes(`${method} ${path}`) ? real.status === nothing.status : told === expected;
  return [
    ...(isSame ? [] : [`it answers ${firstDifference(told, expected)}`]),
    ...(`${real.text}${JSON.stringify(real.headers)}`.includes(victim.canary)
      ? ['it shows the other school']
      : []),
  ];
}

/** At the other school's own address, with a sign-in of elsewhere: what anybody gets who is not signed in. */
async function useForeignSignIn(
  world: World,
  { method, path }: { readonly method: string; readonly path: string },
): Promise<string[]> {
  const { attacker, victim } = world;
  const question = { method, path, targets: victim.targets };
  const stranger = await ask(world, question, { by: null, host: victim.host });
  const foreign = await ask(world, question, { by: attacker, host: victim.host });
  const [told, expected] = [plain(foreign, victim.targets), plain(stranger, victim.targets)];
  return [
    // A sign-in that is not valid may be refused where nobody would have had to sign in.
    ...(told === expected || foreign.status === 401 ? [] : [`it answers ${firstDifference(told, expected)}`]),
    ...(foreign.text.includes(attacker.canary) ? ['it knows the person of the other school'] : []),
  ];
}

/** An answer without what names the question itself or is another one each time. */
function plain({ status, headers, text }: Answer, targets: Targets): string {
  const body = Object.values(targets)
    .filter((id: string) => id !== '')
    .reduce((rest: string, id: string) => rest.replaceAll(id, 'ID'), `${headers.location ?? ''} ${text}`);
  return `${status} ${body.replaceAll(/nonce="[^"]*"/g, 'nonce').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'UUID')}`;
}

function firstDifference(told: string, expected: string): string {
  let at = 0;
  while (at < told.length && told[at] === expected[at]) at++;
  const from = Math.max(0, at - 30);
  return `“${told.slice(from, at + 80)}” and not “${expected.slice(from, at + 80)}” (${told.slice(0, 3)}, ${expected.slice(0, 3)})`;
}
