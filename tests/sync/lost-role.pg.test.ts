/** A teacher’s desktop after the teacher’s role has changed: what goes at the next pull, what stays, and what comes back. */
import { beforeAll, describe, expect, it } from 'vitest';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { changeGrant } from '../../apps/cloud/src/features/roles/change-grant.ts';
import { endGrant } from '../../apps/cloud/src/features/roles/end-grant.ts';
import { grantRole } from '../../apps/cloud/src/features/roles/index.ts';
import type { TestPerson } from '../../apps/cloud/src/testing/people.ts';
import { exportUnsent, listRefused } from '../../apps/desktop/src/engine/store/queries/refused.ts';
import { makeCourse } from '../../apps/desktop/src/engine/sync/testing/test-device.ts';
import { until, type RealDevice } from './real-device.ts';
import { useRealSchool } from './real-school.ts';

const course = entityNamed('Course');
const lesson = entityNamed('Lesson');

const there = useRealSchool();
let teacher: TestPerson;
let tokens: Readonly<Record<'owner' | 'teacher', string>>;

beforeAll(async () => {
  teacher = await there.join('Ben', 'instructor');
  tokens = { owner: await there.tokenOf(there.owner), teacher: await there.tokenOf(teacher) };
});

const open = (whose: keyof typeof tokens, disk?: Buffer): Promise<RealDevice> =>
  there.deviceOf(whose === 'owner' ? there.owner : teacher, {
    token: tokens[whose],
    ...(disk ? { disk } : {}),
  });

/** Works on without a line; what is then on disk. */
async function workOffline(device: RealDevice, titles: Readonly<Record<string, string>>): Promise<Buffer> {
  await device.runner.stop();
  device.writer.write((write) => {
    for (const [lessonId, title] of Object.entries(titles)) write.patch(lesson, lessonId, { title });
  });
  return device.store.db.serialize();
}

const asOwner = () => ({ tenantId: there.school.tenantId, userId: there.owner.userId });
const asIs = () => ({ userId: teacher.userId, role: 'instructor' as const });
const change = (more: { isActive?: boolean; expiresAt?: string | null }) =>
  changeGrant(there.server.ctx, asOwner(), { ...asIs(), ...more });

interface Loss {
  readonly how: string;
  readonly lose: () => Promise<unknown>;
  readonly regain: () => Promise<unknown>;
}

const losses: readonly Loss[] = [
  {
    how: 'ended',
    lose: () => endGrant(there.server.ctx, asOwner(), asIs()),
    regain: () => grantRole(there.server.ctx, asOwner(), asIs()),
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
    await grantRole(there.server.ctx, asOwner(), { userId, role: 'admin' });
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

    await endGrant(there.server.ctx, asOwner(), { userId, role: 'admin' });
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

    await grantRole(there.server.ctx, asOwner(), { userId, role: 'admin' });
    await device.settled();
    expect(device.shown().size).toBeGreaterThan(narrowed.shown().size);
    const wide = await open('teacher');
    await wide.settled();
    expect(device.shown()).toEqual(wide.shown());
    // The school has refused it: the person decides about it, also when the course is back.
    expect(listRefused(device.store)).toMatchObject([{ content: 'Written in the other one' }]);
  });
});
