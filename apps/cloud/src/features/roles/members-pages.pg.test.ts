import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { customRoleKey, type RoleKey } from '@educrowd/shared/permissions/roles';
import { newId } from '@educrowd/shared/primitives/id';
import { addMember, createPerson, createSchool, type TestPerson } from '../../testing/people.ts';
import { saidAt } from '../../testing/shown-form.ts';
import { startTestServer } from '../../testing/start-test-server.ts';
import { createVisitor, type Visitor } from '../../testing/visitor.ts';
import { joinSchool, type Provisioned } from '../tenancy/index.ts';
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
let byOwner: Visitor;
let byAdmin: Visitor;

const enter = async ({ email, password }: TestPerson): Promise<Visitor> =>
  createVisitor(server, school.host).post('/sign-in', { email, password });

/** Somebody who may sign in. */
async function newAdmin(name: string): Promise<TestPerson> {
  const person = await createPerson(server, { name });
  await addMember(server, school, { ...person, roles: ['admin'] });
  return person;
}

beforeAll(async () => {
  owner = await createPerson(server, { name: 'Olga Owner' });
  school = await createSchool(server, owner);
  [byOwner, byAdmin] = await Promise.all([enter(owner), newAdmin('Adam Admin').then(enter)]);
});

const asOwner = () => ({ tenantId: school.tenantId, userId: owner.userId });

const grantsOf = (userId: string) =>
  database.admin<{ role: string }[]>`
    select role from role_grant
    where tenant_id = ${school.tenantId} and user_id = ${userId} and role <> 'student' order by role`;

const grant = (userId: string, role: string): string => `/admin/members/${userId}/roles/${role}`;

describe('the list of members', () => {
  test('is found from the account, searched and paged', async () => {
    const { tenantId } = school;
    for (let number = 1; number <= 30; number++)
      await joinSchool(ctx, tenantId, {
        userId: newId(),
        name: `Row ${number}`,
        email: `row-${number}@example.org`,
      });
    await byAdmin.open('/account');
    expect(byAdmin.page.text).toContain('href="/admin/members"');
    await byAdmin.open('/admin/members?q=row-');
    expect(byAdmin.text).toContain('30 members');
    expect(byAdmin.page.text).toContain('/admin/members?q=row-&amp;page=2');
    await byAdmin.open('/admin/members?q=row-&page=2');
    expect(byAdmin.page.text.match(/row-\d+@/g)).toHaveLength(5);
    await joinSchool(ctx, tenantId, {
      userId: newId(),
      name: 'Paul <b>Pupil</b>',
      email: 'paul@example.org',
    });
    await byAdmin.open(`/admin/members?q=${encodeURIComponent(' <b>pupil ')}`);
    expect(byAdmin.text).toContain('1 member');
    expect(byAdmin.page.text).toContain('Paul &lt;b&gt;Pupil&lt;/b&gt;');
    await byAdmin.open('/admin/members?q=%25');
    expect(byAdmin.text).toContain('Nobody’s name or address contains “%”.');
    const stranger = await createPerson(server, { name: 'Sten Stranger' });
    await createSchool(server, stranger);
    await byAdmin.open('/admin/members?q=Stranger');
    expect(byAdmin.page.text).not.toContain(stranger.email);
  });

  test('takes what nobody would type', async () => {
    for (const query of ['page=-1', 'page=two']) {
      expect((await byAdmin.open(`/admin/members?${query}`)).page.status, query).toBe(200);
      expect(byAdmin.text, query).toContain('Adam Admin');
    }
    expect((await byAdmin.open('/admin/members?q=ada%00')).text).toContain('contains “ada\uFFFD”');
    for (const query of ['q=%00', 'q=a%00', `q=${'x'.repeat(300)}`]) {
      expect((await byAdmin.open(`/admin/members?${query}`)).page.status, query).toBe(200);
      expect(byAdmin.text, query).toContain('0 members Nobody’s name or address contains');
    }
  });

  test('leads back from behind its last page', async () => {
    await byAdmin.open('/admin/members?q=row-&page=9999');
    expect(byAdmin.text).toContain('There is no page 9,999. The list ends with page 2.');
    expect(byAdmin.page.text).toContain('href="/admin/members?q=row-&amp;page=2"');
    await byAdmin.open('/admin/members?q=Adam&page=2');
    expect(byAdmin.text).toContain('There is no page 2. Everything is on one page.');
    expect(byAdmin.page.text).toContain('href="/admin/members?q=Adam&amp;page=1"');
  });
});

describe('the ways between the pages of the administration', () => {
  const shown = ({ page }: Visitor): string[] => {
    const nav = /<nav aria-label="Administration"[\s\S]*?<\/nav>/.exec(page.text)?.[0] ?? '';
    return [...nav.matchAll(/href="([^"]*)"( aria-current="[^"]*")?/g)].map(
      ([, href, current = '']) => `${href}${current}`,
    );
  };

  test('are on all of them, and tell where one is', async () => {
    const member = `/admin/members/${owner.userId}`;
    const { id } = await defineRole(ctx, asOwner(), { name: 'Some role', permissions: ['sync.use'] });
    const role = `/admin/roles/${id}`;
    const pages = {
      '/admin/members': [member, `${member}/roles/owner`, `${member}/roles/owner/end`],
      '/admin/roles': ['/admin/roles/new', role, `${role}/remove`],
      '/admin/finance': [],
      '/admin/audit': ['/admin/audit?before=1'],
    };
    for (const [section, deeper] of Object.entries(pages)) {
      for (const path of [section, ...deeper]) {
        const current = ` aria-current="${path.replace(/\?.*/, '') === section ? 'page' : 'true'}"`;
        expect(shown(await byOwner.open(path)), path).toEqual(
          Object.keys(pages).map((each) => `${each}${each === section ? current : ''}`),
        );
      }
    }
  });

  test('lead nobody where they may see nothing', async () => {
    const { id } = await defineRole(ctx, asOwner(), { name: 'Auditor', permissions: ['audit.view'] });
    const enterAs = async (role: RoleKey): Promise<Visitor> => {
      const person = await createPerson(server);
      await addMember(server, school, person);
      await grantRole(ctx, asOwner(), { userId: person.userId, role });
      return enter(person);
    };
    const auditor = await enterAs(customRoleKey(id));
    expect(shown(await auditor.open('/admin/audit'))).toEqual(['/admin/audit aria-current="page"']);
    const viewer = await enterAs('memberViewer');
    expect(shown(await viewer.open('/admin/roles'))).toEqual([
      '/admin/members',
      '/admin/roles aria-current="page"',
    ]);
  });
});

describe('a role', () => {
  test('of an administrator, or of one’s own, ends only for somebody who types its name', async () => {
    const { userId } = await newAdmin('Tore Typed');
    const path = grant(userId, 'admin');
    for (const name of [undefined, '', 'administrator']) {
      await byOwner.post(path, { action: 'end', ...(name === undefined ? {} : { name }) });
      expect(byOwner.page.status).toBe(400);
      expect(saidAt(byOwner, 'name')).toBe(
        'This is not the name of the role. Nothing was ended. Type “Administrator”.',
      );
    }
    expect(await grantsOf(userId)).toHaveLength(1);
    await byOwner.open(path);
    expect(byOwner.page.text).toContain(`href="${path}/end"`);
    await byOwner.open(`${path}/end`);
    expect(byOwner.text).toContain('Tore Typed loses it at once');
    await byOwner.post(path, { action: 'end', name: ' Administrator ' });
    expect(byOwner.text).toContain('The role has ended.');
    expect(await grantsOf(userId)).toEqual([]);
  });

  test('of one’s own says that somebody else has to give it back, unless one stays an owner', async () => {
    const person = await newAdmin('Selma Self');
    await grantRole(ctx, asOwner(), { userId: person.userId, role: 'viewer' });
    const bySelf = await enter(person);
    const own = grant(person.userId, 'viewer');
    await bySelf.open(own);
    expect(bySelf.text).toContain('You lose it at once and cannot resume it yourself.');
    await bySelf.post(own, { action: 'pause' });
    await bySelf.open(own);
    expect(bySelf.text).toContain('Somebody else who runs this school has to resume it.');
    expect(bySelf.page.text).not.toContain('value="resume"');
    await bySelf.post(own, { action: 'end' });
    expect(saidAt(bySelf, 'name')).toContain('Type “Viewer”.');
    expect(await grantsOf(person.userId)).toHaveLength(2);
    await grantRole(ctx, asOwner(), { userId: owner.userId, role: 'viewer' });
    await byOwner.open(grant(owner.userId, 'viewer'));
    expect(byOwner.text).toContain('Whoever may give it can resume it at any time.');
    await byOwner.open(grant(owner.userId, 'owner'));
    expect(byOwner.text).toContain('You lose it at once and cannot resume it yourself.');
  });
});
