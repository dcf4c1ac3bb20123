import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { SyncErrorCode } from '@educrowd/shared/sync/protocol';
import { unavailable } from '../network/request-error.ts';
import { projection } from './testing/peer-state.ts';
import { refuse, type PeerUser } from './testing/school-peer.ts';
import { makeCourse, type MadeCourse } from './testing/test-device.ts';
import { createWorld, type TestWorld, type WorldDevice } from './testing/test-world.ts';

const course = entityNamed('Course');
const lesson = entityNamed('Lesson');

let world: TestWorld;
let ada: PeerUser;
beforeEach(() => {
  world = createWorld();
  ada = { userId: 'ada', holdings: ['staff'] };
});
afterEach(() => world.close());

const expectAtRest = (device: WorldDevice): void => {
  expect(device.pill()).toBe('synced');
  expect(device.shown()).toEqual(projection(world.peer.state, device.user.holdings));
  expect(device.store.outbox.isEmpty()).toBe(true);
};

async function deviceWithCourse(): Promise<{ device: WorldDevice; made: MadeCourse }> {
  const device = world.open(ada);
  const made = device.write((write) => makeCourse(write));
  await world.clock.advance(5_000);
  expectAtRest(device);
  return { device, made };
}

const titleOf = (device: WorldDevice, lessonId: string) => device.store.views.read(lesson, lessonId)?.title;
const quarantined = (device: WorldDevice) =>
  device.store.db.prepare('select name, code, row_label, course_id from quarantine order by seq').all();

describe('a copied device', () => {
  it('goes on under a new id, and what both had written reaches the school once', async () => {
    const { device, made } = await deviceWithCourse();
    device.weather.isOnline = false;
    device.write((write) => write.patch(lesson, made.lessonId, { title: 'Before the copy' }));
    await world.clock.advance(2_000);
    const disk = device.store.db.serialize();
    device.write((write) => write.patch(course, made.courseId, { title: 'Original' }));
    device.weather.isOnline = true;
    await world.clock.advance(120_000);
    expectAtRest(device);

    const copy = world.open(ada, { disk });
    copy.write((write) => write.patch(course, made.courseId, { summary: 'Copy' }));
    copy.write((write) => makeCourse(write, 'Made on the copy'));
    await world.clock.advance(120_000);
    expectAtRest(copy);
    expectAtRest(device);
    expect(device.store.views.read(course, made.courseId)).toMatchObject({
      title: 'Original',
      summary: 'Copy',
    });
    expect(titleOf(device, made.lessonId)).toBe('Before the copy');
    expect(copy.store.state.read('clientId')).not.toBe(device.store.state.read('clientId'));
    expect(quarantined(copy)).toEqual([]);
  });
});

describe('a restored school', () => {
  it('gets back what it had accepted and forgotten, then what was not sent', async () => {
    const { device, made } = await deviceWithCourse();
    const backup = world.peer.backup();
    device.write((write) => {
      write.patch(lesson, made.lessonId, { title: 'After the backup' });
      makeCourse(write, 'Also after the backup');
    });
    await world.clock.advance(5_000);
    device.weather.isOnline = false;
    device.write((write) => write.patch(course, made.courseId, { title: 'Unsent' }));
    await world.clock.advance(2_000);
    world.peer.restore(backup);
    ada.holdings = ['staff', `course:${made.courseId}`];
    device.weather.isOnline = true;
    let sawRebuilding = false;
    for (let step = 0; step < 1_000; step++) {
      await world.clock.advance(100);
      sawRebuilding ||= device.pill() === 'rebuilding';
      expect(titleOf(device, made.lessonId)).toBe('After the backup');
    }
    expect(sawRebuilding).toBe(true);
    expectAtRest(device);
    expect(device.store.views.read(course, made.courseId)?.title).toBe('Unsent');
    expect(device.store.views.select(course, '1').map((row) => row.title)).toContain('Also after the backup');
    expect(quarantined(device)).toEqual([]);
  });

  it('drops what it no longer has', async () => {
    const { device, made } = await deviceWithCourse();
    const backup = world.peer.backup();
    world.peer.edit((tx) =>
      tx.create(lesson, {
        id: '0199a1b2-0000-7000-8000-000000000009',
        courseId: made.courseId,
        sectionId: made.sectionId,
        title: 'Theirs',
        position: 'a1',
      }),
    );
    await world.clock.advance(1_000);
    expect(device.shown().size).toBe(5);
    world.peer.restore(backup);
    await world.clock.advance(120_000);
    expect(device.shown().size).toBe(4);
    expectAtRest(device);
  });

  /** What becomes of a lesson that a device deletes, and that somebody changes after the school was restored. */
  async function restoredAround(
    deleteLesson: (device: WorldDevice, lessonId: string, restore: () => void) => Promise<void>,
  ) {
    const { device, made } = await deviceWithCourse();
    const backup = world.peer.backup();
    // The versions that this device has seen reach beyond those that the restored school gives out below.
    for (const summary of ['a', 'b', 'c', 'd', 'e'])
      world.peer.edit((tx) => tx.put(course, { ...tx.find(course, made.courseId), summary }));
    await world.clock.advance(5_000);
    await deleteLesson(device, made.lessonId, () => {
      world.peer.restore(backup);
      world.peer.edit((tx) => tx.put(lesson, { ...tx.find(lesson, made.lessonId), title: 'Theirs' }));
    });
    device.weather.isOnline = true;
    await world.clock.advance(120_000);
    expectAtRest(device);
    return { quarantined: quarantined(device), shown: device.store.views.read(lesson, made.lessonId) };
  }
  const kept = {
    quarantined: [expect.objectContaining({ name: 'Lesson.trash', code: 'CONFLICT' })],
    shown: expect.objectContaining({ title: 'Theirs', deletedAt: null }),
  };

  it('keeps what was changed since, also where a deletion was queued before', async () => {
    const outcome = await restoredAround(async (device, lessonId, restore) => {
      device.weather.isOnline = false;
      device.write((write) => write.trash(lesson, lessonId));
      await world.clock.advance(2_000);
      restore();
    });
    expect(outcome).toEqual(kept);
  });

  it('keeps what was changed since, also where it had accepted a deletion and forgotten it', async () => {
    const outcome = await restoredAround(async (device, lessonId, restore) => {
      device.write((write) => write.trash(lesson, lessonId));
      await world.clock.advance(5_000);
      expectAtRest(device);
      restore();
    });
    expect(outcome).toEqual(kept);
  });

  it('keeps what was changed since, also where the old state is still shown to the person who deletes', async () => {
    const outcome = await restoredAround(async (device, lessonId, restore) => {
      const { bootstrap } = device.network;
      Object.assign(device.network, { bootstrap: () => Promise.reject(unavailable('Busy')) });
      restore();
      await world.clock.advance(120_000);
      expect(titleOf(device, lessonId)).toBe('Lesson 1');
      device.write((write) => write.trash(lesson, lessonId));
      await world.clock.advance(120_000);
      Object.assign(device.network, { bootstrap });
    });
    expect(outcome).toEqual(kept);
  });

  it('keeps an edit that was refused out of what it is told again', async () => {
    const { device, made } = await deviceWithCourse();
    const backup = world.peer.backup();
    world.peer.edit((tx) => tx.put(course, { ...tx.find(course, made.courseId), priceMinor: 500 }));
    device.write((write) => write.patch(course, made.courseId, { priceMinor: 900 }));
    await world.clock.advance(5_000);
    expect(quarantined(device)).toMatchObject([{ name: 'Course.patch', code: 'CONFLICT' }]);
    device.write((write) => write.patch(lesson, made.lessonId, { title: 'Accepted' }));
    await world.clock.advance(5_000);
    world.peer.restore(backup);
    await world.clock.advance(120_000);
    expectAtRest(device);
    expect(device.store.views.read(course, made.courseId)?.priceMinor).toBeNull();
    expect(titleOf(device, made.lessonId)).toBe('Accepted');
  });
});

describe('a device that was away for too long', () => {
  it('loads everything anew and keeps its outbox', async () => {
    const { device, made } = await deviceWithCourse();
    device.weather.isOnline = false;
    device.write((write) => write.patch(lesson, made.lessonId, { title: 'Unsent' }));
    world.peer.edit((tx) => tx.remove(entityNamed('Document'), made.documentId));
    // The tombstone is gone, so that only loading everything tells that the row is.
    for (const [key, change] of world.peer.state.changes)
      if (change.op === 'delete') world.peer.state.changes.delete(key);
    world.peer.oldestCursor = world.peer.state.head;
    await world.clock.advance(2_000);
    device.weather.isOnline = true;
    await world.clock.advance(120_000);
    expectAtRest(device);
    expect(titleOf(device, made.lessonId)).toBe('Unsent');
    expect(device.store.views.read(entityNamed('Document'), made.documentId)).toBeNull();
  });
});

describe('holdings', () => {
  it('that are gained are loaded in full and shown at once', async () => {
    const { made } = await deviceWithCourse();
    const ben: PeerUser = { userId: 'ben', holdings: ['staff'] };
    const device = world.open(ben);
    await world.clock.advance(2_000);
    expect(device.shown().size).toBe(0);
    world.peer.pageRows = 2;
    ben.holdings = ['staff', `course:${made.courseId}`];
    const sizes = new Set<number>();
    for (let step = 0; step < 700; step++) {
      await world.clock.advance(100);
      sizes.add(device.shown().size);
    }
    expect(sizes).toEqual(new Set([0, 4]));
    expectAtRest(device);
  });

  it('that are lost go, and unsent edits there are put aside with their names', async () => {
    const { device, made } = await deviceWithCourse();
    device.weather.isOnline = false;
    device.write((write) => {
      write.patch(lesson, made.lessonId, { title: 'Unsent' });
      write.append(made.documentId, new Uint8Array([0, 0]));
    });
    await world.clock.advance(2_000);
    ada.holdings = ['staff'];
    device.weather.isOnline = true;
    await world.clock.advance(120_000);
    expectAtRest(device);
    expect(device.shown().size).toBe(0);
    expect(quarantined(device)).toEqual([
      { name: 'Lesson.patch', code: 'NO_ACCESS', row_label: 'Unsent', course_id: made.courseId },
      { name: 'document.append', code: 'NO_ACCESS', row_label: 'Unsent', course_id: made.courseId },
    ]);
  });

  it('that shrink from all courses to one keep that one without loading it again', async () => {
    const { made } = await deviceWithCourse();
    const other = world.open(ada).write((write) => makeCourse(write, 'Other'));
    await world.clock.advance(5_000);
    const admin: PeerUser = { userId: 'cy', holdings: ['staff', 'course:*'] };
    const device = world.open(admin);
    await world.clock.advance(5_000);
    expect(device.shown().size).toBe(8);
    const loads = device.network.calls.filter((call) => call === 'bootstrap').length;
    admin.holdings = ['staff', `course:${made.courseId}`];
    await world.clock.advance(70_000);
    expectAtRest(device);
    expect(device.store.views.read(course, other.courseId)).toBeNull();
    expect(device.network.calls.filter((call) => call === 'bootstrap').length).toBe(loads);
  });

  it('that are lost while they are being loaded leave nothing behind', async () => {
    const { made } = await deviceWithCourse();
    const ben: PeerUser = { userId: 'ben', holdings: ['staff', `course:${made.courseId}`] };
    world.peer.pageRows = 1;
    const device = world.open(ben);
    await world.clock.advance(150);
    expect(device.pill()).toBe('firstSync');
    ben.holdings = ['staff'];
    await world.clock.advance(10_000);
    expectAtRest(device);
    expect(device.store.db.prepare('select count(*) as n from staged_change').get()).toEqual({ n: 0 });
  });
});

describe('a refusal of the school', () => {
  it.each<[SyncErrorCode, string]>([
    ['SIGN_IN', 'signIn'],
    ['UPGRADE', 'update'],
  ])('%s holds the outbox, tells the person, and ends when it is tried again', async (code, state) => {
    const { device, made } = await deviceWithCourse();
    const endpoint = { ...device.network };
    let isRefused = true;
    let refusals = 0;
    Object.assign(device.network, {
      push: (...args: Parameters<typeof endpoint.push>) => {
        if (!isRefused) return endpoint.push(...args);
        refusals += 1;
        return Promise.reject(refusalOf(code));
      },
    });
    device.write((write) => write.patch(lesson, made.lessonId, { title: 'Mine' }));
    await world.clock.advance(2_000);
    expect(device.runner.status().pill).toEqual({ state, saved: 1 });
    device.write((write) => write.patch(lesson, made.lessonId, { title: 'Still mine' }));
    await world.clock.advance(60_000);
    expect(device.runner.status().pill).toEqual({ state, saved: 2 });
    expect(refusals).toBe(1);
    isRefused = false;
    device.runner.syncNow();
    await world.clock.advance(5_000);
    expectAtRest(device);
    expect(titleOf(device, made.lessonId)).toBe('Still mine');
  });

  it('to let the person in at all removes everything, until it does again', async () => {
    const { device, made } = await deviceWithCourse();
    const { push, pull } = device.network;
    Object.assign(device.network, { pull: () => Promise.reject(refusalOf('FORBIDDEN')) });
    device.weather.isOnline = true;
    device.write((write) => write.patch(lesson, made.lessonId, { title: 'Unsent' }));
    Object.assign(device.network, { push: () => Promise.reject(refusalOf('FORBIDDEN')) });
    await world.clock.advance(2_000);
    expect(device.shown().size).toBe(0);
    expect(device.pill()).toBe('role');
    expect(quarantined(device)).toMatchObject([{ name: 'Lesson.patch', row_label: 'Unsent' }]);
    Object.assign(device.network, { push, pull });
    // Nobody has to do anything.
    await world.clock.advance(65_000);
    expectAtRest(device);
    expect(titleOf(device, made.lessonId)).toBe('Unsent');
    expect(quarantined(device)).toEqual([]);
  });

  it('asks again at once when it is told to', async () => {
    const { device } = await deviceWithCourse();
    const { pull } = device.network;
    Object.assign(device.network, { pull: () => Promise.reject(refusalOf('FORBIDDEN')) });
    device.runner.syncNow();
    await world.clock.advance(2_000);
    expect(device.runner.status().pill).toEqual({ state: 'role', saved: 0 });
    Object.assign(device.network, { pull });
    device.runner.syncNow();
    await world.clock.advance(2_000);
    expectAtRest(device);
  });
});

function refusalOf(code: SyncErrorCode): unknown {
  try {
    return refuse(code);
  } catch (error) {
    return error;
  }
}
