/** What time does to Trash and to the memory of what is gone. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lessonProgress } from '@educrowd/db/postgres/schema/learning';
import { createDocumentState } from '@educrowd/shared/content/yjs-document';
import { newId } from '@educrowd/shared/primitives/id';
import { TOMBSTONE_MS, TRASH_MS } from '@educrowd/shared/sync/tombstones';
import { createLogger } from '../../platform/logger.ts';
import { withTenant, type TenantContext } from '../../platform/with-tenant.ts';
import { campaignPurge } from '../campaigns/campaign-purge.ts';
import { coursePurge } from '../courses/course-purge.ts';
import { learningPurge } from '../learning/learning-purge.ts';
import { notificationPurge } from '../notifications/notification-purge.ts';
import { collectTombstones } from './collect-tombstones.ts';
import { purgeTrash } from './purge-trash.ts';
import { buildSchool, createDevice, openTestDoor } from './testing/sync-school.ts';

let opened: Awaited<ReturnType<typeof openTestDoor>>;
beforeAll(async () => {
  opened = await openTestDoor();
});
afterAll(() => opened.close());

const rules = [coursePurge, learningPurge, campaignPurge, notificationPurge];
const text = createDocumentState({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Words of a lesson.' }] }],
});

async function setUp() {
  const { door } = opened;
  const school = await buildSchool(door);
  const teacher = await school.join('Ada', 'owner');
  const system: TenantContext = { tenantId: school.tenantId, userId: null, isSystem: true };
  const later = (ms: number) => ({
    door: { ...door, clock: () => new Date(Date.now() + ms) },
    logger: createLogger('silent'),
    stopping: new AbortController().signal,
  });
  const count = (table: string): Promise<number> =>
    withTenant(door, system, async (tx) => {
      const [row] = await tx.db.execute<{ n: number }>(
        sql`select count(*)::int as n from ${sql.identifier(table)} where tenant_id = ${tx.tenantId}`,
      );
      return Number(row?.n);
    });
  return {
    door,
    system,
    teacher,
    device: createDevice(door, teacher),
    purge: (ms: number) => purgeTrash(later(ms), system, rules),
    collect: (ms: number) => collectTombstones(later(ms), system),
    count,
  };
}

const LATE = TRASH_MS + 60_000;

test('a course goes with everything in it after its time in Trash, not a moment before', async () => {
  const { device, purge, count } = await setUp();
  const { courseId } = await device.createCourse('Algebra', text);
  const before = (await device.pull(['staff', 'course:*'])).head;
  await device.send('Course.trash', { id: courseId, cursor: before });
  await purge(TRASH_MS - 60_000);
  expect([await count('courses'), await count('lessons')]).toEqual([1, 1]);
  await purge(LATE);
  for (const table of ['courses', 'sections', 'lessons', 'documents', 'document_update', 'course_staff'])
    expect([table, await count(table)]).toEqual([table, 0]);
  const told = await device.pull(['course:*'], before);
  expect(told.changes.map(({ table, op }) => `${op} ${table}`).toSorted()).toEqual([
    'delete courses',
    'delete documents',
    'delete lessons',
    'delete sections',
  ]);
});

test('a lesson goes alone, and what students did in it; the course and its other lessons stay', async () => {
  const { device, door, system, teacher, purge, count } = await setUp();
  const { courseId, sectionId, lessonId } = await device.createCourse('Algebra', text);
  const other = newId();
  await device.send('Lesson.create', {
    row: { id: other, courseId, sectionId, title: 'Lesson 2', position: 'a1' },
  });
  await withTenant(door, system, async (tx) => {
    const at = {
      tenantId: tx.tenantId,
      courseId,
      userId: teacher.userId ?? '',
      doneAt: tx.now.toISOString(),
    };
    await tx.db.insert(lessonProgress).values([
      { ...at, lessonId },
      { ...at, lessonId: other },
    ]);
  });
  const { head } = await device.pull(['course:*']);
  await device.send('Lesson.trash', { id: lessonId, cursor: head });
  await purge(LATE);
  expect([await count('lessons'), await count('documents'), await count('lesson_progress')]).toEqual([
    1, 0, 1,
  ]);
  expect(await count('courses')).toBe(1);
});

test('what was brought back in time stays', async () => {
  const { device, purge, count } = await setUp();
  const { courseId, lessonId } = await device.createCourse('Algebra', text);
  const { head } = await device.pull(['course:*']);
  await device.send('Course.trash', { id: courseId, cursor: head });
  // An edit below it brings it back.
  expect(
    (await device.send('Lesson.patch', { id: lessonId, patch: { title: 'New' } }, { title: 'Lesson 1' }))
      .code,
  ).toBe('MERGED');
  await purge(LATE);
  expect([await count('courses'), await count('lessons')]).toEqual([1, 1]);
});

test('a tree of any size goes in parts', async () => {
  const { device, purge, count } = await setUp();
  const { courseId, sectionId } = await device.createCourse();
  for (let part = 0; part < 24; part++) {
    const lessons = Array.from({ length: 50 }, (_, index) =>
      device.mutation('Lesson.create', {
        row: { id: newId(), courseId, sectionId, title: `Lesson ${index}`, position: `a${part}V${index}V` },
      }),
    );
    const { results } = await device.push(lessons);
    expect(results.every(({ code }) => code === 'APPLIED')).toBe(true);
  }
  const { head } = await device.pull(['course:*']);
  await device.send('Course.trash', { id: courseId, cursor: head });
  await purge(LATE);
  expect([await count('courses'), await count('sections'), await count('lessons')]).toEqual([0, 0, 0]);
});

test('edits of what was purged are refused in words, deleting it again is nothing new', async () => {
  const { device, purge } = await setUp();
  const { courseId, sectionId, lessonId, documentId } = await device.createCourse('Algebra', text);
  const { head } = await device.pull(['course:*']);
  await device.send('Course.trash', { id: courseId, cursor: head });
  await purge(LATE);
  const codeOf = async (name: string, args: Parameters<typeof device.send>[1]): Promise<string> =>
    (await device.send(name, args)).code;
  expect(await codeOf('Lesson.patch', { id: lessonId, patch: { title: 'New' } })).toBe('NOT_FOUND');
  expect(await codeOf('Course.restore', { id: courseId })).toBe('NOT_FOUND');
  expect(await codeOf('document.append', { id: documentId, update: 'AAA=' })).toBe('NOT_FOUND');
  const row = { id: newId(), courseId, sectionId, title: 'Late', position: 'a5' };
  expect(['MISSING_PARENT', 'FORBIDDEN']).toContain(await codeOf('Lesson.create', { row }));
  expect(await codeOf('Course.trash', { id: courseId, cursor: head })).toBe('APPLIED');
  expect(await codeOf('Course.trash', { id: newId(), cursor: head })).toBe('NOT_FOUND');
});

test('a launched campaign stays, whatever its row says', async () => {
  const { device, door, system, purge, count } = await setUp();
  const [draft, launched] = [newId(), newId()];
  for (const id of [draft, launched])
    await device.send('Campaign.create', { row: { id, title: 'A bridge' } });
  await withTenant(door, system, async (tx) => {
    const longAgo = new Date(tx.now.getTime() - 1).toISOString();
    await tx.db.execute(
      sql`update campaigns set deleted_at = ${longAgo}::timestamptz where tenant_id = ${tx.tenantId}`,
    );
    await tx.db.execute(
      sql`update campaigns set status = 'ended' where tenant_id = ${tx.tenantId} and id = ${launched}::uuid`,
    );
  });
  await purge(LATE);
  expect([await count('campaigns'), await count('campaign_staff')]).toEqual([1, 1]);
});

test('a device that has heard of the newest collected tombstone goes on; one that has not begins anew', async () => {
  const { device, purge, collect } = await setUp();
  const [first, second] = [await device.createCourse('One'), await device.createCourse('Two')];
  const { head: start } = await device.pull(['course:*']);
  await device.send('Course.trash', { id: first.courseId, cursor: start });
  await purge(LATE);
  const { head } = await device.pull(['course:*']);
  await collect(LATE + TOMBSTONE_MS - 120_000);
  expect((await device.pull(['course:*'], start)).changes.some(({ op }) => op === 'delete')).toBe(true);
  await collect(LATE + TOMBSTONE_MS + 60_000);
  const tooOld = { syncCode: 'CURSOR_TOO_OLD' };
  await expect(device.pull(['course:*'], start)).rejects.toMatchObject(tooOld);
  await expect(device.pull(['course:*'], head - 1)).rejects.toMatchObject(tooOld);
  expect((await device.pull(['course:*'], head)).changes).toEqual([]);
  // Of what a school had when it was empty, all may be gone that came later and was loaded in part.
  await expect(device.pull(['course:*'], 0)).rejects.toMatchObject(tooOld);
  // Who begins has nothing that could have gone.
  expect((await device.pull([], 0)).head).toBe(head);
  const whole = await device.bootstrap('course:*');
  expect(whole.filter(({ table }) => table === 'courses').map(({ rowId }) => rowId)).toEqual([
    second.courseId,
  ]);
});
