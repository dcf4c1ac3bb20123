import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@educrowd/shared/primitives/id';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import type { Holding } from '@educrowd/shared/sync/scope';
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
let admin: TenantContext;
const scopeOf = (courseId: string): Holding => `course:${courseId}`;

beforeAll(async () => {
  ({ door, close } = await openTestDoor());
  const school = await buildSchool(door);
  ada = await school.join('Ada', 'instructor');
  ben = await school.join('Ben', 'instructor');
  admin = await school.join('Ann', 'admin');
});
afterAll(() => close());

/** A course of Ada's that Ben teaches too. */
const sharedCourse = () => buildSharedCourse(door, ada, ben);

describe('a push', () => {
  it('takes effect once, however often it is repeated, and answers the same', async () => {
    const device = createDevice(door, ada);
    const mutations = [
      device.mutation('Course.create', { row: { id: newId(), title: 'Once' } }),
      device.mutation('Course.create', { row: { id: newId(), title: 'Twice' } }),
    ];
    const first = await device.push(mutations);
    expect(first.results.map((result) => result.code)).toEqual(['APPLIED', 'APPLIED']);
    expect(await device.push(mutations)).toEqual(first);
    expect((await device.pull(['staff'])).lastSeq).toBe(2);
  });

  it('commits effects, lastSeq and results together, and keeps results until they are acked', async () => {
    const device = createDevice(door, ada);
    const id = newId();
    await device.push([device.mutation('Course.create', { row: { id, title: 'Seen' } })]);
    const page = await device.pull([scopeOf(id)]);
    expect([
      page.lastSeq,
      page.results.map((result) => result.seq),
      rowsOfTable(page, 'courses').length,
    ]).toEqual([1, [1], 1]);
    const acked = await device.push(
      [device.mutation('Course.patch', { id, patch: { title: 'New' } }, { title: 'Seen' })],
      1,
    );
    expect(acked.results.map((result) => result.seq)).toEqual([2]);
  });

  it('refuses a gap, and a number that was used for something else', async () => {
    const device = createDevice(door, ada);
    const [one, two] = [
      device.mutation('Course.create', { row: { id: newId(), title: 'One' } }),
      device.mutation('Course.create', { row: { id: newId(), title: 'Two' } }),
    ];
    await expect(device.push([two])).rejects.toMatchObject({ syncCode: 'SEQ_GAP' });
    await device.push([one]);
    const fork = createDevice(door, ada);
    const other = fork.mutation('Course.create', { row: { id: newId(), title: 'Other' } });
    await expect(device.push([other])).rejects.toMatchObject({ syncCode: 'CLIENT_FORKED' });
    await expect(
      device.push([{ ...two, args: { row: { id: newId(), title: 'Altered' } } }]),
    ).rejects.toMatchObject({ syncCode: 'CLIENT_FORKED' });
    await device.push([two], 1);
    await expect(device.push([], 0)).rejects.toMatchObject({ syncCode: 'CLIENT_FORKED' });
  });

  it('refuses single mutations without holding up the others', async () => {
    const device = createDevice(door, ada);
    const id = newId();
    const { results } = await device.push([
      device.mutation('Course.create', { row: { id, title: 'Kept' } }),
      device.mutation('Course.patch', { id, patch: { status: 'published' } }, { status: 'draft' }),
      device.mutation('Course.patch', { id: newId(), patch: { title: 'Nowhere' } }, { title: '' }),
      device.mutation('Section.create', {
        row: { id: newId(), courseId: newId(), parentId: null, title: 'S', position: 'a0' },
      }),
      device.mutation('Course.create', { row: { id: newId(), title: 'NUL \0' } }),
      device.mutation('Course.erase', { id }),
      device.mutation('Course.patch', { id, patch: { title: 'Also kept' } }, { title: 'Kept' }),
    ]);
    expect(results.map((result) => result.code)).toEqual([
      'APPLIED',
      'INVALID',
      'NOT_FOUND',
      'FORBIDDEN',
      'INVALID',
      'INVALID',
      'APPLIED',
    ]);
  });
});

describe('two people on one row', () => {
  it('lets the later arrival win and keeps the loser with both names', async () => {
    const { courseId, first, second, holding } = await sharedCourse();
    await first.send(
      'Course.patch',
      { id: courseId, patch: { title: 'Algebra by Ada' } },
      { title: 'Algebra' },
    );
    const late = await second.send(
      'Course.patch',
      { id: courseId, patch: { title: 'Algebra by Ben' } },
      { title: 'Algebra' },
    );
    expect(late.code).toBe('MERGED');
    const page = await first.pull([holding]);
    expect(rowsOfTable(page, 'courses')[0]?.title).toBe('Algebra by Ben');
    expect(rowsOfTable(page, 'conflicts')).toMatchObject([
      {
        field: 'title',
        winnerValue: 'Algebra by Ben',
        winnerName: 'Ben',
        loserValue: 'Algebra by Ada',
        loserName: 'Ada',
        status: 'open',
      },
    ]);
  });

  it('merges different fields and sets without a conflict', async () => {
    const { courseId, first, second, holding } = await sharedCourse();
    await first.send(
      'Course.patch',
      { id: courseId, patch: { title: 'T', tags: ['a', 'b'] } },
      { title: 'Algebra', tags: [] },
    );
    await second.send(
      'Course.patch',
      { id: courseId, patch: { summary: 'S', tags: ['c'] } },
      { summary: '', tags: [] },
    );
    const page = await first.pull([holding]);
    expect(rowsOfTable(page, 'courses')[0]).toMatchObject({
      title: 'T',
      summary: 'S',
      tags: ['a', 'b', 'c'],
    });
    expect(rowsOfTable(page, 'conflicts')).toEqual([]);
  });

  it('refuses a price that was changed meanwhile', async () => {
    const { courseId, first, second } = await sharedCourse();
    await first.send('Course.patch', { id: courseId, patch: { priceMinor: 1000 } }, { priceMinor: null });
    const late = await second.send(
      'Course.patch',
      { id: courseId, patch: { priceMinor: 2000 } },
      { priceMinor: null },
    );
    expect(late.code).toBe('CONFLICT');
  });

  it('settles a conflict by compare-and-set', async () => {
    const { courseId, first, second, holding } = await sharedCourse();
    await first.send('Course.patch', { id: courseId, patch: { title: 'A' } }, { title: 'Algebra' });
    await second.send('Course.patch', { id: courseId, patch: { title: 'B' } }, { title: 'Algebra' });
    const id = String(rowsOfTable(await first.pull([holding]), 'conflicts')[0]?.id);
    expect((await first.send('conflict.resolve', { id, value: 'A', expected: 'stale' })).code).toBe(
      'CONFLICT',
    );
    expect((await first.send('conflict.resolve', { id, value: ' ', expected: 'B' })).code).toBe('INVALID');
    expect((await first.send('conflict.resolve', { id, value: 'A', expected: 'B' })).code).toBe('APPLIED');
    const page = await first.pull([holding]);
    expect(rowsOfTable(page, 'courses')[0]?.title).toBe('A');
    expect(rowsOfTable(page, 'conflicts')).toMatchObject([
      { status: 'resolved', resolvedValue: 'A', resolvedByName: 'Ada' },
    ]);
    expect((await second.send('conflict.resolve', { id, value: 'B', expected: 'A' })).code).toBe('CONFLICT');
  });
});

describe('settling a conflict about a place', () => {
  /** Section A that two people moved to different places, and the conflict about it. */
  async function movedApart() {
    const course = await sharedCourse();
    const { courseId, first, second, holding } = course;
    const [a, b, c] = [newId(), newId(), newId()];
    for (const id of [a, b, c]) {
      await first.send('Section.create', {
        row: { id, courseId, parentId: null, title: 'S', position: 'a1' },
      });
    }
    await first.send('Section.patch', { id: a, patch: { parentId: b } }, { parentId: null });
    await second.send('Section.patch', { id: a, patch: { parentId: c } }, { parentId: null });
    const [conflict] = rowsOfTable(await first.pull([holding]), 'conflicts');
    return { ...course, a, b, c, conflictId: String(conflict?.id) };
  }

  it('never puts a section inside itself', async () => {
    const { first, a, b, c, conflictId } = await movedApart();
    await first.send('Section.patch', { id: b, patch: { parentId: a } }, { parentId: null });
    const settled = await first.send('conflict.resolve', { id: conflictId, value: b, expected: c });
    expect(settled.code).toBe('CONFLICT');
    expect((await first.send('Section.patch', { id: a, patch: { title: 'T' } }, { title: 'S' })).code).toBe(
      'APPLIED',
    );
  });

  it('reaches no other course, nothing that does not exist, and nothing in Trash without bringing it back', async () => {
    const { first, b, c, holding, conflictId } = await movedApart();
    const foreign = await createDevice(door, ben).createCourse();
    const choose = (value: string) => first.send('conflict.resolve', { id: conflictId, value, expected: c });
    expect((await choose(foreign.sectionId)).code).toBe('INVALID');
    expect((await choose(newId())).code).toBe('MISSING_PARENT');
    await first.send('Section.trash', { id: b, cursor: (await first.pull([holding])).head });
    expect((await choose(b)).code).toBe('APPLIED');
    const sections = rowsOfTable(await first.pull([holding]), 'sections');
    expect(sections.find((section) => section.id === b)?.deletedAt).toBeNull();
  });
});

describe('what may be stored', () => {
  it('is checked where it would be used as a name, a type or a place among siblings', async () => {
    const { courseId, sectionId, first } = await sharedCourse();
    const material = { courseId, name: 'x', mimeType: 'image/png', sizeBytes: 1, sha256: 'a'.repeat(64) };
    const lesson = { courseId, sectionId, title: 'L' };
    const refused: [string, JsonObject][] = [
      ['Material.create', { row: { ...material, id: newId(), sha256: '../../../etc/passwd' } }],
      ['Material.create', { row: { ...material, id: newId(), mimeType: 'text/html\r\nX: y' } }],
      ['Lesson.create', { row: { ...lesson, id: newId(), position: 'a00' } }],
      ['Lesson.create', { row: { ...lesson, id: newId(), position: 'zzz' } }],
      ['Course.patch', { id: courseId, patch: { title: ' ' } }],
      ['Course.create', { row: { id: newId(), title: 'T', language: '"><script>' } }],
      ['Course.create', { row: { id: newId(), title: 'T', coverMaterialId: '<svg onload=x>' } }],
    ];
    for (const [name, args] of refused)
      expect([name, (await first.send(name, args)).code]).toEqual([name, 'INVALID']);
  });
});

describe('rights', () => {
  it('end at the courses that a teacher teaches; an admin may edit all', async () => {
    const ids = await createDevice(door, ada).createCourse();
    const stranger = createDevice(door, ben);
    expect(
      (await stranger.send('Course.patch', { id: ids.courseId, patch: { title: 'X' } }, { title: 'Algebra' }))
        .code,
    ).toBe('FORBIDDEN');
    const boss = createDevice(door, admin);
    expect(
      (await boss.send('Course.patch', { id: ids.courseId, patch: { title: 'X' } }, { title: 'Algebra' }))
        .code,
    ).toBe('APPLIED');
  });

  it('do not reach into another course by a reference', async () => {
    const own = await createDevice(door, ben).createCourse();
    const foreign = await createDevice(door, ada).createCourse();
    const device = createDevice(door, ben);
    const row = {
      id: newId(),
      courseId: own.courseId,
      sectionId: foreign.sectionId,
      title: 'Smuggled',
      position: 'a0',
    };
    expect((await device.send('Lesson.create', { row })).code).toBe('INVALID');
    const moved = await device.send(
      'Lesson.patch',
      { id: own.lessonId, patch: { sectionId: foreign.sectionId } },
      { sectionId: own.sectionId },
    );
    expect(moved.code).toBe('INVALID');
  });

  it('do not reach another school: its rows are as absent as ids that never were', async () => {
    const foreign = await createDevice(door, ada).createCourse();
    const other = await buildSchool(door);
    const device = createDevice(door, await other.join('Eve', 'owner'));
    const patch = (id: string) =>
      device.send('Course.patch', { id, patch: { title: 'X' } }, { title: 'Algebra' });
    const [existing, absent] = [await patch(foreign.courseId), await patch(newId())];
    expect(existing.code).toBe('NOT_FOUND');
    expect({ ...existing, seq: 0 }).toEqual({ ...absent, seq: 0 });
    const page = await device.pull(['staff', 'course:*']);
    expect(page.changes.map((change) => change.rowId)).toEqual([other.tenantId]);
  });

  it('need a role that works in the app', async () => {
    const school = await buildSchool(door);
    const student = createDevice(door, await school.join('Sam', 'student'));
    await expect(student.pull(['staff'])).rejects.toMatchObject({ syncCode: 'FORBIDDEN' });
  });
});

describe('moving', () => {
  it('refuses a section inside itself', async () => {
    const { courseId, sectionId, first } = await sharedCourse();
    const inner = newId();
    await first.send('Section.create', {
      row: { id: inner, courseId, parentId: sectionId, title: 'Inner', position: 'a0' },
    });
    const cycle = await first.send(
      'Section.patch',
      { id: sectionId, patch: { parentId: inner } },
      { parentId: null },
    );
    expect(cycle.code).toBe('CONFLICT');
  });
});

describe('publishing', () => {
  it('needs the state that the person saw, in time', async () => {
    const { courseId, first, second } = await sharedCourse();
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect(
      (await first.send('course.publish', { id: courseId, expected: 'archived', notAfter: soon })).code,
    ).toBe('CONFLICT');
    expect(
      (
        await first.send('course.publish', {
          id: courseId,
          expected: 'draft',
          notAfter: new Date(0).toISOString(),
        })
      ).code,
    ).toBe('EXPIRED');
    expect(
      (await second.send('course.publish', { id: courseId, expected: 'draft', notAfter: soon })).code,
    ).toBe('APPLIED');
    expect(
      (await first.send('course.publish', { id: courseId, expected: 'draft', notAfter: soon })).code,
    ).toBe('APPLIED');
  });
});
