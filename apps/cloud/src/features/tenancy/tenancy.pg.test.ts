import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { newId } from '@educrowd/shared/primitives/id';
import { addMember, createPerson, createSchool, signIn, type TestPerson } from '../../testing/people.ts';
import { startTestServer } from '../../testing/start-test-server.ts';
import { createVisitor } from '../../testing/visitor.ts';
import { grantRole } from '../roles/index.ts';
import { joinSchool } from './join-school.ts';
import { provisionTenant, type Provisioned } from './provision-tenant.ts';

const database = await createTestDatabase();
const server = await startTestServer(database);
const { ctx } = server;
afterAll(async () => {
  await server.stop();
  await database.drop();
});

let olga: TestPerson;
let ada: TestPerson;
let north: Provisioned;
let south: Provisioned;
beforeAll(async () => {
  [olga, ada] = await Promise.all([
    createPerson(server, { name: 'Olga' }),
    createPerson(server, { name: 'Ada' }),
  ]);
  north = await createSchool(server, olga, { slug: 'north', name: 'North School' });
  south = await createSchool(server, ada, { slug: 'south', name: 'South School' });
});

const nameAt = async (host: string, headers: Record<string, string> = {}): Promise<unknown> => {
  const answer = await server.request('/api/v1/tenants/current', { host, headers });
  return answer.status === 200 ? (answer.json() as { data: { name: string } }).data.name : answer.status;
};

describe('which school a request is about', () => {
  test('the host name decides', async () => {
    expect(await nameAt('north.localhost')).toBe('North School');
    expect(await nameAt('NORTH.localhost')).toBe('North School');
    expect(await nameAt('south.localhost')).toBe('South School');
    expect(await nameAt('localhost')).toBe(404);
  });

  test('a name that no school has gets a plain page', async () => {
    const answer = await server.request('/', { host: 'nobody.localhost' });
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('There is no school at this address');
    expect(await nameAt('nobody.localhost')).toBe(404);
  });

  test('another spelling of a host name is nobody’s', async () => {
    for (const host of [
      'north.localhost.',
      'a.north.localhost',
      'north.localhost@south.localhost',
      'north.localhost,south.localhost',
      '',
    ]) {
      expect([400, 404], host).toContain(await nameAt(host));
    }
  });

  test('forged headers change nothing', async () => {
    const forged = {
      'x-forwarded-host': 'south.localhost',
      'x-forwarded-proto': 'https',
      forwarded: 'host=south.localhost',
      'x-tenant-id': south.tenantId,
    };
    expect(await nameAt('north.localhost', forged)).toBe('North School');
    expect(await nameAt('nobody.localhost', forged)).toBe(404);
  });

  test('on the platform’s address a header names the school; elsewhere it has to agree', async () => {
    expect(await nameAt('localhost', { 'x-school': 'north' })).toBe('North School');
    expect(await nameAt('127.0.0.1', { 'x-school': 'north.localhost' })).toBe('North School');
    expect(await nameAt('north.localhost', { 'x-school': 'north' })).toBe('North School');
    expect(await nameAt('north.localhost', { 'x-school': 'south' })).toBe(404);
    expect(await nameAt('localhost', { 'x-school': 'nobody' })).toBe(404);
  });

  test('on the platform’s address a sign-in names its school; elsewhere it has to agree', async () => {
    const { token } = await signIn(server, olga, north.host);
    const authorization = `Bearer ${token}`;
    expect(await nameAt('127.0.0.1', { authorization })).toBe('North School');
    expect(await nameAt('localhost', { authorization, 'x-school': 'south' })).toBe(404);
    const me = (host: string) => server.request('/api/v1/auth/me', { host, headers: { authorization } });
    expect((await me('north.localhost')).status).toBe(200);
    const abroad = await me('south.localhost');
    const unknown = await server.request('/api/v1/auth/me', {
      host: 'south.localhost',
      headers: { authorization: 'Bearer nothing' },
    });
    expect([abroad.status, abroad.text]).toEqual([401, unknown.text]);
  });

  test('a cookie beside a token does not count', async () => {
    const visitor = await createVisitor(server, north.host).post('/sign-in', { ...olga });
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const me = (headers: Record<string, string>) =>
      server.request('/api/v1/auth/me', { host: north.host, headers });
    expect((await me({ cookie })).status).toBe(200);
    expect((await me({ cookie, authorization: 'Bearer nothing' })).status).toBe(401);
  });

  test('a domain of the school’s own', async () => {
    await database.admin`insert into directory.host values ('learn.north.example', ${north.tenantId}, false, now())`;
    expect(await nameAt('learn.north.example')).toBe('North School');
    const visitor = await createVisitor(server, 'learn.north.example').open('/sign-in');
    expect(visitor.text).toContain('North School');
  });
});

describe('setting up a school', () => {
  test('its owner may do everything, and devices can sync it', async () => {
    const [sync] =
      await database.admin`select head, audit_seq, octet_length(audit_hash) as bytes from sync_tenant where tenant_id = ${north.tenantId}`;
    expect(sync).toMatchObject({ head: '1', bytes: 32 });
    const changes =
      await database.admin`select table_name, op from sync_change where tenant_id = ${north.tenantId}`;
    expect(changes).toEqual([{ table_name: 'tenant_settings', op: 'upsert' }]);
    const audit =
      await database.admin`select action, actor_id from audit_entry where tenant_id = ${north.tenantId} order by seq`;
    expect(audit[0]).toEqual({ action: 'school.created', actor_id: olga.userId });
  });

  test('repeating it changes nothing', async () => {
    const again = await provisionTenant(ctx, olga, { slug: 'North', name: 'Another name' });
    expect(again).toEqual({ ...north, isNew: false });
    const [row] = await database.admin`
      select (select count(*)::int from sync_tenant where tenant_id = ${north.tenantId}) as tenants,
        (select name from tenant_settings where tenant_id = ${north.tenantId}) as name`;
    expect(row).toEqual({ tenants: 1, name: 'North School' });
  });

  test('twice at the same time gives one school', async () => {
    const request = { slug: 'twins', name: 'Twins' };
    const made = await Promise.all([provisionTenant(ctx, ada, request), provisionTenant(ctx, ada, request)]);
    expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
    const schools = await database.admin`select id from directory.school where slug = 'twins'`;
    expect(schools).toHaveLength(1);
    expect(await database.admin`select from sync_tenant where tenant_id = ${schools[0]?.id}`).toHaveLength(1);
  });

  test('somebody else’s address is taken, also for a member of it', async () => {
    await addMember(server, north, ada);
    await expect(provisionTenant(ctx, ada, { slug: 'north', name: 'Mine' })).rejects.toMatchObject({
      code: 'CONFLICT',
      field: 'slug',
    });
    await expect(provisionTenant(ctx, ada, { slug: 'www', name: 'Mine' })).rejects.toMatchObject({
      code: 'CONFLICT',
      field: 'slug',
    });
    await expect(provisionTenant(ctx, ada, { slug: 'x', name: 'Mine' })).rejects.toMatchObject({
      code: 'INVALID',
      field: 'slug',
    });
  });

  test('with the pages', async () => {
    const visitor = createVisitor(server, 'localhost');
    await visitor.open('/create-school');
    expect(visitor.path).toBe('/sign-in?next=%2Fcreate-school');
    await visitor.post('/sign-in', { ...ada, next: '/create-school' });
    await visitor.post('/create-school', { name: 'West School', slug: 'north' });
    expect(visitor.text).toContain('This address is taken');
    await visitor.post('/create-school', { name: 'West School', slug: 'west' });
    expect(visitor.text).toContain('West School is ready');
    expect(await nameAt('west.localhost')).toBe('West School');
    await visitor.open('/');
    for (const name of ['South School', 'West School', 'North School']) expect(visitor.text).toContain(name);
    expect((await server.request('/create-school', { host: north.host })).status).toBe(404);
  });
});

describe('members and roles', () => {
  const rolesOf = async (school: Provisioned, userId: string): Promise<string[]> =>
    (
      await database.admin<{ role: string }[]>`
      select role from role_grant where tenant_id = ${school.tenantId} and user_id = ${userId} and is_active order by role`
    ).map(({ role }) => role);
  const as = (school: Provisioned, person: { userId: string }) => ({
    tenantId: school.tenantId,
    userId: person.userId,
  });

  test('joining twice makes one student', async () => {
    const person = await createPerson(server);
    await Promise.all([joinSchool(ctx, south.tenantId, person), joinSchool(ctx, south.tenantId, person)]);
    expect(await rolesOf(south, person.userId)).toEqual(['student']);
    await joinSchool(ctx, south.tenantId, ada);
    expect(await rolesOf(south, ada.userId)).toEqual(['owner']);
  });

  test('an owner makes instructors; repeating it is harmless; the change is in force at once', async () => {
    const person = await createPerson(server);
    await addMember(server, north, person);
    const { token } = await signIn(server, person, north.host);
    const level = async () => {
      const me = await server.request('/api/v1/auth/me', {
        host: north.host,
        headers: { authorization: `Bearer ${token}` },
      });
      return (me.json() as { data: { roles: string[] } }).data.roles;
    };
    expect(await level()).toEqual(['student']);
    await grantRole(ctx, as(north, olga), { userId: person.userId, role: 'instructor' });
    await grantRole(ctx, as(north, olga), { userId: person.userId, role: 'instructor' });
    expect(await level()).toEqual(['instructor', 'student']);
  });

  test('who may not grant roles, and to whom they cannot be given', async () => {
    const person = await createPerson(server);
    await addMember(server, north, { ...person, roles: ['instructor'] });
    const admin = await createPerson(server);
    await addMember(server, north, { ...admin, roles: ['admin'] });
    const wanted = { userId: person.userId, role: 'admin' as const };
    await expect(grantRole(ctx, as(north, person), wanted)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(grantRole(ctx, { tenantId: north.tenantId, userId: null }, wanted)).rejects.toMatchObject({
      code: 'SIGN_IN',
    });
    const stranger = await createPerson(server);
    await expect(grantRole(ctx, as(north, stranger), wanted)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(grantRole(ctx, as(north, admin), { ...wanted, role: 'owner' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(
      grantRole(ctx, as(north, olga), { userId: stranger.userId, role: 'admin' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(grantRole(ctx, as(north, olga), { userId: newId(), role: 'admin' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    // An owner of one school is nobody in another.
    await expect(
      grantRole(ctx, as(south, olga), { userId: ada.userId, role: 'admin' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await grantRole(ctx, as(north, admin), wanted);
    expect(await rolesOf(north, person.userId)).toEqual(['admin', 'instructor', 'student']);
  });

  test('a new name is known in every school, and each sign-in is in its audit log', async () => {
    const person = await createPerson(server, { name: 'Old Name' });
    await addMember(server, north, person);
    await addMember(server, south, person);
    const visitor = await createVisitor(server, north.host).post('/sign-in', { ...person });
    await visitor.post('/account/name', { name: 'New Name' });
    const names =
      await database.admin`select distinct display_name from member where user_id = ${person.userId}`;
    expect(names).toEqual([{ display_name: 'New Name' }]);
    const actions = async (school: Provisioned) =>
      (
        await database.admin<{ action: string }[]>`
          select action from audit_entry where tenant_id = ${school.tenantId} and actor_id = ${person.userId} order by seq`
      ).map(({ action }) => action);
    expect(await actions(north)).toEqual(['member.joined', 'member.signedIn', 'member.renamed']);
    expect(await actions(south)).toEqual(['member.joined', 'member.renamed']);
  });

  test('every grant is in the audit log', async () => {
    const entries = await database.admin`
      select body from audit_entry where tenant_id = ${north.tenantId} and action = 'role.granted' and actor_id = ${olga.userId}`;
    expect(entries.length).toBeGreaterThan(0);
    expect(JSON.parse(String(entries[0]?.body))).toMatchObject({
      action: 'role.granted',
      details: { role: 'instructor' },
    });
  });
});
