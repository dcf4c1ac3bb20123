import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { customRoleKey, type RoleKey } from '@educrowd/shared/permissions/roles';
import { newId } from '@educrowd/shared/primitives/id';
import { addMember, createPerson, createSchool, type TestPerson } from '../../testing/people.ts';
import { isChosen, isTicked, saidAt } from '../../testing/shown-form.ts';
import { startTestServer } from '../../testing/start-test-server.ts';
import { createVisitor, type Visitor } from '../../testing/visitor.ts';
import { joinSchool, type Provisioned } from '../tenancy/index.ts';
import { changeGrant } from './change-grant.ts';
import { defineRole } from './define-role.ts';
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
let elsewhere: Provisioned;
let stranger: TestPerson;
let byOwner: Visitor;
let byAdmin: Visitor;
let byPupil: Visitor;

const enter = async ({ email, password }: TestPerson): Promise<Visitor> =>
  createVisitor(server, school.host).post('/sign-in', { email, password });

beforeAll(async () => {
  owner = await createPerson(server, { name: 'Olga Owner' });
  school = await createSchool(server, owner);
  await database.admin`update tenant_settings set time_zone = 'Asia/Kathmandu' where tenant_id = ${school.tenantId}`;
  admin = await createPerson(server, { name: 'Adam Admin' });
  await addMember(server, school, { ...admin, roles: ['admin'] });
  pupil = await createPerson(server, { name: 'Paul <b>Pupil</b>' });
  await addMember(server, school, pupil);
  stranger = await createPerson(server, { name: 'Sten Stranger' });
  elsewhere = await createSchool(server, stranger);
  [byOwner, byAdmin, byPupil] = await Promise.all([enter(owner), enter(admin), enter(pupil)]);
});

const asOwner = () => ({ tenantId: school.tenantId, userId: owner.userId });

/** Somebody who never signs in. */
async function newMember(name: string, ...roles: RoleKey[]): Promise<string> {
  const userId = newId();
  await joinSchool(ctx, school.tenantId, { userId, name, email: `${userId}@example.org` });
  for (const role of roles) await grantRole(ctx, asOwner(), { userId, role });
  return userId;
}

const grantsOf = (userId: string) =>
  database.admin<{ role: string; is_active: boolean; expires_at: Date | null }[]>`
    select role, is_active, expires_at from role_grant
    where tenant_id = ${school.tenantId} and user_id = ${userId} and role <> 'student' order by role`;

const member = (userId: string): string => `/admin/members/${userId}`;
const grant = (userId: string, role: RoleKey): string => `${member(userId)}/roles/${role}`;

describe('a role of a member', () => {
  test('is given through a day of the school, and shown with who gave it', async () => {
    const userId = await newMember('Gina Given');
    await byAdmin.open(member(userId));
    expect(byAdmin.text).toContain('Student');
    expect(byAdmin.text).toContain('Given by EduCrowd on');
    expect(byAdmin.text).toContain('Asia/Kathmandu time');
    await byAdmin.post(`${member(userId)}/roles`, { role: 'instructor', endDay: '2099-12-31' });
    expect(byAdmin.path).toBe(`${member(userId)}?done=given`);
    expect(byAdmin.text).toContain(
      'Counts through Thursday, December 31, 2099 (Asia/Kathmandu time) Given by Adam Admin on',
    );
    expect(await grantsOf(userId)).toMatchObject([
      { role: 'instructor', is_active: true, expires_at: new Date('2099-12-31T18:15:00Z') },
    ]);
    await byAdmin.post(`${member(userId)}/roles`, { role: 'analyst', endDay: '' });
    expect(byAdmin.text).toContain('Analyst Counts until somebody takes it back');
  });

  test('gets another last day, is paused, resumed and ended', async () => {
    const userId = await newMember('Carl Changed', 'instructor');
    const path = grant(userId, 'instructor');
    await byAdmin.open(path);
    expect(byAdmin.text).toContain('Instructor of Carl Changed');
    await byAdmin.post(`${member(userId)}/roles`, { role: '', endDay: '2099-06-01' });
    expect(byAdmin.text).toContain('Through Monday, June 1, 2099, Asia/Kathmandu time.');
    const steps = [
      [
        { action: 'setEnd', endDay: '2099-06-01' },
        'Counts through Monday, June 1, 2099 (Asia/Kathmandu time)',
      ],
      [{ action: 'pause' }, 'Paused'],
      [{ action: 'resume' }, 'The role is resumed.'],
      [{ action: 'setEnd', endDay: '' }, 'Counts until somebody takes it back'],
      [{ action: 'end' }, 'The role has ended.'],
    ] as const;
    for (const [form, shown] of steps) {
      await byAdmin.post(path, form);
      expect(byAdmin.path).toContain(`${member(userId)}?done=`);
      expect(byAdmin.text).toContain(shown);
    }
    expect(await grantsOf(userId)).toEqual([]);
    expect((await byAdmin.post(path, { action: 'end' })).page.status).toBe(404);
  });

  test('keeps the time of day that a program has set while its day is left as it is', async () => {
    const userId = await newMember('Tim Timed', 'viewer');
    const expiresAt = '2099-06-01T09:30:00.000Z';
    await changeGrant(ctx, asOwner(), { userId, role: 'viewer', expiresAt });
    await byAdmin.open(grant(userId, 'viewer'));
    expect(byAdmin.text).toContain('Counts until June 1, 2099 at 3:15 PM');
    expect(byAdmin.page.text).toContain('value="2099-06-01"');
    await byAdmin.post(grant(userId, 'viewer'), { action: 'setEnd', endDay: '2099-06-01' });
    expect((await grantsOf(userId))[0]?.expires_at?.toISOString()).toBe(expiresAt);
  });

  test('that has run out says so', async () => {
    const userId = await newMember('Rune Out', 'viewer');
    await changeGrant(ctx, asOwner(), { userId, role: 'viewer', expiresAt: '2020-01-01T00:00:00Z' });
    expect((await byAdmin.open(member(userId))).text).toMatch(/Viewer Ended Ended January 1, 2020/);
  });

  /** Form, field, what is said at it. */
  const refusedGifts = [
    [{ role: '', endDay: '' }, 'role', 'Choose a role.'],
    [{ role: 'emperor', endDay: '' }, 'role', 'Choose a role.'],
    [{ role: 'viewer', endDay: 'soon' }, 'endDay', 'Enter a day such as 2030-12-31, or leave this empty.'],
    [
      { role: 'viewer', endDay: '9999-12-31' },
      'endDay',
      'Enter a day such as 2030-12-31, or leave this empty.',
    ],
    [
      { role: 'viewer', endDay: '2020-02-29' },
      'endDay',
      'This day is over. Choose a later one, or leave this empty.',
    ],
    [{ role: 'owner', endDay: '' }, 'role', 'This role is above what you may give or take.'],
    [
      { role: customRoleKey(newId()), endDay: '' },
      'role',
      'This role does not exist any more. Choose another one.',
    ],
  ] as const;
  test.each(refusedGifts)('is not given with %j', async (form, field, words) => {
    const { userId } = pupil;
    await byAdmin.post(`${member(userId)}/roles`, form);
    expect(byAdmin.page.status).toBeGreaterThanOrEqual(400);
    expect(byAdmin.page.status).toBeLessThan(500);
    expect(saidAt(byAdmin, field)).toBe(words);
    if (form.endDay !== '') expect(byAdmin.page.text).toContain(`value="${form.endDay}"`);
    if (form.role === 'viewer') expect(isChosen(byAdmin, 'viewer')).toBe(true);
    expect(await grantsOf(userId)).toEqual([]);
  });

  test('is not given to oneself, but given up', async () => {
    expect((await byAdmin.open(member(admin.userId))).text).toContain('You cannot give yourself a role.');
    await byAdmin.post(`${member(admin.userId)}/roles`, { role: 'financeAdmin', endDay: '' });
    expect(saidAt(byAdmin, 'role')).toBe('Somebody else has to give you a role, or prolong it.');
    await byAdmin.post(grant(admin.userId, 'admin'), { action: 'end', name: 'Administrator' });
    expect(byAdmin.path).toBe('/account');
    expect(byAdmin.page.text).not.toContain('href="/admin/');
    await grantRole(ctx, asOwner(), { userId: admin.userId, role: 'admin' });
  });

  const lastOwner = 'A school needs an owner whose role does not end. Make somebody else an owner first.';
  test.each([
    ['pause', { action: 'pause' }],
    ['end', { action: 'end', name: 'Owner' }],
    ['endDay', { action: 'setEnd', endDay: '2099-01-01' }],
    ['endDay', { role: 'owner', endDay: '2099-01-01' }],
  ])('of the last owner stays: %s, %o', async (field, form) => {
    const path = 'role' in form ? `${member(owner.userId)}/roles` : grant(owner.userId, 'owner');
    await byOwner.post(path, form);
    expect(byOwner.page.status).toBe(409);
    expect(saidAt(byOwner, field)).toBe(lastOwner);
    if (field === 'endDay') expect(byOwner.page.text).toContain('value="2099-01-01"');
    expect(await grantsOf(owner.userId)).toMatchObject([
      { role: 'owner', is_active: true, expires_at: null },
    ]);
  });

  test('above one’s own is shown and not changed', async () => {
    await byAdmin.open(member(owner.userId));
    expect(byAdmin.text).toContain('Owner');
    expect(byAdmin.page.text).not.toContain(grant(owner.userId, 'owner'));
    expect((await byAdmin.open(grant(owner.userId, 'owner'))).page.status).toBe(403);
    expect((await byAdmin.post(grant(owner.userId, 'owner'), { action: 'end' })).page.status).toBe(403);
    expect(await grantsOf(owner.userId)).toHaveLength(1);
  });

  test('is left alone by a form that does not say what to do', async () => {
    const userId = await newMember('Ned Nothing', 'viewer');
    await byAdmin.post(grant(userId, 'viewer'), {});
    expect(byAdmin.page.status).toBe(400);
    expect(byAdmin.text).toContain('Choose what should happen to the role.');
    expect(await grantsOf(userId)).toHaveLength(1);
  });
});

describe('a role of the school’s own', () => {
  test('is defined, given, changed and removed', async () => {
    await byAdmin.open('/admin/roles');
    expect(byAdmin.text).toContain('No roles of its own yet.');
    expect(byAdmin.text).toContain(
      'Change courses, their lessons and their order (only where they are on the staff)',
    );
    await byAdmin.post('/admin/roles', {
      name: 'Bookkeeper',
      description: 'Looks after\r\nthe money',
      'ledger.view': 'on',
      'role.grant': 'on',
    });
    expect(byAdmin.text).toContain('The role is defined.');
    expect(byAdmin.text).toContain('Bookkeeper Looks after the money Nobody has it');
    const id = /\/admin\/roles\/([0-9a-f-]{36})/.exec(byAdmin.page.text)?.[1] ?? '';
    const path = `/admin/roles/${id}`;

    const userId = await newMember('Bea Books');
    await byAdmin.post(`${member(userId)}/roles`, { role: customRoleKey(id), endDay: '' });
    expect(byAdmin.text).toContain('Bookkeeper Counts until somebody takes it back');
    await byAdmin.open(grant(userId, customRoleKey(id)));
    expect(byAdmin.text).toContain('Bookkeeper of Bea Books');

    await byAdmin.open(path);
    expect(isTicked(byAdmin, 'ledger.view')).toBe(true);
    expect(isTicked(byAdmin, 'audit.view')).toBe(false);
    expect(byAdmin.page.text).not.toContain('name="role.grant"');
    await byAdmin.post(path, { name: 'Auditor', description: '', 'audit.view': 'on' });
    expect(byAdmin.text).toContain('Auditor 1 person has it');
    const [saved] = await database.admin<
      { permissions: string[] }[]
    >`select permissions from custom_role where id = ${id}`;
    expect(saved?.permissions).toEqual(['audit.view']);

    await byAdmin.open(`${path}/remove`);
    expect(byAdmin.text).toContain('1 person has this role and loses it at once.');
    await byAdmin.post(`${path}/remove`, { name: 'auditor' });
    expect(byAdmin.page.status).toBe(400);
    expect(saidAt(byAdmin, 'name')).toBe(
      'This is not the name of the role. Nothing was removed. Type “Auditor”.',
    );
    expect(byAdmin.page.text).toContain('value="auditor"');
    expect(await grantsOf(userId)).toHaveLength(1);
    await byAdmin.post(`${path}/remove`, { name: ' Auditor ' });
    expect(byAdmin.text).toContain('The role is removed.');
    expect(await grantsOf(userId)).toEqual([]);
    expect((await byAdmin.open(path)).page.status).toBe(404);
  });

  const refusedRoles = [
    [
      { name: 'Owner', description: 'Mine', 'audit.view': 'on' },
      'name',
      ['There is a role of this name already.', 409],
    ],
    [
      { name: 'X', description: 'Mine', 'audit.view': 'on' },
      'name',
      ['Enter a name of 2 to 60 characters.', 400],
    ],
    [
      { name: '\u200b\u200b', description: 'Mine', 'audit.view': 'on' },
      'name',
      ['Enter a name of 2 to 60 characters.', 400],
    ],
    [
      { name: 'Reader', description: 'Mine' },
      'permissions',
      ['Choose at least one thing that the role allows.', 400],
    ],
    [
      { name: 'Reader', description: 'Mine', 'role.grant': 'on', everything: 'on' },
      'permissions',
      ['Choose at least one thing that the role allows.', 400],
    ],
    [
      { name: 'Reader', description: 'Mine'.repeat(200), 'audit.view': 'on' },
      'description',
      ['Use at most 500 characters.', 400],
    ],
  ] as const;
  test.each(refusedRoles)(
    'is not defined or changed when refused (case %#)',
    async (form, field, [words, status]) => {
      const { id } = await defineRole(ctx, asOwner(), { name: `Kept ${newId()}`, permissions: ['sync.use'] });
      for (const path of ['/admin/roles', `/admin/roles/${id}`]) {
        await byAdmin.post(path, form);
        expect(byAdmin.page.status).toBe(status);
        expect(saidAt(byAdmin, field)).toBe(words);
        expect(byAdmin.page.text).toContain(`value="${form.name}"`);
        expect(byAdmin.page.text).toContain(`>${form.description}</textarea>`);
        expect(isTicked(byAdmin, 'audit.view')).toBe('audit.view' in form);
      }
      const [kept] = await database.admin<{ name: string }[]>`select name from custom_role where id = ${id}`;
      expect(kept?.name).toMatch(/^Kept /);
    },
  );
});

describe('nobody else', () => {
  const posts = (userId: string, roleId: string) =>
    [
      [`${member(userId)}/roles`, { role: 'viewer', endDay: '' }],
      [`${member(userId)}/roles/student`, { action: 'end' }],
      ['/admin/roles', { name: 'Mine', 'audit.view': 'on' }],
      [`/admin/roles/${roleId}`, { name: 'Mine', 'audit.view': 'on' }],
      [`/admin/roles/${roleId}/remove`, { name: 'Target' }],
    ] as const;
  const reads = (userId: string, roleId: string) => [
    '/admin/members',
    member(userId),
    '/admin/roles',
    `${member(userId)}/roles/student`,
    `${member(userId)}/roles/student/end`,
    '/admin/roles/new',
    `/admin/roles/${roleId}`,
    `/admin/roles/${roleId}/remove`,
  ];

  test('may see or change any of it, and is told nothing of what is wrong in their forms', async () => {
    const { id } = await defineRole(ctx, asOwner(), { name: 'Target', permissions: ['sync.use'] });
    await byPupil.open('/account');
    expect(byPupil.page.text).not.toContain('href="/admin/');
    for (const path of reads(pupil.userId, id))
      expect((await byPupil.open(path)).page.status, path).toBe(403);
    for (const [path, form] of posts(pupil.userId, id)) {
      expect((await byPupil.post(path, form)).page.status, path).toBe(403);
      expect((await byPupil.post(path, {})).page.status, path).toBe(403);
      const visitor = createVisitor(server, school.host);
      expect((await visitor.post(path, form)).path, path).toMatch(/^\/sign-in/);
    }
    // Who only sees members is offered nothing to change.
    await grantRole(ctx, asOwner(), { userId: pupil.userId, role: 'memberViewer' });
    await byPupil.open(member(pupil.userId));
    expect(byPupil.text).toContain('Member viewer');
    expect(byPupil.page.text).not.toContain('action="/admin/');
    expect(byPupil.page.text).not.toContain('/roles/memberViewer');
    await byPupil.open('/admin/roles');
    expect(byPupil.text).toContain('Target');
    expect(byPupil.page.text).not.toContain('/admin/roles/');
    for (const [path, form] of posts(pupil.userId, id))
      expect((await byPupil.post(path, form)).page.status, path).toBe(403);
    expect(await grantsOf(pupil.userId)).toMatchObject([{ role: 'memberViewer' }]);
  });

  test('reaches into another school, or sends forms from another site', async () => {
    const theirs = await defineRole(
      ctx,
      { tenantId: elsewhere.tenantId, userId: stranger.userId },
      { name: 'Target', permissions: ['sync.use'] },
    );
    for (const path of reads(stranger.userId, theirs.id).filter(
      (each) => each.includes(stranger.userId) || each.includes(theirs.id),
    ))
      expect((await byOwner.open(path)).page.status, path).toBe(404);
    for (const [path, form] of posts(stranger.userId, theirs.id)) {
      if (path === '/admin/roles') continue;
      expect((await byOwner.post(path, form)).page.status, path).toBe(404);
    }
    const cookie = [...byOwner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    for (const [path, form] of posts(pupil.userId, theirs.id)) {
      const answer = await server.request(path, {
        host: school.host,
        headers: { cookie, origin: 'https://evil.example.org' },
        form,
      });
      expect(answer.status, path).toBe(403);
    }
  });
});
