/** People of one school who would be more than they are, and a school that would be without an owner. */
import { customRoleKey, roles, type Role } from '@educrowd/shared/permissions/roles';
import type { TestRequest } from '../../apps/cloud/src/testing/start-test-server.ts';
import type { AttackCase } from './attack-case.ts';
import { fromStation, insiderOf, mayDo, type Insider, type Station } from './insider.ts';
import type { World } from './world.ts';

export const insiderRoleCases = (world: World, stations: readonly Station[]): readonly AttackCase[] => [
  ...stations
    .filter((station) => !mayDo(station, 'role.grant'))
    .map((station) => ({
      name: `insider: ${station.name} rises by no role`,
      attack: () => fromStation(world, station, (insider) => climb(world, insider)),
    })),
  {
    name: 'insider: an administrator neither brings back an own role nor touches what is above',
    attack: () =>
      fromStation(
        world,
        { name: '', grants: [{ role: 'admin' }, { role: 'financeAdmin', lapse: 'paused' }] },
        async (insider) => {
          const path = `/api/v1/members/${insider.userId}/roles`;
          const ownersRoles = `/api/v1/members/${world.attacker.targets.userId}/roles`;
          return refused(world, insider, [
            [`${path}/financeAdmin`, { method: 'PATCH', json: { is_active: true } }],
            [path, { json: { role: 'financeAdmin' } }],
            [path, { json: { role: 'instructor' } }],
            [path, { json: { role: 'owner' } }],
            [ownersRoles, { json: { role: 'owner' } }],
            [`${ownersRoles}/owner`, { method: 'DELETE' }],
          ]);
        },
      ),
  },
  ...(['owner', 'admin'] as const).map((role) => ({
    name: `insider: who is ${role} for a while leaves nothing that lasts`,
    attack: () =>
      fromStation(
        world,
        {
          name: '',
          grants: [
            { role, lapse: 'ending' },
            { role: 'custom', permissions: ['member.list'] },
          ],
        },
        (insider) => outlast(world, insider),
      ),
  })),
  { name: 'insider: the last owner is not lost', attack: () => loseTheOwner(world) },
];

/** What would give rights for longer, to others or through the role of the school that one holds, or take lasting ones. */
function outlast(world: World, insider: Insider): Promise<string[]> {
  const { attacker } = world;
  const others = `/api/v1/members/${insider.colleagueId}/roles`;
  const owners = `/api/v1/members/${attacker.targets.userId}/roles/owner`;
  const lasting: readonly Role[] = ['viewer', 'instructor', 'admin', 'owner'];
  return refused(world, insider, [
    ...lasting.flatMap((role): Try[] => [
      [others, { json: { role } }],
      [others, { json: { role, expires_at: '2100-01-01T00:00:00Z' } }],
    ]),
    [others, { json: { role: customRoleKey(insider.customRoleId) } }],
    [owners, { method: 'DELETE' }],
    [owners, { method: 'PATCH', json: { expires_at: '2100-01-01T00:00:00Z' } }],
    [owners, { method: 'PATCH', json: { is_active: false } }],
    [
      `/api/v1/roles/${insider.customRoleId}`,
      { method: 'PUT', json: { name: 'Insiders', permissions: ['member.list', 'audit.view'] } },
    ],
  ]);
}

type Try = readonly [path: string, request: TestRequest];

/** By giving oneself a role, and by changing the role of the school that one holds. */
function climb(world: World, insider: Insider): Promise<string[]> {
  const { userId, customRoleId } = insider;
  const own = `/api/v1/members/${userId}/roles`;
  const custom = customRoleKey(customRoleId);
  return refused(world, insider, [
    ...[...roles, custom].map((role): Try => [own, { json: { role } }]),
    ...[...roles, custom].map((role): Try => [
      `${own}/${role}`,
      { method: 'PATCH', json: { is_active: true } },
    ]),
    ...[...roles, custom].map((role): Try => [
      `${own}/${role}`,
      { method: 'PATCH', json: { expires_at: null } },
    ]),
    [
      `/api/v1/roles/${customRoleId}`,
      { method: 'PUT', json: { name: 'Insiders', permissions: ['audit.view', 'course.author'] } },
    ],
    [`/api/v1/roles/${customRoleId}`, { method: 'DELETE' }],
    ['/api/v1/roles', { json: { name: 'Insiders', permissions: ['audit.view'] } }],
  ]);
}

const send = ({ server, attacker }: World, token: string, [path, request]: Try) =>
  server.request(path, { host: attacker.host, ...request, headers: { authorization: `Bearer ${token}` } });

async function refused(world: World, { token }: Insider, tries: readonly Try[]): Promise<string[]> {
  const holes: string[] = [];
  for (const each of tries) {
    const { status } = await send(world, token, each);
    if (status !== 403)
      holes.push(
        `${each[1].method ?? 'POST'} ${each[0]} ${JSON.stringify(each[1].json)} is answered with ${status}`,
      );
  }
  return holes;
}

/** Alone, and when two owners end each other in the same moment. */
async function loseTheOwner(world: World): Promise<string[]> {
  const { database, attacker } = world;
  const { tenantId, token, targets } = attacker;
  const insider = await insiderOf(world);
  const roleOf = (userId: string): string => `/api/v1/members/${userId}/roles/owner`;
  const end: TestRequest = { method: 'DELETE' };
  await insider.become({ name: '', grants: [] });
  const holes: string[] = [];
  for (const request of [
    end,
    { method: 'PATCH', json: { is_active: false } },
    { method: 'PATCH', json: { expires_at: '2020-01-01T00:00:00Z' } },
    { method: 'PATCH', json: { expires_at: '2100-01-01T00:00:00Z' } },
  ]) {
    const { status } = await send(world, token, [roleOf(targets.userId), request]);
    if (status !== 409)
      return [`the only owner: ${request.method} ${JSON.stringify(request.json)} is answered with ${status}`];
  }
  await insider.become({ name: '', grants: [{ role: 'owner' }] });
  const statuses = await atOnce(world, () =>
    (
      [
        [token, insider.userId],
        [insider.token, targets.userId],
      ] as const
    ).map(async ([by, of]) => (await send(world, by, [roleOf(of), end])).status),
  );
  const owners = await database.admin`
    select 1 from role_grant
    where tenant_id = ${tenantId} and role = 'owner' and is_active and expires_at is null`;
  if (owners.length !== 1)
    holes.push(`two end each other (${statuses.join(', ')}): ${owners.length} are left`);
  // As it was before: others go on with the owner's sign-in.
  await insider.become({ name: '', grants: [] });
  await database.admin`
    insert into role_grant (tenant_id, id, user_id, role, assigned_at)
    values (${tenantId}, gen_random_uuid(), ${targets.userId}, 'owner', now()) on conflict do nothing`;
  return holes;
}

/** Both get as far as they can before either is done: until both wait, nothing that is put on record can be ended. */
async function atOnce<T>({ database }: World, begin: () => Promise<T>[]): Promise<T[]> {
  const { begun } = await database.admin.begin(async (tx) => {
    await tx`lock table audit_entry in share mode`;
    let answered = 0;
    const requests = begin().map(async (request) => {
      const answer = await request;
      answered++;
      return answer;
    });
    for (let waiting = 0; waiting + answered < requests.length;) {
      const [row] = await tx<{ waiting: number }[]>`
        select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      waiting = row?.waiting ?? 0;
    }
    // Within an object: the transaction would wait for them otherwise.
    return { begun: requests };
  });
  return Promise.all(begun);
}
