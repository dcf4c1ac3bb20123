import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { newId } from '@educrowd/shared/primitives/id';
import { DataFolderInUse } from '../lock-data-folder.ts';
import { SignInError, type SignedIn } from '../network/device-sign-in.ts';
import { openTestEngine, type TestEngine } from '../testing/test-engine.ts';
import { signInNetwork, type SignInNetwork } from '../testing/test-network.ts';
import { openWriter } from '../testing/write-text.ts';

const SCHOOL = 'https://riverside.example.org';
const ada: SignedIn = {
  token: 'a-token',
  account: {
    userId: newId(),
    tenantId: newId(),
    email: 'ada@example.org',
    displayName: 'Ada L.',
    schoolName: 'Riverside',
    roles: ['instructor'],
  },
};

let folder = '';
let network: SignInNetwork;
let opened: TestEngine;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'educrowd-engine-'));
  network = signInNetwork();
  opened = openTestEngine(folder, network);
});
afterEach(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const reopen = async (): Promise<void> => {
  await opened.close();
  network = signInNetwork();
  opened = openTestEngine(folder, network);
};
const state = () => opened.client.session.state();
const current = async () => (await state()).current!;
const fileOf = (workspaceId: string): string => join(folder, 'workspaces', workspaceId, 'workspace.sqlite');

async function signIn(who: SignedIn = ada, address = SCHOOL): Promise<void> {
  await opened.client.session.beginSignIn({ address });
  network.confirm(who);
  await expect.poll(async () => (await state()).signIn.state).toBe('none');
}

async function writeCourse(title: string): Promise<string> {
  const { courses } = opened.client;
  const { id } = await courses.createCourse({ title });
  const section = await courses.createSection({
    courseId: id,
    parentId: null,
    title: 'Section',
    afterId: null,
  });
  const lesson = await courses.createLesson({
    sectionId: section.id,
    title: `Lesson of ${title}`,
    afterId: null,
  });
  await (await openWriter(opened.client, lesson.documentId)).type(`Text of ${title}`);
  return lesson.documentId;
}

const unsent = async (): Promise<string[]> => {
  const { json } = await opened.client.sync.exportUnsent();
  return (JSON.parse(json) as { unsent: { name: string }[] }).unsent.map((edit) => edit.name);
};

describe('without a school', () => {
  test('work begins at once, stays on this computer and is there after a restart', async () => {
    expect(await state()).toMatchObject({ current: null, accounts: [], problem: null });
    await expect(opened.client.courses.list()).rejects.toMatchObject({ code: 'NO_WORKSPACE' });
    await opened.client.session.startLocal({ displayName: 'Ada' });
    const documentId = await writeCourse('Botany');
    expect(await opened.client.sync.status()).toMatchObject({ pill: { state: 'local', saved: 5 } });
    await reopen();
    expect(await state()).toMatchObject({ current: { displayName: 'Ada', school: null }, signedIn: false });
    expect(await opened.client.courses.list()).toMatchObject([{ title: 'Botany', lessonCount: 1 }]);
    expect((await openWriter(opened.client, documentId)).words()).toBe('Text of Botany');
  });

  test('everything lies in folders and files of the person alone', async () => {
    await opened.client.session.startLocal({ displayName: 'Ada' });
    const { workspaceId } = await current();
    await signIn();
    const modeOf = (path: string): number => statSync(path).mode & 0o777;
    const home = join(folder, 'workspaces', workspaceId);
    expect([join(folder, 'workspaces'), home, join(home, 'blobs')].map(modeOf)).toEqual([
      0o700, 0o700, 0o700,
    ]);
    expect([fileOf(workspaceId), join(home, 'token'), join(folder, 'last-open')].map(modeOf)).toEqual([
      0o600, 0o600, 0o600,
    ]);
    expect(readFileSync(join(home, 'token'), 'utf8')).toBe('a-token');
  });
});

describe('a sign-in', () => {
  test('shows the code, then connects the open workspace with everything in it', async () => {
    await opened.client.session.startLocal({ displayName: 'Ada' });
    const { workspaceId } = await current();
    const documentId = await writeCourse('Botany');
    const before = await unsent();
    const waiting = await opened.client.session.beginSignIn({ address: 'riverside.example.org' });
    expect(waiting.signIn).toMatchObject({ state: 'waiting', address: SCHOOL, userCode: 'ABCD-EFGH' });
    network.confirm(ada);
    await expect.poll(async () => (await state()).signIn.state).toBe('none');
    expect(await state()).toMatchObject({
      current: {
        workspaceId,
        displayName: 'Ada L.',
        school: { name: 'Riverside', address: SCHOOL, email: 'ada@example.org' },
      },
      signedIn: true,
    });
    expect(await opened.client.courses.list()).toMatchObject([{ title: 'Botany', lessonCount: 1 }]);
    expect((await openWriter(opened.client, documentId)).words()).toBe('Text of Botany');
    expect(await unsent()).toEqual(before);
    expect((await opened.client.sync.status()).pill.state).not.toBe('local');
    await reopen();
    expect(await state()).toMatchObject({
      current: { workspaceId, school: { name: 'Riverside' } },
      signedIn: true,
    });
  });

  test('without anything open makes a workspace of its own', async () => {
    await signIn();
    expect(await state()).toMatchObject({
      current: { school: { name: 'Riverside' } },
      accounts: [{ displayName: 'Ada L.' }],
    });
  });

  test('of another account opens another workspace; both keep their own', async () => {
    await signIn();
    await writeCourse('Of Ada');
    const first = await current();
    await signIn({
      ...ada,
      account: { ...ada.account, userId: newId(), email: 'bob@example.org', displayName: 'Bob' },
    });
    expect(await opened.client.courses.list()).toEqual([]);
    await writeCourse('Of Bob');
    expect((await state()).accounts).toHaveLength(2);
    await opened.client.session.open({ workspaceId: first.workspaceId });
    expect((await opened.client.courses.list()).map((course) => course.title)).toEqual(['Of Ada']);
    await reopen();
    expect((await opened.client.courses.list()).map((course) => course.title)).toEqual(['Of Ada']);
  });

  test('again keeps the workspace and what waits in it', async () => {
    await signIn();
    const first = await current();
    await writeCourse('Botany');
    expect(await opened.client.session.signOut()).toMatchObject({
      signedIn: false,
      current: { workspaceId: first.workspaceId },
    });
    expect(existsSync(join(folder, 'workspaces', first.workspaceId, 'token'))).toBe(false);
    await writeCourse('Zoology');
    await signIn({ ...ada, token: 'another' });
    expect(await state()).toMatchObject({
      signedIn: true,
      current: { workspaceId: first.workspaceId },
      accounts: [{}],
    });
    expect(await opened.client.courses.list()).toHaveLength(2);
  });

  test('of an account that has a workspace here takes local work over into it, once', async () => {
    await signIn();
    await writeCourse('At school');
    const { workspaceId: schoolId } = await current();
    await opened.client.session.startLocal({ displayName: 'Ada' });
    const { workspaceId: localId } = await current();
    const documentId = await writeCourse('On the train');
    const [course] = await opened.client.courses.list();
    const { materialId } = await opened.client.materials.addPicture({
      home: { courseId: course!.id },
      name: 'leaf.gif',
      bytes: bytesToBase64(Buffer.from('GIF89a leaf')),
    });
    await signIn();
    expect(await state()).toMatchObject({
      current: { workspaceId: schoolId },
      accounts: [{ workspaceId: schoolId }],
    });
    expect((await opened.client.courses.list()).map((each) => each.title).toSorted()).toEqual([
      'At school',
      'On the train',
    ]);
    expect((await openWriter(opened.client, documentId)).words()).toBe('Text of On the train');
    expect(await opened.client.materials.read({ materialId })).toMatchObject({
      name: 'leaf.gif',
      bytes: bytesToBase64(Buffer.from('GIF89a leaf')),
    });
    expect(await opened.client.search.find({ text: 'train', limit: 5 })).not.toEqual([]);
    expect(readdirSync(join(folder, 'merged'))).toEqual([localId]);
    expect((await unsent()).filter((name) => name === 'Course.create')).toHaveLength(2);
  });

  test('that fails or is cancelled changes nothing', async () => {
    await opened.client.session.startLocal({ displayName: 'Ada' });
    await writeCourse('Botany');
    await opened.client.session.beginSignIn({ address: SCHOOL });
    network.fail(new SignInError('denied'));
    await expect
      .poll(async () => (await state()).signIn)
      .toMatchObject({ state: 'failed', reason: expect.stringContaining('declined') });
    await opened.client.session.beginSignIn({ address: SCHOOL });
    expect(await opened.client.session.cancelSignIn()).toMatchObject({ signIn: { state: 'none' } });
    await expect(opened.client.session.beginSignIn({ address: 'no school' })).rejects.toMatchObject({
      code: 'INVALID',
    });
    expect(await state()).toMatchObject({ current: { displayName: 'Ada', school: null } });
    expect(await opened.client.courses.list()).toHaveLength(1);
  });
});

describe('a workspace that cannot be opened', () => {
  test('because its file is damaged is left as it is, said plainly, and others still work', async () => {
    await opened.client.session.startLocal({ displayName: 'Ada' });
    const { workspaceId } = await current();
    await opened.close();
    const damaged = 'this was a database once. '.repeat(2_000);
    writeFileSync(fileOf(workspaceId), damaged);
    opened = openTestEngine(folder, network);
    expect(await state()).toMatchObject({
      current: null,
      problem: { workspaceId, error: { code: 'DAMAGED' } },
    });
    expect(readFileSync(fileOf(workspaceId), 'utf8')).toBe(damaged);
    await opened.client.session.startLocal({ displayName: 'Ada again' });
    expect(await state()).toMatchObject({ current: { displayName: 'Ada again' }, problem: null });
  });

  test('because a newer version wrote it says so', async () => {
    await opened.client.session.startLocal({ displayName: 'Ada' });
    const { workspaceId } = await current();
    await opened.close();
    const db = new Sqlite(fileOf(workspaceId));
    db.pragma('user_version = 1000');
    db.close();
    opened = openTestEngine(folder, network);
    expect(await state()).toMatchObject({
      current: null,
      problem: { workspaceId, error: { code: 'NEWER' } },
    });
    await expect(opened.client.session.open({ workspaceId })).rejects.toMatchObject({ code: 'NEWER' });
  });
});

test('two engines never work in one folder', async () => {
  expect(() => openTestEngine(folder)).toThrow(DataFolderInUse);
  await reopen();
});

test.skipIf(process.getuid?.() === 0)('a folder that cannot be written says so', async () => {
  await opened.client.session.startLocal({ displayName: 'Ada' });
  const { workspaceId } = await current();
  await opened.close();
  chmodSync(fileOf(workspaceId), 0o400);
  chmodSync(join(folder, 'workspaces', workspaceId), 0o500);
  opened = openTestEngine(folder, network);
  expect(await state()).toMatchObject({ problem: { error: { code: 'READ_ONLY' } } });
  chmodSync(join(folder, 'workspaces', workspaceId), 0o700);
});
