import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import type { RoleKey } from '@educrowd/shared/permissions/roles';
import { newId } from '@educrowd/shared/primitives/id';
import { must } from '@educrowd/shared/primitives/assert';
import { addMember, createPerson, createSchool, signIn, type TestPerson } from '../../testing/people.ts';
import { startTestServer, type Answer } from '../../testing/start-test-server.ts';
import { withTenant } from '../../platform/with-tenant.ts';
import type { Provisioned } from '../tenancy/index.ts';
import { changeGrant } from './change-grant.ts';
import { defineRole, redefineRole, removeRole } from './define-role.ts';
import { endGrant } from './end-grant.ts';
import { grantRole } from './grant-role.ts';

const database = await createTestDatabase();
const server = await startTestServer(database);
const { ctx } = server;
afterAll(async () => {
  await server.stop();
  await database.drop();
});

let school: Provisioned;
let owner: TestPerson;
let admin: TestPerson;
let pupil: TestPerson;
beforeAll(async () => {
  owner = await createPerson(server);
  school = await createSchool(server, owner);
  admin = await createPerson(server);
  await addMember(server, school, { ...admin, roles: ['admin'] });
  pupil = await createPerson(server);
  await addMember(server, school, pupil);
});

const as = (person: { userId: string }) => ({ tenantId: school.tenantId, userId: person.userId });
const soon = (): string => new Date(Date.now() + 60 * 60_000).toISOString();

const grantsOf = (person: { userId: string }) =>
  database.admin<{ role: string; is_active: boolean; assigned_by: string | null; expires_at: Date | null }[]>`
    select role, is_active, assigned_by, expires_at from role_grant
    where tenant_id = ${school.tenantId} and user_id = ${person.userId} order by role`;
const rolesOf = async (person: { userId: string }): Promise<string[]> =>
  (await grantsOf(person)).filter((each) => each.is_active).map(({ role }) => role);

const actionsAbout = async (member: string): Promise<string[]> => {
  const rows = await database.admin<{ action: string }[]>`
    select action from audit_entry where tenant_id = ${school.tenantId} and body::jsonb -> 'details' ->> 'member' = ${member} order by seq`;
  return rows.map(({ action }) => action);
};

async function newMember(...roles: RoleKey[]): Promise<TestPerson> {
  const person = await createPerson(server);
  await addMember(server, school, person);
  for (const role of roles) await grantRole(ctx, as(owner), { userId: person.userId, role });
  return person;
}

const FORBIDDEN = { code: 'FORBIDDEN' };

describe('a grant', () => {
  test('is given, given an end, put out of force and back, and taken away; all of it is audited', async () => {
    const person = await newMember();
    const { userId } = person;
    await grantRole(ctx, as(admin), { userId, role: 'instructor' });
    expect((await grantsOf(person))[0]).toMatchObject({
      role: 'instructor',
      is_active: true,
      assigned_by: admin.userId,
      expires_at: null,
    });
    const until = soon();
    await changeGrant(ctx, as(admin), { userId, role: 'instructor', expiresAt: until });
    expect((await grantsOf(person))[0]?.expires_at?.toISOString()).toBe(until);
    await changeGrant(ctx, as(admin), { userId, role: 'instructor', isActive: false });
    expect(await rolesOf(person)).toEqual(['student']);
    const back = await changeGrant(ctx, as(admin), { userId, role: 'instructor', isActive: true });
    expect(back).toMatchObject({ isActive: true, expiresAt: until, assignedBy: admin.userId });
    await endGrant(ctx, as(admin), { userId, role: 'instructor' });
    expect((await grantsOf(person)).map(({ role }) => role)).toEqual(['student']);
    await expect(endGrant(ctx, as(admin), { userId, role: 'instructor' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await actionsAbout(userId)).toEqual([
      'member.joined',
      'role.granted',
      'role.changed',
      'role.changed',
      'role.changed',
      'role.ended',
    ]);
  });

  test('is one for each role, however often it is given at once', async () => {
    const person = await newMember();
    const give = () => grantRole(ctx, as(owner), { userId: person.userId, role: 'analyst' });
    await Promise.all([give(), give(), give()]);
    expect(await rolesOf(person)).toEqual(['analyst', 'student']);
  });
});

describe('nobody rises by a grant', () => {
  test('an administrator neither makes, changes nor ends owners', async () => {
    const other = await newMember('owner');
    const { userId } = other;
    await expect(grantRole(ctx, as(admin), { userId: pupil.userId, role: 'owner' })).rejects.toMatchObject(
      FORBIDDEN,
    );
    await expect(endGrant(ctx, as(admin), { userId, role: 'owner' })).rejects.toMatchObject(FORBIDDEN);
    await expect(
      changeGrant(ctx, as(admin), { userId, role: 'owner', isActive: false }),
    ).rejects.toMatchObject(FORBIDDEN);
    await expect(
      changeGrant(ctx, as(admin), { userId, role: 'owner', expiresAt: soon() }),
    ).rejects.toMatchObject(FORBIDDEN);
    await endGrant(ctx, as(owner), { userId, role: 'owner' });
  });

  test('nobody gives themselves a role, prolongs or revives one; giving one up is free', async () => {
    const person = await newMember('admin');
    const { userId } = person;
    await changeGrant(ctx, as(owner), { userId, role: 'admin', expiresAt: soon() });
    await expect(grantRole(ctx, as(person), { userId, role: 'financeAdmin' })).rejects.toMatchObject(
      FORBIDDEN,
    );
    await expect(
      changeGrant(ctx, as(person), { userId, role: 'admin', expiresAt: null }),
    ).rejects.toMatchObject(FORBIDDEN);
    await expect(grantRole(ctx, as(person), { userId, role: 'admin' })).rejects.toMatchObject(FORBIDDEN);
    const sooner = new Date(Date.now() + 60_000).toISOString();
    await changeGrant(ctx, as(person), { userId, role: 'admin', expiresAt: sooner });
    await endGrant(ctx, as(person), { userId, role: 'admin' });
    expect(await rolesOf(person)).toEqual(['student']);
    await expect(grantRole(ctx, as(person), { userId, role: 'admin' })).rejects.toMatchObject(FORBIDDEN);
  });

  test('a role that has expired or was paused gives nobody anything', async () => {
    for (const change of [{ expiresAt: new Date(Date.now() - 1).toISOString() }, { isActive: false }]) {
      const person = await newMember('admin');
      await changeGrant(ctx, as(owner), { userId: person.userId, role: 'admin', ...change });
      await expect(
        grantRole(ctx, as(person), { userId: pupil.userId, role: 'viewer' }),
      ).rejects.toMatchObject(FORBIDDEN);
    }
  });
});

describe('a school keeps an owner for good', () => {
  const CONFLICT = { code: 'CONFLICT' };

  test('the last one cannot be ended, paused or given an end, by nobody', async () => {
    const { userId } = owner;
    await expect(endGrant(ctx, as(owner), { userId, role: 'owner' })).rejects.toMatchObject(CONFLICT);
    for (const change of [{ isActive: false }, { expiresAt: soon() }]) {
      await expect(changeGrant(ctx, as(owner), { userId, role: 'owner', ...change })).rejects.toMatchObject(
        CONFLICT,
      );
    }
    await expect(
      grantRole(
        ctx,
        { tenantId: school.tenantId, userId: null, isSystem: true },
        { userId, role: 'owner', expiresAt: soon() },
      ),
    ).rejects.toMatchObject(CONFLICT);
  });

  test('an owner whose role ends by itself is none for good', async () => {
    const other = await newMember('owner');
    await changeGrant(ctx, as(owner), { userId: other.userId, role: 'owner', expiresAt: soon() });
    await expect(endGrant(ctx, as(owner), { userId: owner.userId, role: 'owner' })).rejects.toMatchObject(
      CONFLICT,
    );
    await endGrant(ctx, as(owner), { userId: other.userId, role: 'owner' });
  });

  test('of two who end each other at once, one stays', async () => {
    const other = await newMember('owner');
    const ends = await Promise.allSettled([
      endGrant(ctx, as(owner), { userId: other.userId, role: 'owner' }),
      endGrant(ctx, as(other), { userId: owner.userId, role: 'owner' }),
    ]);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [left] = await database.admin<{ user_id: string }[]>`
      select user_id from role_grant where tenant_id = ${school.tenantId} and role = 'owner' and is_active`;
    if (left?.user_id === owner.userId) return;
    await grantRole(ctx, as(other), { userId: owner.userId, role: 'owner' });
    await endGrant(ctx, as(owner), { userId: other.userId, role: 'owner' });
  });
});

describe('a role of the school’s own', () => {
  const definition = {
    name: 'Bookkeeper',
    description: 'Looks after the money',
    permissions: ['ledger.view' as const, 'member.list' as const],
  };

  test('gives its holders what it names, at once, until it is removed', async () => {
    const role = await defineRole(ctx, as(admin), definition);
    const key = `custom:${role.id}` as const;
    const person = await newMember(key);
    const me = async () => {
      const { token } = await signIn(server, person, school.host);
      const headers = { authorization: `Bearer ${token}` };
      const members = await server.request('/api/v1/members', { host: school.host, headers });
      const audit = await server.request('/api/v1/audit', { host: school.host, headers });
      const { data } = (await server.request('/api/v1/auth/me', { host: school.host, headers })).json() as {
        data: { level: number; customRoles: string[]; permissions: string[] };
      };
      return { members: members.status, audit: audit.status, ...data };
    };
    expect(await me()).toMatchObject({ members: 200, audit: 403, level: 2, customRoles: ['Bookkeeper'] });
    expect((await me()).permissions).toEqual(expect.arrayContaining([...definition.permissions]));
    await redefineRole(ctx, as(admin), { ...definition, id: role.id, permissions: ['audit.view'] });
    const redefined = await me();
    expect(redefined).toMatchObject({ members: 403, audit: 200, level: 5 });
    expect(redefined.permissions).toContain('audit.view');
    expect(redefined.permissions).not.toContain('member.list');
    await removeRole(ctx, as(admin), role.id);
    expect(await me()).toMatchObject({ members: 403, audit: 403, customRoles: [] });
    expect(await rolesOf(person)).toEqual(['student']);
    expect(await actionsAbout(person.userId)).toContain('role.ended');
    await expect(grantRole(ctx, as(owner), { userId: person.userId, role: key })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('has a name of its own, and nothing that decides about rights', async () => {
    await defineRole(ctx, as(owner), { ...definition, name: 'Helper' });
    for (const name of ['helper', 'Owner', 'campaign manager'])
      await expect(defineRole(ctx, as(owner), { ...definition, name })).rejects.toMatchObject({
        code: 'CONFLICT',
        field: 'name',
      });
    const { token } = await signIn(server, owner, school.host);
    for (const permission of ['role.grant', 'role.define', 'catalogue.view', 'everything']) {
      const answer = await server.request('/api/v1/roles', {
        host: school.host,
        headers: { authorization: `Bearer ${token}` },
        json: { ...definition, name: 'Climber', permissions: [permission] },
      });
      expect(answer.status, answer.text).toBe(400);
    }
  });

  test('is defined by nobody else, and a role of another school does not exist here', async () => {
    await expect(defineRole(ctx, as(pupil), { ...definition, name: 'Mine' })).rejects.toMatchObject(
      FORBIDDEN,
    );
    const stranger = await createPerson(server);
    const elsewhere = await createSchool(server, stranger);
    const theirs = await defineRole(
      ctx,
      { tenantId: elsewhere.tenantId, userId: stranger.userId },
      definition,
    );
    for (const id of [theirs.id, newId()]) {
      const role = `custom:${id}` as const;
      await expect(grantRole(ctx, as(owner), { userId: pupil.userId, role })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(removeRole(ctx, as(owner), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(redefineRole(ctx, as(owner), { ...definition, id })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
  });

  test('that the database itself was given with reserved permissions does not give those', async () => {
    const role = await defineRole(ctx, as(owner), { ...definition, name: 'Tampered' });
    const person = await newMember(`custom:${role.id}`);
    await database.admin`update custom_role set permissions = array['role.grant', 'audit.view', 'nonsense'] where id = ${role.id}`;
    await expect(grantRole(ctx, as(person), { userId: pupil.userId, role: 'viewer' })).rejects.toMatchObject(
      FORBIDDEN,
    );
    await withTenant(ctx.door, as(person), (tx) => {
      expect(tx.access?.grants.find(({ permissions }) => permissions)?.permissions).toContain('audit.view');
      return Promise.resolve();
    });
  });
});

describe('over REST', () => {
  const ask = async (
    person: TestPerson,
    path: string,
    { method, json }: { method?: string; json?: unknown } = {},
  ): Promise<Answer> =>
    server.request(path, {
      host: school.host,
      ...(method === undefined ? {} : { method }),
      headers: { authorization: `Bearer ${(await signIn(server, person, school.host)).token}` },
      ...(json === undefined ? {} : { json }),
    });

  test('members are found, and their roles changed', async () => {
    const person = await newMember();
    const found = (
      await ask(admin, `/api/v1/members?search=${encodeURIComponent(person.email.slice(0, 15))}`)
    ).json() as { data: { user_id: string; roles: { role: string }[] }[]; meta: { total: number } };
    expect(found.meta.total).toBe(1);
    expect(found.data[0]).toMatchObject({ user_id: person.userId, roles: [{ role: 'student' }] });
    expect((await ask(admin, '/api/v1/members?search=%25')).json()).toMatchObject({ meta: { total: 0 } });

    const path = `/api/v1/members/${person.userId}/roles`;
    expect((await ask(admin, path, { json: { role: 'viewer' } })).status).toBe(200);
    expect(
      (
        await ask(admin, `${path}/viewer`, {
          method: 'PATCH',
          json: { is_active: false, expires_at: '2099-01-01T00:00:00.000Z' },
        })
      ).json(),
    ).toMatchObject({ data: { is_active: false, expires_at: '2099-01-01T00:00:00.000Z' } });
    const shown = (await ask(admin, `/api/v1/members/${person.userId}`)).json() as {
      data: { roles: { role: string }[] };
    };
    expect(shown.data.roles.find(({ role }) => role === 'viewer')).toMatchObject({
      is_active: false,
      is_in_force: false,
      assigned_by: admin.userId,
    });
    expect((await ask(admin, `${path}/viewer`, { method: 'DELETE' })).status).toBe(200);
    expect((await ask(admin, `${path}/viewer`, { method: 'DELETE' })).status).toBe(404);
    expect((await ask(person, `${path}/student`, { method: 'DELETE' })).status).toBe(403);
  });

  test('a body names nothing but what is to be changed', async () => {
    const path = `/api/v1/members/${pupil.userId}/roles`;
    for (const more of [{ tenant_id: newId() }, { user_id: admin.userId }, { assigned_by: owner.userId }]) {
      expect((await ask(owner, path, { json: { role: 'viewer', ...more } })).status).toBe(400);
      expect(
        (await ask(owner, `${path}/student`, { method: 'PATCH', json: { is_active: true, ...more } })).status,
      ).toBe(400);
    }
    expect(
      (await ask(owner, `${path}/student`, { method: 'PATCH', json: { role: 'owner', is_active: true } }))
        .status,
    ).toBe(400);
    const before = await actionsAbout(pupil.userId);
    expect((await ask(owner, `${path}/student`, { method: 'PATCH', json: {} })).json()).toMatchObject({
      errors: [{ code: 'INVALID', message: 'This request names nothing to change.' }],
    });
    expect(await actionsAbout(pupil.userId)).toEqual(before);
  });

  test('roles are defined, listed, changed and removed', async () => {
    const json = { name: 'Librarian', permissions: ['course.preview', 'sync.use'] };
    const made = (await ask(owner, '/api/v1/roles', { json })).json() as { data: { id: string } };
    const { id } = made.data;
    const listed = (await ask(owner, '/api/v1/roles')).json() as {
      data: { custom: { id: string }[]; built_in: { role: string; permissions: string[] }[] };
    };
    expect(listed.data.custom.find((each) => each.id === id)).toMatchObject({
      role: `custom:${id}`,
      ...json,
      description: '',
    });
    expect(
      must(
        listed.data.built_in.find(({ role }) => role === 'memberViewer'),
        'role',
      ).permissions,
    ).toEqual(['member.list']);
    const put = await ask(owner, `/api/v1/roles/${id}`, {
      method: 'PUT',
      json: { ...json, description: 'Reads everything' },
    });
    expect(put.json()).toMatchObject({ data: { description: 'Reads everything' } });
    expect((await ask(owner, `/api/v1/roles/${id}`, { method: 'DELETE' })).status).toBe(200);
    expect((await ask(owner, `/api/v1/roles/${id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await ask(pupil, '/api/v1/roles')).status).toBe(403);
  });
});
