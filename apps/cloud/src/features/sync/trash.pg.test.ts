import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import type { TenantContext, TenantDoor } from '../../platform/with-tenant.ts';
import {
  buildSchool,
  buildSharedCourse,
  createDevice,
  openTestDoor,
  rowsOfTable,
} from './testing/sync-school.ts';

let door: TenantDoor;
let close: () => Promise<void>;
let ada: TenantContext;
let ben: TenantContext;

beforeAll(async () => {
  ({ door, close } = await openTestDoor());
  const school = await buildSchool(door);
  ada = await school.join('Ada', 'instructor');
  ben = await school.join('Ben', 'instructor');
});
afterAll(() => close());

/** A course of Ada's that Ben teaches too. */
const sharedCourse = () => buildSharedCourse(door, ada, ben);

describe('deleting', () => {
  it('is refused when somebody else changed something below that the deleter had not seen', async () => {
    const { lessonId, sectionId, first, second, holding } = await sharedCourse();
    const { head } = await second.pull([holding]);
    await first.send('Lesson.patch', { id: lessonId, patch: { title: 'Rewritten' } }, { title: 'Lesson 1' });
    const refused = await second.send('Section.trash', { id: sectionId, cursor: head });
    expect(refused).toMatchObject({ code: 'CONFLICT', detail: expect.stringContaining('Ada') as string });
    const informed = await second.send('Section.trash', {
      id: sectionId,
      cursor: (await second.pull([holding])).head,
    });
    expect(informed.code).toBe('APPLIED');
  });

  it('counts what somebody else wrote before the deleter wrote, too', async () => {
    const { lessonId, first, second, holding } = await sharedCourse();
    const { head } = await second.pull([holding]);
    await first.send('Lesson.patch', { id: lessonId, patch: { title: 'Unseen' } }, { title: 'Lesson 1' });
    await second.send('Lesson.patch', { id: lessonId, patch: { position: 'a5' } }, { position: 'a0' });
    expect((await second.send('Lesson.trash', { id: lessonId, cursor: head })).code).toBe('CONFLICT');
  });

  it('is not hindered by the deleter’s own edits', async () => {
    const { lessonId, first, second } = await sharedCourse();
    const { head } = await second.pull([]);
    await second.send('Lesson.patch', { id: lessonId, patch: { title: 'Mine' } }, { title: 'Lesson 1' });
    expect((await second.send('Lesson.trash', { id: lessonId, cursor: head })).code).toBe('APPLIED');
    expect((await first.send('Lesson.restore', { id: lessonId })).code).toBe('APPLIED');
  });

  it('has seen nothing of what others wrote where its version is one of an epoch that is over', async () => {
    const { lessonId, first, second, holding } = await sharedCourse();
    const { head } = await second.pull([holding]);
    const late = await second.send('Lesson.trash', { id: lessonId, cursor: head + 1_000 });
    expect(late).toMatchObject({ code: 'CONFLICT', detail: expect.stringContaining('Ada') as string });
    expect((await first.send('Lesson.trash', { id: lessonId, cursor: head + 1_000 })).code).toBe('APPLIED');
  });

  it('yields to an edit that arrives later below it, and the log says so', async () => {
    const { sectionId, lessonId, first, second, holding } = await sharedCourse();
    await second.send('Section.trash', { id: sectionId, cursor: (await second.pull([holding])).head });
    const edit = await first.send(
      'Lesson.patch',
      { id: lessonId, patch: { title: 'Still here' } },
      { title: 'Lesson 1' },
    );
    expect(edit.code).toBe('MERGED');
    const page = await first.pull([holding]);
    expect(rowsOfTable(page, 'sections')[0]?.deletedAt).toBeNull();
    expect(rowsOfTable(page, 'conflicts')).toMatchObject([
      { kind: 'restored', rowLabel: 'Week 1', winnerName: 'Ada', loserName: 'Ben' },
    ]);
  });
});

describe('an edit that changes nothing', () => {
  it('leaves in Trash what somebody deleted after it had arrived the first time', async () => {
    const { courseId, lessonId, first, second, holding } = await sharedCourse();
    const edits: [string, JsonObject, JsonObject][] = [
      ['Lesson.patch', { id: lessonId, patch: { title: 'By Ada' } }, { title: 'Lesson 1' }],
      ['Course.patch', { id: courseId, patch: { tags: ['ada'] } }, { tags: [] }],
    ];
    for (const [name, args, base] of edits) expect((await first.send(name, args, base)).code).toBe('APPLIED');
    await second.send('Course.patch', { id: courseId, patch: { tags: ['ada', 'ben'] } }, { tags: ['ada'] });
    const { head } = await second.pull([holding]);
    expect((await second.send('Lesson.trash', { id: lessonId, cursor: head })).code).toBe('APPLIED');
    expect((await second.send('Course.trash', { id: courseId, cursor: head })).code).toBe('APPLIED');
    const before = await second.pull([holding]);

    // The answer was lost, and the device goes by a new id since.
    const again = createDevice(door, ada);
    for (const [name, args, base] of edits) expect((await again.send(name, args, base)).code).toBe('APPLIED');
    const page = await second.pull([holding]);
    expect(page.head).toBe(before.head);
    expect(rowsOfTable(page, 'conflicts')).toEqual([]);
  });

  it('is the decision for what is there: it takes nothing out of Trash', async () => {
    const { courseId, first, second, holding } = await sharedCourse();
    await first.send('Course.patch', { id: courseId, patch: { title: 'A' } }, { title: 'Algebra' });
    await second.send('Course.patch', { id: courseId, patch: { title: 'B' } }, { title: 'Algebra' });
    const seen = await second.pull([holding]);
    const id = String(rowsOfTable(seen, 'conflicts')[0]?.id);
    const trash = await second.send('Course.trash', { id: courseId, cursor: seen.head });
    expect(trash.code).toBe('APPLIED');
    expect((await second.send('conflict.resolve', { id, value: 'B', expected: 'B' })).code).toBe('APPLIED');
    const page = await second.pull([holding]);
    expect(rowsOfTable(page, 'courses')[0]?.deletedAt).not.toBeNull();
    expect(rowsOfTable(page, 'conflicts')).toMatchObject([{ id, kind: 'field', status: 'resolved' }]);
  });
});
