import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '@educrowd/shared/primitives/id';
import type { EngineClient } from '../../ipc/contract.ts';
import type { ImportState } from '../../ipc/import.ts';
import { png, writeFiles } from '../content/testing/course-files.ts';
import { openTestEngine, type TestEngine } from '../testing/test-engine.ts';
import { writeCourseFolder } from '../testing/write-course-folder.ts';
import { openWriter } from '../testing/write-text.ts';

let folder = '';
let opened: TestEngine;
let client: EngineClient;
let home = '';
let source = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'educrowd-import-'));
  source = join(folder, 'Botany');
  opened = openTestEngine(join(folder, 'data'));
  client = opened.client;
  const { current } = await client.session.startLocal({ displayName: 'Ada' });
  home = join(folder, 'data', 'workspaces', current!.workspaceId);
});
afterEach(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ended(importId: string): Promise<ImportState> {
  let state = await client.import.state({ importId });
  while (state.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 5));
    state = await client.import.state({ importId });
  }
  return state;
}
const importFrom = async (path: string): Promise<ImportState> =>
  ended((await client.import.start({ path, grant: null })).importId);

const blobs = (): string[] =>
  readdirSync(join(home, 'blobs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

async function expectNothing(): Promise<void> {
  expect(await client.courses.list()).toEqual([]);
  expect((await client.sync.status()).pill).toEqual({ state: 'local', saved: 0 });
  expect(blobs()).toEqual([]);
  expect(existsSync(join(home, 'import')) ? readdirSync(join(home, 'import')) : []).toEqual([]);
  expect(await client.search.find({ text: 'words', limit: 5 })).toEqual([]);
}

describe('an import', () => {
  test('becomes a course with sections, lessons, texts and pictures, and keeps its report', async () => {
    writeCourseFolder(source, { sections: 2, pages: 3 });
    const { importId } = await client.import.start({ path: source, grant: null });
    const state = await ended(importId);
    expect(state.state).toBe('done');
    const courseId = state.state === 'done' ? state.courseId : '';
    const outline = await client.courses.outline({ courseId });
    expect(outline.course).toMatchObject({ title: 'Botany', hasImportReport: true });
    expect(outline.sections).toHaveLength(2);
    expect(outline.lessons).toHaveLength(6);
    expect(outline.lessons.every((lesson) => !lesson.isEmpty)).toBe(true);
    expect((await openWriter(client, outline.lessons[0]!.documentId)).words()).toContain('Words of page 1');
    expect(await client.search.find({ text: 'section page', limit: 20 })).toHaveLength(6);
    expect(blobs()).toHaveLength(2);
    expect(await client.import.report({ courseId })).toMatchObject({
      courseId,
      title: 'Botany',
      format: 'markdown',
    });
    expect(opened.events.some((event) => event.type === 'import' && event.importId === importId)).toBe(true);
    expect(readdirSync(join(home, 'import'))).toEqual([]);
    // What was imported can be edited like anything else.
    await (await openWriter(client, outline.lessons[0]!.documentId)).type(' and more');
  });

  test('has the cover of the course that it came from', async () => {
    const page = '<chapter><sequential><vertical><html>x</html></vertical></sequential></chapter>';
    await writeFiles(source, {
      'course.xml': `<course display_name="Botany" course_image="my cover.png">${page}</course>`,
      'static/my_cover.png': png(),
    });
    const state = await importFrom(source);
    const courseId = state.state === 'done' ? state.courseId : '';
    const { course } = await client.courses.outline({ courseId });
    expect(await client.materials.read({ materialId: course.coverMaterialId! })).toMatchObject({
      name: 'my_cover.png',
      mimeType: 'image/png',
    });
  });

  test('can be imported again as a second course', async () => {
    writeCourseFolder(source, { sections: 1, pages: 1 });
    await importFrom(source);
    await importFrom(source);
    expect(await client.courses.list()).toHaveLength(2);
    expect(blobs()).toHaveLength(1);
  });

  test('that cannot be read says why and leaves nothing', async () => {
    writeFileSync(`${source}.txt`, 'no course at all');
    for (const path of [`${source}.txt`, join(folder, 'absent')]) {
      expect(await importFrom(path)).toMatchObject({ state: 'failed', reason: expect.stringMatching(/\w/) });
    }
    await expectNothing();
  });

  test.each([1, 4, 15, 40, 90])('cancelled after %i ms leaves nothing, or is complete', async (delayMs) => {
    writeCourseFolder(source, { sections: 4, pages: 25 });
    const { importId } = await client.import.start({ path: source, grant: null });
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await client.import.cancel({ importId });
    const state = await client.import.state({ importId });
    if (state.state === 'cancelled') await expectNothing();
    else expect(await client.courses.list()).toMatchObject([{ lessonCount: 100 }]);
  });

  test('whose files cannot be put in place leaves nothing', async () => {
    writeCourseFolder(source, { sections: 4, pages: 25 });
    await client.courses.createCourse({ title: 'Kept' });
    // Where a folder of files would be made there is something else.
    for (const shard of Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'))) {
      writeFileSync(join(home, 'blobs', shard), '');
    }
    expect((await importFrom(source)).state).toBe('failed');
    expect(await client.courses.list()).toMatchObject([{ title: 'Kept' }]);
    expect(readdirSync(join(home, 'blobs', 'drafts'))).toEqual([]);
    expect((await client.sync.status()).pill).toEqual({ state: 'local', saved: 1 });
  });

  test('ends with its workspace', async () => {
    writeCourseFolder(source, { sections: 4, pages: 25 });
    const { importId } = await client.import.start({ path: source, grant: null });
    await client.session.startLocal({ displayName: 'Somebody else' });
    expect(['cancelled', 'done']).toContain((await ended(importId)).state);
    expect(await client.courses.list()).toEqual([]);
  });

  test('from an upload takes the upload with it, and never anything else', async () => {
    const upload = join(folder, 'data', 'uploads', '0b0e2f7e-3f43-4f63-9d10-1c0f2f0f7f11');
    writeCourseFolder(join(upload, 'Botany'), { sections: 1, pages: 1 });
    expect((await importFrom(join(upload, 'Botany'))).state).toBe('done');
    expect(existsSync(upload)).toBe(false);
    mkdirSync(join(folder, 'mine'));
    writeCourseFolder(join(folder, 'mine', 'Zoology'), { sections: 1, pages: 1 });
    await importFrom(join(folder, 'mine', 'Zoology'));
    expect(existsSync(join(folder, 'mine', 'Zoology'))).toBe(true);
  });

  test('that was complete is known to the next engine, by an id that tells how it ended', async () => {
    writeCourseFolder(source, { sections: 1, pages: 1 });
    const { importId } = await client.import.start({ path: source, grant: null });
    const state = await ended(importId);
    await opened.close();
    opened = openTestEngine(join(folder, 'data'));
    client = opened.client;
    expect(await client.import.state({ importId })).toEqual(state);
    expect(state).toEqual({ state: 'done', courseId: expect.any(String) });
  });

  test('that nobody started is not found', async () => {
    await expect(client.import.state({ importId: newId() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
