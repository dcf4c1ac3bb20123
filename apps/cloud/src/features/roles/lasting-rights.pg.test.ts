/** Rights that end by themselves, or while somebody uses them, leave nothing behind that lasts. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { holdingsOf } from '@educrowd/shared/permissions/holdings';
import { must } from '@educrowd/shared/primitives/assert';
import type { RoleKey } from '@educrowd/shared/permissions/roles';
import { withTenant } from '../../platform/with-tenant.ts';
import { addMember, createPerson, createSchool, type TestPerson } from '../../testing/people.ts';
import { startTestServer } from '../../testing/start-test-server.ts';
import type { Provisioned } from '../tenancy/index.ts';
import { changeGrant } from './change-grant.ts';
import { defineRole, redefineRole } from './define-role.ts';
import { endGrant } from './end-grant.ts';
import { grantRole } from './grant-role.ts';
import { lockRoles } from './write-grant.ts';

const database = await createTestDatabase();
const server = await startTestServer(database);
const { ctx } = server;
afterAll(async () => {
  await server.stop();
  await database.drop();
});

let school: Provisioned;
let owner: TestPerson;
let other: TestPerson;
beforeAll(async () => {
  owner = await createPerson(server);
  school = await createSchool(server, owner);
  other = await newMember();
});

const as = (person: TestPerson) => ({ tenantId: school.tenantId, userId: person.userId });
const FORBIDDEN = { code: 'FORBIDDEN' };
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

async function newMember(...given: (readonly [RoleKey, expiresAt: string | null])[]): Promise<TestPerson> {
  const person = await createPerson(server);
  await addMember(server, school, person);
  for (const [role, expiresAt] of given)
    await grantRole(ctx, as(owner), { userId: person.userId, role, expiresAt });
  return person;
}

describe.each(['owner', 'admin'] as const)('whoever is %s for a while', (held) => {
  test('gives and prolongs for as long as that, and no longer', async () => {
    const until = inHours(2);
    const deputy = await newMember([held, until]);
    const { userId } = other;
    for (const expiresAt of [null, inHours(3)]) {
      for (const role of [held, 'instructor'] as const)
        await expect(grantRole(ctx, as(deputy), { userId, role, expiresAt })).rejects.toMatchObject(
          FORBIDDEN,
        );
    }
    await grantRole(ctx, as(deputy), { userId, role: 'instructor', expiresAt: until });
    await expect(
      changeGrant(ctx, as(deputy), { userId, role: 'instructor', expiresAt: null }),
    ).rejects.toMatchObject(FORBIDDEN);
    await changeGrant(ctx, as(owner), { userId, role: 'instructor', expiresAt: null });
    // Taking away is no matter of time, but what was taken cannot be given back for good.
    await changeGrant(ctx, as(deputy), { userId, role: 'instructor', isActive: false });
    await expect(
      changeGrant(ctx, as(deputy), { userId, role: 'instructor', isActive: true }),
    ).rejects.toMatchObject(FORBIDDEN);
    await endGrant(ctx, as(deputy), { userId, role: 'instructor' });
  });

  test('neither ends, pauses nor shortens the role of an owner for good', async () => {
    const deputy = await newMember([held, inHours(1)]);
    const lasting = await newMember(['owner', null]);
    const grant = { userId: lasting.userId, role: 'owner' as const };
    await expect(endGrant(ctx, as(deputy), grant)).rejects.toMatchObject(FORBIDDEN);
    for (const change of [{ isActive: false }, { expiresAt: inHours(0.5) }])
      await expect(changeGrant(ctx, as(deputy), { ...grant, ...change })).rejects.toMatchObject(FORBIDDEN);
    await expect(grantRole(ctx, as(deputy), { ...grant, expiresAt: inHours(0.5) })).rejects.toMatchObject(
      FORBIDDEN,
    );
  });

  test('adds nothing to a role of the school that is held for longer', async () => {
    const role = await defineRole(ctx, as(owner), { name: `Held by ${held}`, permissions: ['member.list'] });
    const deputy = await newMember([held, inHours(1)]);
    const added = { ...role, permissions: ['member.list' as const, 'audit.view' as const] };
    const held2 = await newMember([`custom:${role.id}`, null]);
    await expect(redefineRole(ctx, as(deputy), added)).rejects.toMatchObject(FORBIDDEN);
    await redefineRole(ctx, as(deputy), {
      ...role,
      permissions: ['member.list'],
      name: `Renamed by ${held}`,
    });
    await endGrant(ctx, as(owner), { userId: held2.userId, role: `custom:${role.id}` });
    await redefineRole(ctx, as(deputy), added);
  });
});

test('nobody adds to a role of the school that they hold themselves, unless nothing is above them', async () => {
  const role = await defineRole(ctx, as(owner), { name: 'Own', permissions: ['member.list'] });
  const added = { ...role, permissions: ['member.list' as const, 'audit.view' as const] };
  const admin = await newMember(['admin', null], [`custom:${role.id}`, null]);
  await expect(redefineRole(ctx, as(admin), added)).rejects.toMatchObject(FORBIDDEN);
  await grantRole(ctx, as(owner), { userId: owner.userId, role: `custom:${role.id}` });
  await redefineRole(ctx, as(owner), added);
});

test('whose role ends while they wait to define one does not define it', async () => {
  const admin = await newMember(['admin', null]);
  const late = await withTenant(ctx.door, as(owner), async (tx) => {
    await lockRoles(tx);
    const request = defineRole(ctx, as(admin), { name: 'Too late', permissions: ['member.list'] });
    const outcome = request.then(
      () => 'defined',
      (error: unknown) => error,
    );
    for (let waiting = 0; waiting === 0;) {
      const [row] = await database.admin<{ waiting: number }[]>`
        select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      waiting = must(row, 'count').waiting;
    }
    await database.admin`
      update role_grant set is_active = false where tenant_id = ${school.tenantId} and user_id = ${admin.userId}`;
    // Within an object: the transaction would wait for it otherwise.
    return { outcome };
  });
  expect(await late.outcome).toMatchObject(FORBIDDEN);
});

test('no role of the school is called like one that every school has, also with letters that look the same', async () => {
  const named = (name: string) => defineRole(ctx, as(owner), { name, permissions: ['member.list'] });
  for (const name of ['Administrator', 'finance  administrator', 'OWNER', 'Ｏwner', 'admin'])
    await expect(named(name)).rejects.toMatchObject({ code: 'CONFLICT', field: 'name' });
  await expect(named('Оwner')).rejects.toMatchObject({ code: 'INVALID', field: 'name' });
  await named('Директор школы');
});

test('an author’s device keeps what the author makes, whatever else was ticked', async () => {
  const role = await defineRole(ctx, as(owner), {
    name: 'Author',
    permissions: ['course.create', 'campaign.author'],
  });
  expect(role.permissions).toEqual(
    expect.arrayContaining(['course.preview', 'campaign.preview', 'pledge.list', 'sync.use']),
  );
  const author = await newMember([`custom:${role.id}`, null]);
  const holdings = await withTenant(ctx.door, as(author), (tx) =>
    Promise.resolve(holdingsOf(must(tx.access, 'access'), tx.now)),
  );
  expect(holdings).toEqual(expect.arrayContaining(['course:*', 'campaign:*']));
});

test.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])(
  'a role does not end in %s',
  async (expiresAt) => {
    await expect(
      grantRole(ctx, as(owner), { userId: other.userId, role: 'viewer', expiresAt }),
    ).rejects.toThrow('not a moment that anybody means');
  },
);
