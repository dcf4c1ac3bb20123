import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { systemClock } from './clock.ts';
import { createLesson, createSection } from './courses/outline-edits.ts';
import { describeFailure } from './describe-failure.ts';
import { createFileTokenStore } from './network/token-store.ts';
import { mergeLocalWork } from './session/merge-local-work.ts';
import { offlineNetwork } from './testing/test-network.ts';
import { createWorkspaceFile, openWorkspace, type Workspace } from './workspace.ts';

const course = entityNamed('Course');
let folder = '';
let workspace: Workspace;

const open = (name = 'one'): Workspace => {
  const home = join(folder, name);
  return openWorkspace({
    folder: home,
    tokens: createFileTokenStore(join(home, 'token')),
    network: offlineNetwork(),
    clock: systemClock,
    random: () => 0.5,
    emit: () => undefined,
    log: () => undefined,
  });
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'educrowd-workspace-'));
  createWorkspaceFile(join(folder, 'one'), {
    workspaceId: newId<'Workspace'>(),
    displayName: 'Ada',
    school: null,
  });
  workspace = open();
});
afterEach(async () => {
  await workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

const create = (title: string, summary = ''): void =>
  workspace.writer.write((write) => write.create(course, { id: newId<'Course'>(), title, summary }));
const titles = (): unknown[] =>
  workspace.store.views.select(course, 'true order by title').map((row) => row.title);
const failureOf = (work: () => void): string => {
  try {
    work();
  } catch (error) {
    return describeFailure(error).code;
  }
  return 'done';
};
const pill = () => workspace.sync().status().pill;

describe('when the disk is full', () => {
  test('the edit is refused, the pill says so, and nothing that was saved is lost', async () => {
    create('Kept');
    workspace.store.db.pragma('wal_checkpoint(truncate)');
    const pages = Number(workspace.store.db.pragma('page_count', { simple: true }));
    workspace.store.db.pragma(`max_page_count = ${pages}`);
    let saved = 1;
    const long = 'x'.repeat(4_000);
    while (saved < 100 && failureOf(() => create(`Kept ${saved}`, long)) === 'done') saved++;
    expect(failureOf(() => create('Refused', long))).toBe('DISK_FULL');
    expect(pill()).toMatchObject({ state: 'notSaved', reason: expect.stringContaining('full') });
    expect(titles()).toHaveLength(saved);

    workspace.store.db.pragma('max_page_count = 1000000');
    create('Room again');
    expect(pill()).toEqual({ state: 'local', saved: saved + 1 });
    await workspace.close();
    workspace = open();
    expect(titles()).toHaveLength(saved + 1);
    expect(workspace.store.db.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});

test('when the disk cannot be written that is said, too, and everything can still be read', () => {
  create('Kept');
  const lesson = workspace.writer.write((write) => {
    const courseId = String(workspace.store.views.select(course, 'true')[0]?.id);
    const section = { courseId, parentId: null, title: 'Section', afterId: null };
    const sectionId = createSection(workspace.store, write, section);
    return createLesson(workspace.store, write, { sectionId, title: 'Lesson', afterId: null });
  });
  for (let count = 0; count < 100; count++) {
    const typed = new Y.Doc();
    typed.getXmlFragment('content').insert(0, [new Y.XmlElement('paragraph')]);
    workspace.writer.write((write) => write.append(lesson.documentId, Y.encodeStateAsUpdate(typed)));
  }
  workspace.store.db.pragma('query_only = on');
  expect(failureOf(() => create('Refused'))).toBe('READ_ONLY');
  expect(pill().state).toBe('notSaved');
  workspace.texts.refreshNow();
  expect(workspace.documents.open(lesson.documentId).isReadOnly).toBe(false);
  workspace.store.db.pragma('query_only = off');
  create('Again');
  expect(titles()).toEqual(['Again', 'Kept']);
});

test.each([
  ['SQLITE_FULL', 'DISK_FULL'],
  ['ENOSPC', 'DISK_FULL'],
  ['SQLITE_READONLY_DIRECTORY', 'READ_ONLY'],
  ['EROFS', 'READ_ONLY'],
  ['SQLITE_CORRUPT_VTAB', 'DAMAGED'],
  ['SQLITE_NOTADB', 'DAMAGED'],
  ['SQLITE_IOERR_FSYNC', 'INTERNAL'],
  ['SQLITE_ERROR', 'INTERNAL'],
])('%s is told as %s', (code, told) => {
  expect(describeFailure(Object.assign(new Error('failed'), { code })).code).toBe(told);
});

describe('files of the workspace', () => {
  const blobs = (): string[] =>
    readdirSync(join(folder, 'one', 'blobs'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);

  test('that a crash left behind are gone after the next start; those that rows name stay', async () => {
    create('Course');
    const [row] = workspace.store.views.select(course, 'true');
    await workspace.materials.add({
      home: { courseId: String(row?.id) },
      name: 'a.txt',
      bytes: Buffer.from('kept'),
    });
    const kept = blobs();
    await workspace.files.draft(Buffer.from('never named'));
    const left = workspace.files.pathOf('ab'.repeat(32));
    mkdirSync(join(left, '..'), { recursive: true });
    writeFileSync(left, 'moved, and then the power went');
    mkdirSync(join(folder, 'one', 'import', 'half'), { recursive: true });
    writeFileSync(workspace.files.partPathOf('cd'.repeat(32)), 'half a download');
    await workspace.close();
    workspace = open();
    expect(blobs().toSorted()).toEqual([...kept, 'cd'.repeat(32)].toSorted());
    expect(readdirSync(join(folder, 'one'))).not.toContain('import');
  });

  test('are kept once, whatever their names, and only with the transaction that names them', async () => {
    create('Course');
    const [row] = workspace.store.views.select(course, 'true');
    const courseId = String(row?.id);
    const bytes = Buffer.from([
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52,
    ]);
    const first = await workspace.materials.add({ home: { courseId }, name: 'leaf.jpg', bytes });
    expect(first.mimeType).toBe('image/png');
    expect(await workspace.materials.add({ home: { courseId }, name: 'again.png', bytes })).toEqual(first);
    expect(blobs()).toHaveLength(1);
    expect(await workspace.materials.read(first.materialId)).toMatchObject({ name: 'leaf.jpg', bytes });
    await expect(
      workspace.materials.add({ home: { courseId }, name: 'x'.repeat(300), bytes: Buffer.from('other') }),
    ).rejects.toMatchObject({ code: 'INVALID' });
    expect(blobs()).toHaveLength(1);
    await expect(
      workspace.materials.add({ home: { courseId: newId() }, name: 'x', bytes }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('that are no pictures do not become one, whatever they are called', async () => {
    create('Course');
    const [row] = workspace.store.views.select(course, 'true');
    const home = { courseId: String(row?.id) };
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg"/>';
    for (const bytes of [randomBytes(2_000), Buffer.from('words'), Buffer.from(drawing), Buffer.alloc(0)]) {
      await expect(workspace.materials.addPicture({ home, name: 'photo.jpg', bytes })).rejects.toMatchObject({
        code: 'INVALID',
        message: 'photo.jpg is not a picture that can be shown. Nothing was changed.',
      });
    }
    expect(blobs()).toEqual([]);
    const gif = Buffer.from('GIF89a');
    expect(await workspace.materials.addPicture({ home, name: 'x', bytes: gif })).toMatchObject({
      mimeType: 'image/gif',
    });
  });
});

test('local work is taken over once, however often a crash makes that begin again', async () => {
  createWorkspaceFile(join(folder, 'two'), {
    workspaceId: newId<'Workspace'>(),
    displayName: 'Ada',
    school: null,
  });
  const target = open('two');
  create('On the train');
  await mergeLocalWork(workspace, target);
  await mergeLocalWork(workspace, target);
  expect(target.store.views.select(course, 'true').map((row) => row.title)).toEqual(['On the train']);
  expect(target.store.outbox.countUnsent()).toBe(1);
  await target.close();
});

test('a file that is added while local work is taken over comes along with its bytes', async () => {
  createWorkspaceFile(join(folder, 'two'), {
    workspaceId: newId<'Workspace'>(),
    displayName: 'Ada',
    school: null,
  });
  const target = open('two');
  create('On the train');
  const [row] = workspace.store.views.select(course, 'true');
  const home = { courseId: String(row?.id) };
  const add = (name: string) =>
    workspace.materials.add({ home, name, bytes: Buffer.from(`Text of ${name}`) });
  await add('first.txt');
  const late: { materialId: string }[] = [];
  await mergeLocalWork(workspace, {
    ...target,
    files: {
      ...target.files,
      draft: async (source) => {
        // One while the first is copied, and one more while that one is.
        if (late.length < 2) late.push(await add(`late-${late.length}.txt`));
        return target.files.draft(source);
      },
    },
  });
  expect(late).toHaveLength(2);
  for (const [at, { materialId }] of late.entries()) {
    expect((await target.materials.read(materialId)).bytes?.toString()).toBe(`Text of late-${at}.txt`);
  }
  const blobs = target.store.db.prepare('select state from blob').pluck().all();
  expect(blobs).toEqual(['local', 'local', 'local']);
  await target.close();
});
