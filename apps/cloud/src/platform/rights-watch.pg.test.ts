import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import type { Access } from '@educrowd/shared/permissions/access';
import type { RoleKey } from '@educrowd/shared/permissions/roles';
import { changeGrant } from '../features/roles/change-grant.ts';
import { defineRole, redefineRole, removeRole } from '../features/roles/define-role.ts';
import { endGrant } from '../features/roles/end-grant.ts';
import { grantRole } from '../features/roles/index.ts';
import type { Provisioned } from '../features/tenancy/index.ts';
import { addMember, createPerson, createSchool, signIn, type TestPerson } from '../testing/people.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { createRightsWatch } from './rights-watch.ts';

/** Two servers over one database: what one changes, the other one's streams have to follow. */
const database = await createTestDatabase();
const writing = await startTestServer(database);
// Either sends the mails that the other one has queued.
const { secret, storageDir } = writing.config;
const streaming = await startTestServer(database, { secret, storageDir });
afterAll(async () => {
  await Promise.all([writing.stop(), streaming.stop()]);
  await database.drop();
});

let school: Provisioned;
let owner: TestPerson;
beforeAll(async () => {
  owner = await createPerson(writing);
  school = await createSchool(writing, owner);
});
const asOwner = () => ({ tenantId: school.tenantId, userId: owner.userId });

interface OpenStream {
  readonly status: number;
  /** Resolves when the server ends it. */
  readonly ended: Promise<void>;
  isOpen(): boolean;
}

/** Resolves once the first bytes have come, or the answer is over. */
function openStream(server: TestServer, path: string, token: string): Promise<OpenStream> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port: server.port,
        path,
        headers: {
          host: `${school.host}:${server.port}`,
          authorization: `Bearer ${token}`,
          accept: 'text/event-stream',
        },
        agent: false,
      },
      (response) => {
        let isOpen = true;
        const ended = new Promise<void>((done) => {
          response.once('close', () => {
            isOpen = false;
            done();
          });
        });
        const stream = { status: response.statusCode ?? 0, ended, isOpen: () => isOpen };
        response.once('data', () => resolve(stream));
        response.once('end', () => resolve(stream));
        response.resume();
      },
    );
    request.on('error', reject);
    request.end();
  });
}

const bell = '/api/notifications/stream';
const pokes = `/trpc/sync.poke?input=${encodeURIComponent(JSON.stringify({ holdings: ['staff', 'course:*'] }))}`;

async function memberWith(...roles: RoleKey[]) {
  const person = await createPerson(writing);
  await addMember(writing, school, person);
  const { userId } = person;
  for (const role of roles) await grantRole(writing.ctx, asOwner(), { userId, role });
  const { token } = await signIn(streaming, person, school.host);
  return { userId, open: (path: string) => openStream(streaming, path, token) };
}

/** A role, and what is done to it. */
const changes: readonly (readonly [string, (userId: string) => Promise<unknown>])[] = [
  ['ended', (userId) => endGrant(writing.ctx, asOwner(), { userId, role: 'admin' })],
  ['paused', (userId) => changeGrant(writing.ctx, asOwner(), { userId, role: 'admin', isActive: false })],
  [
    'downgraded',
    async (userId) => {
      await grantRole(writing.ctx, asOwner(), { userId, role: 'memberViewer' });
      await endGrant(writing.ctx, asOwner(), { userId, role: 'admin' });
    },
  ],
  [
    'given an end, without a write when that comes',
    (userId) =>
      changeGrant(writing.ctx, asOwner(), {
        userId,
        role: 'admin',
        expiresAt: new Date(Date.now() + 400).toISOString(),
      }),
  ],
];

describe('open streams on another server end when the role is', () => {
  test.for(changes)('%s', async ([, change]) => {
    const { userId, open } = await memberWith('admin');
    const streams = await Promise.all([open(bell), open(pokes)]);
    expect(streams.map(({ status }) => status)).toEqual([200, 200]);
    await change(userId);
    await Promise.all(streams.map(({ ended }) => ended));
    // What comes back has the rights of now.
    const again = await open(pokes);
    await again.ended;
    expect(again.status).toBe(200);
    const refused = await streaming.request('/api/v1/audit', { host: school.host });
    expect(refused.status).toBe(401);
  });
});

test('a role of the school that gives less, or is removed, ends them too; others stay open', async () => {
  const definition = { name: 'Reader', permissions: ['sync.use' as const, 'course.preview' as const] };
  const role = await defineRole(writing.ctx, asOwner(), definition);
  const holder = await memberWith(`custom:${role.id}`);
  const bystander = await memberWith('admin');
  const other = await bystander.open(pokes);
  const first = await holder.open(pokes);
  await redefineRole(writing.ctx, asOwner(), { ...definition, id: role.id, permissions: ['sync.use'] });
  await first.ended;
  const second = await holder.open(pokes);
  expect(second.isOpen()).toBe(true);
  await removeRole(writing.ctx, asOwner(), role.id);
  await second.ended;
  expect(other.isOpen()).toBe(true);
});

test('they also end when the word of it was lost: a server notices that it hears nothing', async () => {
  const { userId, open } = await memberWith('admin');
  const stream = await open(bell);
  expect(stream.isOpen()).toBe(true);
  // Every connection that listens is cut; then the role goes without a word.
  await database.admin`
    select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%' and datname = current_database()`;
  await database.admin`
    update role_grant set is_active = false where tenant_id = ${school.tenantId} and user_id = ${userId} and role = 'admin'`;
  await stream.ended;
});

test('a change between two looks is seen, though the first was overtaken before anybody had its answer', async () => {
  const looks: ((access: Access | null) => void)[] = [];
  const watch = createRightsWatch({
    database: { client: database.app },
    logger: writing.ctx.logger,
    readAccess: async () => {
      const access = await new Promise<Access | null>((answer) => looks.push(answer));
      return { access, now: new Date() };
    },
  });
  const before: Access = { userId: owner.userId, grants: [], courseIds: [], campaignIds: [] };
  const following = watch.follow(asOwner());
  // The second look belongs to the beginning of listening.
  await vi.waitFor(() => expect(looks.length).toBeGreaterThan(1));
  looks[0]?.(before);
  const { signal, close } = await following;
  for (const answer of looks.slice(1)) answer(null);
  await vi.waitFor(() => expect(signal.aborted).toBe(true));
  close();
  await watch.stop();
});
