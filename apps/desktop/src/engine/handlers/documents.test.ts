import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { CONTENT_SCHEMA_VERSION } from '@educrowd/shared/content/content-schema';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { EngineClient } from '../../ipc/contract.ts';
import { openStore } from '../store/open-store.ts';
import { openTestEngine, type TestEngine } from '../testing/test-engine.ts';
import { openWriter } from '../testing/write-text.ts';

let folder = '';
let opened: TestEngine;
let client: EngineClient;
let documentId = '';
let lessonId = '';
let courseId = '';

const open = (): void => {
  opened = openTestEngine(folder);
  client = opened.client;
};
const reopen = async (): Promise<void> => {
  await opened.close();
  open();
};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'educrowd-engine-'));
  open();
  await client.session.startLocal({ displayName: 'Ada' });
  courseId = (await client.courses.createCourse({ title: 'Botany' })).id;
  const section = await client.courses.createSection({
    courseId,
    parentId: null,
    title: 'Trees',
    afterId: null,
  });
  ({ id: lessonId, documentId } = await client.courses.createLesson({
    sectionId: section.id,
    title: 'Oaks',
    afterId: null,
  }));
});
afterEach(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const workspaceFile = async (): Promise<string> => {
  const { current } = await client.session.state();
  return join(folder, 'workspaces', current!.workspaceId, 'workspace.sqlite');
};

describe('a text', () => {
  test('is there again, whole, after a restart', async () => {
    const writer = await openWriter(client, documentId);
    for (const word of ['Quercus ', 'robur ', 'lives long']) await writer.type(word);
    await reopen();
    expect((await openWriter(client, documentId)).words()).toBe('Quercus robur lives long');
  });

  test('goes to the other windows and not back to its own', async () => {
    const writer = await openWriter(client, documentId, 'mine');
    opened.events.length = 0;
    await writer.type('Quercus');
    const heard = opened.events.filter((event) => event.type === 'document');
    expect(heard).toMatchObject([{ documentId, origin: 'mine' }]);
  });

  test('is read as it is now, without being opened; one that is not here is left out', async () => {
    const writer = await openWriter(client, documentId);
    await writer.type('Quercus robur');
    const read = () => client.documents.read({ documentIds: [documentId, courseId] });
    const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
    expect(await read()).toEqual([
      { documentId, content: { type: 'doc', content: [paragraph('Quercus robur')] } },
    ]);
    await reopen();
    expect(await read()).toMatchObject([{ content: { content: [paragraph('Quercus robur')] } }]);
  });

  test('saved twice is kept once', async () => {
    const writer = await openWriter(client, documentId);
    await writer.type('Quercus');
    const update = bytesToBase64(Y.encodeStateAsUpdate(writer.document));
    const before = (await client.sync.status()).pill;
    opened.events.length = 0;
    await client.documents.append({ documentId, update, origin: 'again' });
    expect(opened.events).toEqual([]);
    expect((await client.sync.status()).pill).toEqual(before);
  });

  test('of thousands of keystrokes opens as one', async () => {
    const writer = await openWriter(client, documentId);
    for (let count = 0; count < 150; count++) await writer.type('x');
    await reopen();
    expect((await openWriter(client, documentId)).words()).toBe('x'.repeat(150));
    const file = await workspaceFile();
    await opened.close();
    const store = openStore(file);
    const stored = store.db
      .prepare('select count(*) from document_update where document_id = ?')
      .pluck()
      .get(documentId);
    expect(stored).toBeLessThan(5);
    store.close();
    open();
    // What is sent to the school is still all of it.
    expect((await openWriter(client, documentId)).words()).toBe('x'.repeat(150));
  });

  test('shows what the school sent while it is open', async () => {
    const writer = await openWriter(client, documentId);
    await writer.type('Mine. ');
    const theirs = await openWriter(client, documentId);
    theirs.document.getXmlFragment('content').insert(0, [new Y.XmlElement('paragraph')]);
    const file = await workspaceFile();
    await opened.close();
    const store = openStore(file);
    store.documentUpdates.receive(documentId, [bytesToBase64(Y.encodeStateAsUpdate(theirs.document))], {
      version: 7,
      isWhole: false,
    });
    store.close();
    open();
    const now = await openWriter(client, documentId);
    expect(now.document.getXmlFragment('content').length).toBe(2);
    expect(now.words()).toBe('Mine. ');
  });
});

describe('an update is refused or put aside', () => {
  test('when it is no update', async () => {
    await expect(
      client.documents.append({
        documentId,
        update: bytesToBase64(new Uint8Array([255, 1, 2])),
        origin: 'w',
      }),
    ).rejects.toMatchObject({ code: 'INVALID' });
    await (await openWriter(client, documentId)).type('still works');
  });

  test('when it builds on changes that are not here: it is put aside, and others go on', async () => {
    const writer = await openWriter(client, documentId);
    const ahead = new Y.Doc();
    ahead.getXmlFragment('content').insert(0, [new Y.XmlElement('paragraph')]);
    const vector = Y.encodeStateVector(ahead);
    ahead.getXmlFragment('content').insert(1, [new Y.XmlElement('paragraph')]);
    const update = bytesToBase64(Y.encodeStateAsUpdate(ahead, vector));
    expect(await client.documents.append({ documentId, update, origin: 'w' })).toEqual({ isInText: false });
    await writer.type('b');
    expect((await openWriter(client, documentId)).words()).toBe('b');
    expect(await client.sync.listRefused()).toMatchObject([{ rowLabel: 'Oaks', courseId, code: 'INVALID' }]);
  });

  test('when a newer version wrote the text, which can still be read: words are put aside', async () => {
    const writer = await openWriter(client, documentId);
    await writer.type('From the future');
    const file = await workspaceFile();
    await opened.close();
    const store = openStore(file);
    const row = store.views.read(entityNamed('Document'), documentId)!;
    store.overlay.putServerRow(entityNamed('Document'), documentId, {
      ...row,
      contentSchema: CONTENT_SCHEMA_VERSION + 1,
    });
    store.db.exec('delete from outbox_effect');
    store.overlay.refold(entityNamed('Document'), documentId);
    store.close();
    open();
    expect(await client.documents.open({ documentId })).toMatchObject({ readOnly: true });
    const late = await openWriter(client, documentId);
    await late.type(', typed just before');
    expect((await openWriter(client, documentId)).words()).toBe('From the future');
    const before = Y.encodeStateVector(late.document);
    late.document.getXmlFragment('content').delete(0, 1);
    const deletion = bytesToBase64(Y.encodeStateAsUpdate(late.document, before));
    await client.documents.append({ documentId, update: deletion, origin: 'w' });
    expect(await client.sync.listRefused()).toMatchObject([
      { rowLabel: 'Oaks', content: ', typed just before' },
    ]);
    // It might delete what this version does not know: it is never sent.
    const { json } = await client.sync.exportUnsent();
    const { refused, unsent } = JSON.parse(json) as {
      refused: { args: { update: string } }[];
      unsent: unknown[];
    };
    expect(refused).toHaveLength(1);
    expect(JSON.stringify(unsent)).not.toContain(refused[0]!.args.update);
  });

  test('when the text is not here', async () => {
    await expect(client.documents.open({ documentId: courseId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const update = bytesToBase64(Y.encodeStateAsUpdate((await openWriter(client, documentId)).document));
    await expect(
      client.documents.append({ documentId: courseId, update, origin: 'w' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await client.sync.listRefused()).toEqual([]);
  });
});

describe('search', () => {
  const find = async (text: string): Promise<string[]> =>
    (await client.search.find({ text, limit: 20 })).map((hit) => `${hit.kind} ${hit.title}`);

  test('finds words of a lesson as soon as they are written, by their beginning and without accents', async () => {
    const writer = await openWriter(client, documentId);
    await writer.type('Das Eichhörnchen liebt Crème brûlée und Straßen');
    for (const text of ['eichhorn', 'Eichhörnchen', 'creme brul', 'LIEBT', 'straß']) {
      expect(await find(text), text).toEqual(['lesson Oaks']);
    }
    expect(await find('hörnchen')).toEqual([]);
    expect(await find('liebt fehlt')).toEqual([]);
  });

  test('finds what stands within writing that has no spaces, beside words that have', async () => {
    const writer = await openWriter(client, documentId);
    await writer.type('今天我们学习数据库的基本概念。SQL 很有用。ภาษาไทยง่ายมาก データベース');
    await client.courses.rename({ kind: 'lesson', id: lessonId, title: '数据库入门' });
    for (const text of ['学习', '基本概念', '入门', 'ไทย', 'ベース', 'sql 数据', '学习 入门'])
      expect(await find(text), text).toEqual(['lesson 数据库入门']);
    for (const text of ['习学', '学习 没有', 'sqlx 学习']) expect(await find(text), text).toEqual([]);
    const [hit] = await client.search.find({ text: 'SQL 学习', limit: 5 });
    expect(hit?.snippet.filter((part) => part.found).map((part) => part.text)).toEqual(['学习', 'SQL']);
    await client.courses.rename({
      kind: 'section',
      id: (await client.courses.outline({ courseId })).sections[0]!.id,
      title: '学习',
    });
    expect(await find('学习')).toEqual(['section 学习', 'lesson 数据库入门']);
  });

  test('finds words of other writing within such writing, and marks them', async () => {
    const writer = await openWriter(client, documentId);
    await writer.type('使用Python编程。学习SQL数据库，第3章');
    for (const [text, found] of [
      ['python', ['Python']],
      ['sql', ['SQL']],
      ['Python编程', ['Python编程']],
      ['第3章', ['第3章']],
    ] as const) {
      const [hit] = await client.search.find({ text, limit: 5 });
      expect(hit?.snippet.filter((part) => part.found).map((part) => part.text)).toEqual(found);
    }
    expect(await find('ython')).toEqual([]);
  });

  test('takes no account of accents in any writing, nor of how a name is encoded', async () => {
    const writer = await openWriter(client, documentId);
    await writer.type('Στην αθήνα. Ёлка, שָׁלוֹם, مُحَمَّد');
    for (const text of ['ΑΘΗΝΑ', 'елка', 'שלום', 'محمد'])
      expect(await find(text), text).toEqual(['lesson Oaks']);
    const [hit] = await client.search.find({ text: 'αθηνα', limit: 5 });
    expect(hit?.snippet.filter((part) => part.found).map((part) => part.text)).toEqual(['αθήνα']);
    await client.courses.rename({ kind: 'lesson', id: lessonId, title: '데이터 가이드'.normalize('NFD') });
    expect(await find('데이터 가이드')).toHaveLength(1);
  });

  test('says where a hit lies and marks it in its context', async () => {
    const writer = await openWriter(client, documentId);
    await writer.type('An acorn falls not far from the oak.');
    const [hit] = await client.search.find({ text: 'acor', limit: 5 });
    expect(hit).toMatchObject({ kind: 'lesson', id: lessonId, homeId: courseId, place: 'Botany › Trees' });
    expect(hit?.snippet.filter((part) => part.found).map((part) => part.text)).toEqual(['acorn']);
    expect(hit?.snippet.map((part) => part.text).join('')).toContain('An acorn falls');
  });

  test('shows each hit in its own words', async () => {
    const { sections } = await client.courses.outline({ courseId });
    const place = { sectionId: sections[0]!.id, afterId: null };
    const other = await client.courses.createLesson({ ...place, title: 'Beeches' });
    await (await openWriter(client, documentId)).type('A seed of an oak is an acorn.');
    await (await openWriter(client, other.documentId)).type('A seed of a beech is a nut.');
    const hits = await client.search.find({ text: 'seed', limit: 5 });
    const words = new Map(
      hits.map(({ title, snippet }) => [title, snippet.map(({ text }) => text).join('')]),
    );
    expect(words.get('Oaks')).toBe('A seed of an oak is an acorn.');
    expect(words.get('Beeches')).toBe('A seed of a beech is a nut.');
  });

  test('finds titles of courses, sections and lessons, and follows their names', async () => {
    expect(await find('botany')).toEqual(['course Botany']);
    expect(await find('tree')).toEqual(['section Trees']);
    await client.courses.rename({ kind: 'lesson', id: lessonId, title: 'Beeches' });
    expect(await find('oaks')).toEqual([]);
    expect(await find('beech')).toEqual(['lesson Beeches']);
  });

  test('puts titles before texts, takes any signs, and leaves out what is in Trash', async () => {
    const outline = await client.courses.outline({ courseId });
    const other = await client.courses.createLesson({
      sectionId: outline.sections[0]!.id,
      title: 'Other',
      afterId: null,
    });
    await (await openWriter(client, other.documentId)).type('oaks oaks oaks');
    expect(await find('oaks')).toEqual(['lesson Oaks', 'lesson Other']);
    for (const text of ['"', '*', 'a AND', 'NEAR(', '(((', '-', 'x:y', "';--", '^oak', ' ']) await find(text);
    await client.courses.trash({ kind: 'lesson', id: lessonId });
    expect(await find('oaks')).toEqual(['lesson Other']);
    await client.courses.trash({ kind: 'section', id: outline.sections[0]!.id });
    expect(await find('oaks')).toEqual([]);
    await client.courses.trash({ kind: 'course', id: courseId });
    expect(await find('botany')).toEqual([]);
  });

  test('the outline says which lessons have no text yet', async () => {
    expect((await client.courses.outline({ courseId })).lessons).toMatchObject([{ isEmpty: true }]);
    await (await openWriter(client, documentId)).type('x');
    expect((await client.courses.outline({ courseId })).lessons).toMatchObject([{ isEmpty: false }]);
  });
});
