/** Everything that is tried over the network, on a server with two schools. */
import type { Sql } from '@educrowd/db/testing/clone-database';
import type { AttackCase } from './attack-case.ts';
import { encryptionCases, startingCases } from './encryption-cases.ts';
import { httpCases } from './http-cases.ts';
import { procedureCases } from './procedure-cases.ts';
import { requestCases } from './request-cases.ts';
import { roleCases } from './role-cases.ts';
import { readTenantTables } from './tenant-tables.ts';
import type { World } from './world.ts';

/** With every net in place. */
export const serverCases = (world: World): readonly AttackCase[] => [
  ...casesOf(world),
  ...startingCases(world),
];

const casesOf = (world: World): readonly AttackCase[] => [
  ...procedureCases(world),
  ...requestCases(world),
  ...roleCases(world),
  ...httpCases(world),
  ...encryptionCases(world),
];

/** The same without row-level security: what the server asks for has to be enough by itself. */
export const casesWithoutNet = (world: World, admin: Sql): readonly AttackCase[] => [
  {
    name: 'without row-level security: it is switched off for every table',
    attack: async () => {
      for (const { name } of await readTenantTables(admin))
        await admin.unsafe(`alter table ${name} disable row level security`);
      return [];
    },
  },
  ...casesOf(world).map(({ name, attack }) => ({ name: `without row-level security: ${name}`, attack })),
];
