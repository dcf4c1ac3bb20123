/** A teacher’s desktop after the teacher’s role has changed: what goes at the next pull, what stays, and what comes back. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { changeGrant } from '../../apps/cloud/src/features/roles/change-grant.ts';
import { endGrant } from '../../apps/cloud/src/features/roles/end-grant.ts';
import { grantRole } from '../../apps/cloud/src/features/roles/index.ts';
import {
  addMember,
  createPerson,
  createSchool,
  signIn,
  type TestPerson,
} from '../../apps/cloud/src/testing/people.ts';
import { startTestServer, type TestServer } from '../../apps/cloud/src/testing/start-test-server.ts';
import { exportUnsent, listRefused } from '../../apps/desktop/src/engine/store/queries/refused.ts';
import { makeCourse } from '../../apps/desktop/src/engine/sync/testing/test-device.ts';
import { openRealDevice, until, type RealDevice } from './real-device.ts';

const course = entityNamed('Course');
const lesson = entityNamed('Lesson');

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let server: TestServer;
let school: Awaited<ReturnType<typeof createSchool>>;
let owner: TestPerson;
let teacher: TestPerson;
let tokens: Readonly<Record<'owner' | 'teacher', string>>;
const devices: RealDevice[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database);
  owner = await createPerson(server, { name: 'Ada' });
  school = await createSchool(server, owner);
  teacher = await createPerson(server, { name: 'Ben' });
  await addMember(server, school, { ...teacher, roles: ['instructor'] });
  tokens = {
    owner: (await signIn(server, owner, school.host)).token,
    teacher: (await signIn(server, teacher, school.host)).token,
  };
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

async function open(whose: keyof typeof tokens, disk?: Buffer): Promise<RealDevice> {
  const device = await openRealDevice({
    address: server.origin(school.host),
    token: tokens[whose],
    ...(disk ? { disk } : {}),
  });
  devices.push(device);
  return device;
}

/** Works on without a line; what is then on disk. */
async function workOffline(device: RealDevice, titles: Readonly<Record<string, string>>): Promise<Buffer> {
  await device.runner.stop();
  device.writer.write((write) => {
    for (const [lessonId, title] of Object.entries(titles)) write.patch(lesson, lessonId, { title });
  });
  return device.store.db.serialize();
}

const asOwner = () => ({ tenantId: school.tenantId, userId: owner.userId });
const asIs = () => ({ userId: teacher.userId, role: 'instructor' as const });
const change = (more: { isActive?: boolean; expiresAt?: string | null }) =>
  changeGrant(server.ctx, asOwner(), { ...asIs(), ...more });

interface Loss {
  readonly how: string;
  readonly lose: () => Promise<unknown>;
  readonly regain: () => Promise<unknown>;
}

const losses: readonly Loss[] = [
  {
    how: 'ended',
    lose: () => endGrant(server.ctx, asOwner(), asIs()),
    regain: () => grantRole(server.ctx, asOwner(), asIs()),
  },
  { how: 'paused', lose: () => change({ isActive: false }), regain: () => change({ isActive: true }) },
  {
    how: 'expired',
    lose: () => change({ expiresAt: '2020-01-01T00:00:00Z' }),
    regain: () => change({ expiresAt: null }),
  },
];

describe('a teacher whose role', () => {
  it.for(losses)('is $how loses everything but the words, and has it again with the role', async (loss) => {
    const before = await open('teacher');
    const made = before.writer.write((write) => makeCourse(write, `Until it is ${loss.how}`));
    await before.settled();
    const disk = await workOffline(before, { [made.lessonId]: `Written while it was ${loss.how}` });

    await loss.lose();
    const device = await open('teacher', disk);
    expect(device.store.views.read(course, made.courseId)).not.toBeNull();
    await until(
      () => device.shown().size === 0,
      () => JSON.stringify(device.runner.status()),
    );
    expect(listRefused(device.store)).toMatchObject([
      {
        name: 'Lesson.patch',
        code: 'NO_ACCESS',
        rowLabel: `Written while it was ${loss.how}`,
        reason: `Until it is ${loss.how}`,
        content: `Written while it was ${loss.how}`,
      },
    ]);
    expect(exportUnsent(device.store, new Date()).json).toContain(`Written while it was ${loss.how}`);

    // The sign-in holds: it is not what the person is asked for.
    expect(device.runner.status().pill).toEqual({ state: 'role', saved: 1 });

    await loss.regain();
    await device.settled();
    expect(listRefused(device.store)).toEqual([]);
    expect(device.store.views.read(lesson, made.lessonId)?.title).toBe(`Written while it was ${loss.how}`);
    const fresh = await open('teacher');
    await fresh.settled();
    expect(device.shown()).toEqual(fresh.shown());
  });

  it('is narrowed from all courses to an own one loses the others, and no word of either', async () => {
    const { userId } = teacher;
    await grantRole(server.ctx, asOwner(), { userId, role: 'admin' });
    const ofOwner = await open('owner');
    const foreign = ofOwner.writer.write((write) => makeCourse(write, 'Of somebody else'));
    await ofOwner.settled();
    const before = await open('teacher');
    const own = before.writer.write((write) => makeCourse(write, 'Own'));
    await before.settled();
    expect(before.store.views.read(course, foreign.courseId)?.title).toBe('Of somebody else');
    const disk = await workOffline(before, {
      [own.lessonId]: 'Written in the own one',
      [foreign.lessonId]: 'Written in the other one',
    });

    await endGrant(server.ctx, asOwner(), { userId, role: 'admin' });
    const device = await open('teacher', disk);
    await device.settled();
    const narrowed = await open('teacher');
    await narrowed.settled();
    expect(device.shown()).toEqual(narrowed.shown());
    expect(device.store.views.read(course, foreign.courseId)).toBeNull();
    expect(device.store.views.read(lesson, foreign.lessonId)).toBeNull();
    expect(device.store.views.read(lesson, own.lessonId)?.title).toBe('Written in the own one');
    expect(listRefused(device.store)).toMatchObject([
      {
        name: 'Lesson.patch',
        code: 'NO_ACCESS',
        content: 'Written in the other one',
        reason: 'Of somebody else',
      },
    ]);
    expect(exportUnsent(device.store, new Date()).json).toContain('Written in the other one');
    await ofOwner.settled();
    expect(ofOwner.store.views.read(lesson, foreign.lessonId)?.title).toBe('Lesson 1');
    expect(ofOwner.store.views.read(lesson, own.lessonId)?.title).toBe('Written in the own one');

    await grantRole(server.ctx, asOwner(), { userId, role: 'admin' });
    await device.settled();
    expect(device.shown().size).toBeGreaterThan(narrowed.shown().size);
    const wide = await open('teacher');
    await wide.settled();
    expect(device.shown()).toEqual(wide.shown());
    // The school has refused it: the person decides about it, also when the course is back.
    expect(listRefused(device.store)).toMatchObject([{ content: 'Written in the other one' }]);
  });
});
