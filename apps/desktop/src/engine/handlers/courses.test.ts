import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EngineClient } from '../../ipc/contract.ts';
import type { Outline } from '../../ipc/courses.ts';
import { compareSiblings } from '@educrowd/shared/sync/order';
import { openTestEngine, type TestEngine } from '../testing/test-engine.ts';

let folder = '';
let opened: TestEngine;
let client: EngineClient;
let courseId = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'educrowd-engine-'));
  opened = openTestEngine(folder);
  client = opened.client;
  await client.session.startLocal({ displayName: 'Ada' });
  courseId = (await client.courses.createCourse({ title: 'Course' })).id;
});
afterEach(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const newSection = async (
  title: string,
  parentId: string | null = null,
  afterId: string | null = null,
): Promise<string> => (await client.courses.createSection({ courseId, parentId, title, afterId })).id;
const newLesson = async (sectionId: string, title: string, afterId: string | null = null): Promise<string> =>
  (await client.courses.createLesson({ sectionId, title, afterId })).id;

const outline = (): Promise<Outline> => client.courses.outline({ courseId });

/** Titles of what lies in a section, or of the top sections. */
const titlesIn = ({ sections, lessons }: Outline, parentId: string | null): string[] =>
  [
    ...sections.filter((each) => each.parentId === parentId),
    ...lessons.filter((each) => each.sectionId === parentId),
  ]
    .toSorted(compareSiblings)
    .map((each) => each.title);

describe('order', () => {
  test('new items come last, or where they were asked for', async () => {
    const first = await newSection('1');
    await newSection('3');
    await newSection('2', null, first);
    expect(titlesIn(await outline(), null)).toEqual(['1', '2', '3']);
  });

  test('lessons and nested sections share one order', async () => {
    const parent = await newSection('Parent');
    const lesson = await newLesson(parent, 'A lesson');
    await newSection('A section', parent, lesson);
    await newLesson(parent, 'Last');
    const nested = await newSection('First', parent);
    await client.courses.move({ kind: 'section', id: nested, parentId: parent, afterId: null });
    expect(titlesIn(await outline(), parent)).toEqual(['First', 'A lesson', 'A section', 'Last']);
  });

  test('after any moves every item is in one place, where the last move put it', async () => {
    const anyMove = fc.record({ item: fc.nat(7), to: fc.nat(4), after: fc.option(fc.nat(7), { nil: null }) });
    const parents = [await newSection('s0'), await newSection('s1'), await newSection('s2')];
    parents.push(await newSection('s3', parents[0]), await newSection('s4', parents[1]));
    const lessons = await Promise.all(
      ['l0', 'l1', 'l2'].map((title, index) => newLesson(parents[index]!, title)),
    );
    const items = [
      ...parents.map((id) => ({ kind: 'section' as const, id })),
      ...lessons.map((id) => ({ kind: 'lesson' as const, id })),
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(anyMove, { maxLength: 12 }), async (moves) => {
        for (const { item, to, after } of moves) {
          const { kind, id } = items[item]!;
          const parentId = to === 4 && kind === 'section' ? null : parents[to]!;
          const afterId = after === null ? null : items[after]!.id;
          const before = await outline();
          const moved = await client.courses.move({ kind, id, parentId, afterId }).then(
            () => true,
            (error: unknown) => {
              expect(error).toMatchObject({ code: 'INVALID' });
              return false;
            },
          );
          const now = await outline();
          if (!moved) {
            expect(now).toEqual(before);
            continue;
          }
          const siblings = [
            ...now.sections.filter((each) => each.parentId === parentId),
            ...now.lessons.filter((each) => each.sectionId === parentId),
          ]
            .toSorted(compareSiblings)
            .map((each) => each.id);
          expect(siblings).toContain(id);
          if (afterId === null) expect(siblings[0]).toBe(id);
          else if (siblings.includes(afterId) && afterId !== id)
            expect(siblings[siblings.indexOf(afterId) + 1]).toBe(id);
          expect(now.sections).toHaveLength(parents.length);
          expect(now.lessons).toHaveLength(lessons.length);
        }
      }),
      { seed: 20_260_104, numRuns: 12, verbose: true },
    );
  });

  test('a section never comes to lie inside itself', async () => {
    const outer = await newSection('Outer');
    const middle = await newSection('Middle', outer);
    const inner = await newSection('Inner', middle);
    for (const parentId of [outer, middle, inner]) {
      await expect(
        client.courses.move({ kind: 'section', id: outer, parentId, afterId: null }),
      ).rejects.toMatchObject({ code: 'INVALID' });
    }
    expect(titlesIn(await outline(), outer)).toEqual(['Middle']);
  });

  test('a lesson stays in a section of its course', async () => {
    const section = await newSection('Section');
    const lesson = await newLesson(section, 'Lesson');
    const other = await client.courses.createCourse({ title: 'Other' });
    const elsewhere = await client.courses.createSection({
      courseId: other.id,
      parentId: null,
      title: 'Elsewhere',
      afterId: null,
    });
    for (const parentId of [null, elsewhere.id]) {
      await expect(
        client.courses.move({ kind: 'lesson', id: lesson, parentId, afterId: null }),
      ).rejects.toMatchObject({ code: 'INVALID' });
    }
  });
});

describe('trash', () => {
  test('hides what lies below, lists what was put there, and gives it back with what it lies in', async () => {
    const section = await newSection('Section');
    const lesson = await newLesson(section, 'Lesson');
    await client.courses.trash({ kind: 'lesson', id: lesson });
    await client.courses.trash({ kind: 'section', id: section });
    expect(await outline()).toMatchObject({ sections: [], lessons: [] });
    expect((await client.trash.list()).map((item) => [item.kind, item.title, item.homeTitle])).toEqual(
      expect.arrayContaining([
        ['lesson', 'Lesson', 'Course'],
        ['section', 'Section', 'Course'],
      ]),
    );
    await expect(newLesson(section, 'x')).rejects.toMatchObject({ code: 'INVALID' });
    await client.courses.restore({ kind: 'lesson', id: lesson });
    expect(titlesIn(await outline(), section)).toEqual(['Lesson']);
    expect(await client.trash.list()).toEqual([]);
  });

  test('holds courses', async () => {
    await client.courses.trash({ kind: 'course', id: courseId });
    expect(await client.courses.list()).toEqual([]);
    await expect(outline()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await client.courses.restore({ kind: 'course', id: courseId });
    expect(await client.courses.list()).toHaveLength(1);
  });
});

describe('a course', () => {
  test('counts the lessons that can be seen', async () => {
    const section = await newSection('Section');
    await newLesson(section, 'One');
    const two = await newLesson(section, 'Two');
    await client.courses.trash({ kind: 'lesson', id: two });
    const hidden = await newSection('Hidden');
    await newLesson(hidden, 'Three');
    await client.courses.trash({ kind: 'section', id: hidden });
    expect(await client.courses.list()).toMatchObject([{ title: 'Course', lessonCount: 1, pending: true }]);
  });

  test('is patched field by field', async () => {
    await client.courses.patchCourse({
      courseId,
      patch: { summary: 'All of it', tags: ['a', 'b'], priceMinor: 1999 },
    });
    expect((await outline()).course).toMatchObject({
      title: 'Course',
      summary: 'All of it',
      tags: ['a', 'b'],
      priceMinor: 1999,
    });
    await expect(
      client.courses.patchCourse({ courseId, patch: { currency: 'nonsense' } }),
    ).rejects.toMatchObject({ code: 'INVALID' });
    await client.courses.patchCourse({ courseId, patch: {} });
  });

  test('is published as soon as the school hears of it, once', async () => {
    await client.courses.publish({ courseId });
    await client.courses.publish({ courseId });
    expect((await outline()).course.status).toBe('published');
    const { json } = await client.sync.exportUnsent();
    const { unsent } = JSON.parse(json) as { unsent: { name: string; args: { expected?: string } }[] };
    expect(unsent.filter((edit) => edit.name === 'course.publish').map((edit) => edit.args.expected)).toEqual(
      ['draft'],
    );
    await client.courses.unpublish({ courseId });
    expect((await outline()).course.status).toBe('draft');
  });

  test('that does not exist is not found', async () => {
    const missing = '01a00000-0000-7000-8000-000000000000';
    await expect(client.courses.outline({ courseId: missing })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(client.courses.rename({ kind: 'lesson', id: missing, title: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      client.courses.createLesson({ sectionId: missing, title: 'x', afterId: null }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
