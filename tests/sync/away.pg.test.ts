/** A device comes back after so long that the school has forgotten what it forgot. */
import { expect, it } from 'vitest';
import { TOMBSTONE_MS, TRASH_MS } from '@educrowd/shared/sync/tombstones';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { collectAllTombstones, purgeAllTrash } from '../../apps/cloud/src/features/sync/index.ts';
import { makeCourse } from '../../apps/desktop/src/engine/sync/testing/test-device.ts';
import type { RealDevice, RealDeviceOptions } from './real-device.ts';
import { useRealSchool } from './real-school.ts';

const course = entityNamed('Course');
const lesson = entityNamed('Lesson');

const there = useRealSchool();

const open = (options: Partial<RealDeviceOptions> = {}): Promise<RealDevice> =>
  there.deviceOf(there.owner, options);

/** The school's jobs, as they would run some time from now. */
async function afterTime(ms: number): Promise<void> {
  const { ctx } = there.server;
  const later = { ...ctx, door: { ...ctx.door, clock: () => new Date(Date.now() + ms) } };
  await purgeAllTrash(later, []);
  await collectAllTombstones(later);
}

it('loads everything anew, keeps what it had not sent, and says what could not be kept', async () => {
  const one = await open();
  const kept = one.writer.write((write) => makeCourse(write));
  const gone = one.writer.write((write) => makeCourse(write));
  await one.settled();
  const away = await open();
  await away.settled();
  await away.runner.stop();
  away.writer.write((write) => {
    write.patch(lesson, kept.lessonId, { title: 'Written on the island' });
    write.patch(lesson, gone.lessonId, { title: 'Written for nothing' });
  });
  const disk = away.store.db.serialize();

  one.writer.write((write) => write.trash(course, gone.courseId));
  await one.settled();
  // The school's own rows go without what other features know of them.
  await there.database.admin`delete from course_staff where course_id = ${gone.courseId}`;
  await afterTime(TRASH_MS + 60_000);
  await one.settled();
  expect(one.store.views.read(course, gone.courseId)).toBeNull();
  await afterTime(TRASH_MS + TOMBSTONE_MS + 120_000);

  const back = await open({ disk });
  await back.settled();
  await one.settled();
  expect(back.store.views.read(course, gone.courseId)).toBeNull();
  expect(back.store.views.read(lesson, gone.lessonId)).toBeNull();
  expect(one.store.views.read(lesson, kept.lessonId)?.title).toBe('Written on the island');
  expect(back.shown()).toEqual(one.shown());
  const aside = back.store.db.prepare('select name, code, detail from quarantine').all();
  expect(aside).toMatchObject([{ name: 'Lesson.patch', code: 'NOT_FOUND' }]);
});
