/** Rising within a school, or into another one, by way of roles. */
import { newId } from '@educrowd/shared/primitives/id';
import type { Answer } from '../../apps/cloud/src/testing/start-test-server.ts';
import { addMember, createPerson, signIn } from '../../apps/cloud/src/testing/people.ts';
import type { AttackCase } from './attack-case.ts';
import type { World } from './world.ts';

interface Try {
  readonly what: string;
  readonly path: string;
  readonly method?: string;
  readonly json?: unknown;
  readonly refusedWith: number;
}

/** By an administrator of the attacking school, who is no owner. */
const tries = ({ attacker, victim }: World, own: string): readonly Try[] => {
  const grants = (userId: string): string => `/api/v1/members/${userId}/roles`;
  const theirRole = `custom:${victim.targets.roleId}`;
  return [
    { what: 'makes somebody an owner', path: grants(own), json: { role: 'owner' }, refusedWith: 403 },
    {
      what: 'prolongs the own role',
      path: grants(own),
      json: { role: 'admin', expires_at: null },
      refusedWith: 403,
    },
    {
      what: 'ends the owner',
      path: `${grants(attacker.targets.userId)}/owner`,
      method: 'DELETE',
      refusedWith: 403,
    },
    {
      what: 'pauses the owner',
      path: `${grants(attacker.targets.userId)}/owner`,
      method: 'PATCH',
      json: { is_active: false },
      refusedWith: 403,
    },
    ...[{ tenant_id: victim.tenantId }, { user_id: own }, { assigned_by: own }, { is_active: true }].map(
      (more) => ({
        what: `sends ${Object.keys(more).join()} along`,
        path: grants(attacker.targets.userId),
        json: { role: 'viewer', ...more },
        refusedWith: 400,
      }),
    ),
    {
      what: 'gives a role to somebody of another school',
      path: grants(victim.targets.userId),
      json: { role: 'admin' },
      refusedWith: 404,
    },
    {
      what: 'gives a role of another school',
      path: grants(attacker.targets.userId),
      json: { role: theirRole },
      refusedWith: 404,
    },
    {
      what: 'gives a role that does not exist',
      path: grants(attacker.targets.userId),
      json: { role: `custom:${newId()}` },
      refusedWith: 404,
    },
    ...['role.grant', 'role.define', 'everyone'].map((permission) => ({
      what: `defines a role with ${permission}`,
      path: '/api/v1/roles',
      json: { name: `Climber ${permission}`, permissions: [permission] },
      refusedWith: 400,
    })),
  ];
};

export const roleCases = (world: World): readonly AttackCase[] => [
  {
    name: 'roles: an administrator neither rises nor reaches into another school',
    attack: async () => {
      const { server, attacker } = world;
      const admin = await createPerson(server);
      const { tenantId, host } = attacker;
      await addMember(server, { tenantId, host, slug: '', isNew: false }, { ...admin, roles: ['admin'] });
      const { token } = await signIn(server, admin, host);
      const holes: string[] = [];
      for (const { what, path, method, json, refusedWith } of tries(world, admin.userId)) {
        const answer: Answer = await server.request(path, {
          host,
          ...(method === undefined ? {} : { method }),
          headers: { authorization: `Bearer ${token}` },
          ...(json === undefined ? {} : { json }),
        });
        if (answer.status !== refusedWith) holes.push(`${what}: ${answer.status} and not ${refusedWith}`);
        if (answer.text.includes(world.victim.canary)) holes.push(`${what}: it shows the other school`);
      }
      return holes;
    },
  },
];
