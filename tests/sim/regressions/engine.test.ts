/** Bugs of the engine that the simulator found, each as small as it can be told. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { must } from '@educrowd/shared/primitives/assert';
import type { SyncErrorCode } from '@educrowd/shared/sync/protocol';
import { entityNamed } from '@educrowd/shared/synced-entities';
import {
  createWorld,
  type TestWorld,
  type WorldDevice,
} from '../../../apps/desktop/src/engine/sync/testing/test-world.ts';
import { RequestError } from '../../../apps/desktop/src/engine/network/request-error.ts';
import type { PeerUser } from '../../../apps/desktop/src/engine/sync/testing/school-peer.ts';
import { makeCourse } from '../../../apps/desktop/src/engine/sync/testing/test-device.ts';

const course = entityNamed('Course');
const lesson = entityNamed('Lesson');
const section = entityNamed('Section');
const FORTY_DAYS_MS = 40 * 86_400_000;

let world: TestWorld;
let device: WorldDevice;
beforeEach(() => {
  world = createWorld();
  device = world.open({ userId: 'ada', holdings: ['staff', 'course:*'] });
});
afterEach(() => world.close());

it('keeps in the journal what has only just arrived, however long it had waited', async () => {
  const { courseId } = device.write((write) => makeCourse(write));
  await world.clock.advance(5_000);
  device.weather.isOnline = false;
  device.write((write) => write.patch(course, courseId, { title: 'Written on the island' }));
  await world.clock.advance(5_000);
  world.clock.sleep(FORTY_DAYS_MS);
  const backup = world.peer.backup();
  device.weather.isOnline = true;
  device.runner.syncNow();
  await world.clock.advance(120_000);
  expect(device.pill()).toBe('synced');
  world.peer.restore(backup);
  await world.clock.advance(300_000);
  const restored = must(world.peer.state.rows.get(`courses ${courseId}`), 'course');
  expect(restored.title).toBe('Written on the island');
});

it('keeps nothing of what was lost, given back and lost again in quick succession', async () => {
  const ben: PeerUser = { userId: 'ben', holdings: ['staff'] };
  const author = world.open(ben);
  author.write((write) => makeCourse(write, 'Not for Ada'));
  await world.clock.advance(120_000);
  expect(device.shown().size).toBe(4);
  const { user } = device;
  // Before anything is published in between.
  world.peer.pageRows = 1;
  user.holdings = ['staff'];
  device.runner.syncNow();
  await world.clock.advance(30);
  user.holdings = ['staff', 'course:*'];
  await world.clock.advance(50);
  user.holdings = ['staff'];
  await world.clock.advance(300_000);
  expect(device.pill()).toBe('synced');
  expect(device.shown().size).toBe(0);
});

it('tells a restored school again what it had sent under a former id', async () => {
  const { courseId, lessonId } = device.write((write) => makeCourse(write));
  await world.clock.advance(5_000);
  const backup = world.peer.backup();
  device.write((write) => write.patch(course, courseId, { title: 'Before the copy' }));
  await world.clock.advance(5_000);
  const before = device.store.state.read('clientId');
  const copy = world.open(device.user, { disk: device.store.db.serialize() });
  copy.write((write) => write.patch(lesson, lessonId, { title: 'On the copy' }));
  await world.clock.advance(60_000);
  device.write((write) => write.patch(lesson, lessonId, { position: 'a5' }));
  await world.clock.advance(120_000);
  expect(device.store.state.read('clientId')).not.toBe(before);
  // Nobody else could tell the school.
  await copy.kill();
  world.peer.restore(backup);
  await world.clock.advance(300_000);
  expect(device.pill()).toBe('synced');
  const restored = must(world.peer.state.rows.get(`courses ${courseId}`), 'course');
  expect(restored.title).toBe('Before the copy');
});

it('finds what was moved to another course there and nowhere else', async () => {
  const from = device.write((write) => makeCourse(write, 'From'));
  const to = device.write((write) => makeCourse(write, 'To'));
  await world.clock.advance(5_000);
  world.peer.edit((tx) => {
    for (const [entity, id] of [
      [section, from.sectionId],
      [lesson, from.lessonId],
    ] as const)
      tx.put(entity, { ...tx.find(entity, id), courseId: to.courseId });
  });
  await world.clock.advance(120_000);
  const homes = device.store.db
    .prepare<[string], string>('select home_id from search_entry where row_id = ?')
    .pluck();
  expect(homes.get(from.lessonId)).toBe(to.courseId);
  expect(homes.get(from.sectionId)).toBe(to.courseId);
});

it('takes nothing that a copy of it has sent under the same numbers for its own, after a restore (seed 358001075)', async () => {
  const { courseId, lessonId } = device.write((write) => makeCourse(write));
  await world.clock.advance(120_000);
  const copy = world.open(device.user, { disk: device.store.db.serialize() });
  device.weather.isOnline = false;
  device.write((write) => write.patch(lesson, lessonId, { title: 'Never arrived' }));
  await world.clock.advance(5_000);
  copy.write((write) => write.patch(course, courseId, { title: 'On the copy' }));
  // The result waits in the school: the copy cannot ack it any more.
  await world.clock.advance(1_100);
  await copy.kill();
  expect(must(world.peer.state.rows.get(`courses ${courseId}`), 'course').title).toBe('On the copy');
  world.peer.restore(world.peer.backup());
  device.weather.isOnline = true;
  device.runner.syncNow();
  await world.clock.advance(300_000);
  expect(device.pill()).toBe('synced');
  expect(must(world.peer.state.rows.get(`lessons ${lessonId}`), 'lesson').title).toBe('Never arrived');
});

it('tells a restored school again what a copy of it has used the numbers for (seed 1359231923)', async () => {
  const { courseId, lessonId } = device.write((write) => makeCourse(write));
  await world.clock.advance(120_000);
  const backup = world.peer.backup();
  const copy = world.open(device.user, { disk: device.store.db.serialize() });
  copy.write((write) => write.patch(lesson, lessonId, { title: 'Accepted, then forgotten' }));
  await world.clock.advance(120_000);
  expect(copy.pill()).toBe('synced');
  copy.weather.isOnline = false;
  world.peer.restore(backup);
  device.write((write) => write.patch(course, courseId, { title: 'Under the same number' }));
  await world.clock.advance(300_000);
  expect(must(world.peer.state.rows.get(`courses ${courseId}`), 'course').title).toBe(
    'Under the same number',
  );
  copy.weather.isOnline = true;
  copy.runner.syncNow();
  await world.clock.advance(300_000);
  expect(must(world.peer.state.rows.get(`lessons ${lessonId}`), 'lesson').title).toBe(
    'Accepted, then forgotten',
  );
  expect(must(world.peer.state.rows.get(`courses ${courseId}`), 'course').title).toBe(
    'Under the same number',
  );
});

it('asks to be updated where the school knows it again, but not its version any more (seed 341001030)', async () => {
  const { pull } = device.network;
  const answerWith = (code: SyncErrorCode) =>
    Object.assign(device.network, {
      pull: () => Promise.reject(new RequestError({ kind: 'refused', code }, code)),
    });
  answerWith('SIGN_IN');
  await world.clock.advance(5_000);
  expect(device.pill()).toBe('signIn');
  answerWith('UPGRADE');
  device.runner.syncNow();
  await world.clock.advance(5_000);
  expect(device.pill()).toBe('update');
  Object.assign(device.network, { pull });
  device.runner.syncNow();
  await world.clock.advance(120_000);
  expect(device.pill()).toBe('synced');
});

it('loads anew what an older version had begun to load without the tables that it did not know', async () => {
  const { lessonId } = device.write((write) => makeCourse(write));
  await world.clock.advance(120_000);
  world.peer.pageRows = 1;
  const begun = world.open({ userId: 'ben', holdings: ['staff', 'course:*'] });
  const staged = (what: string): number =>
    Number(
      begun.store.db.prepare(`select count(*) from staged_change where table_name ${what}`).pluck().get(),
    );
  for (let waits = 0; waits < 1_000 && staged(`= 'lessons'`) === 0; waits++) await world.clock.advance(5);
  expect(staged(`= 'lessons'`)).toBe(1);
  expect(begun.store.state.read('cursor')).toBeNull();
  begun.store.db.exec(`delete from staged_change where table_name = 'lessons'`);
  begun.store.state.write('schema', '0');
  const disk = begun.store.db.serialize();
  await begun.kill();
  const upgraded = world.open(begun.user, { disk });
  await world.clock.advance(120_000);
  expect(upgraded.pill()).toBe('synced');
  expect(upgraded.store.views.read(lesson, lessonId)).not.toBeNull();
});
