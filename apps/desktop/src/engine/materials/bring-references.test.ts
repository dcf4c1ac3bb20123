import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { EngineClient } from '../../ipc/contract.ts';
import type { ContentHome } from '../../ipc/materials.ts';
import { createLocalWriter, type LocalWriter } from '../store/local-write.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { openTestEngine, type TestEngine } from '../testing/test-engine.ts';
import { createFileStore } from './blob-files.ts';
import { lessonAddress } from './lesson-address.ts';
import { createMaterials } from './material-files.ts';

const gif = (words: string): string => bytesToBase64(Buffer.from(`GIF89a ${words}`));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'educrowd-materials-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file is brought into another course or campaign once, with its bytes', async () => {
  const opened: TestEngine = openTestEngine(folder);
  const { client } = opened;
  await client.session.startLocal({ displayName: 'Ada' });
  const add = async (home: ContentHome, name: string, bytes: string): Promise<string> =>
    (await client.materials.addPicture({ home, name, bytes })).materialId;
  const bring = async (
    home: ContentHome,
    ...materialIds: string[]
  ): Promise<(string | null | undefined)[]> => {
    const { materials } = await client.materials.bring({ home, materialIds, lessonIds: [] });
    return materialIds.map((id) => materials[id]);
  };
  const from = { courseId: (await client.courses.createCourse({ title: 'From' })).id };
  const course = { courseId: (await client.courses.createCourse({ title: 'To' })).id };
  const campaign = { campaignId: await newCampaign(client) };
  const leaf = await add(from, 'leaf.gif', gif('leaf'));
  const sameLeaf = await add(from, 'again.gif', gif('leaf'));
  const tree = await add(from, 'tree.gif', gif('tree'));
  const knownTree = await add(course, 'my-tree.gif', gif('tree'));

  expect(sameLeaf).toBe(leaf);
  expect(await bring(from, leaf, tree)).toEqual([leaf, tree]);
  const [newLeaf, broughtTree, unknown] = await bring(course, leaf, tree, newId());
  expect([broughtTree, unknown]).toEqual([knownTree, null]);
  expect(newLeaf).not.toBe(leaf);
  expect(await client.materials.read({ materialId: String(newLeaf) })).toEqual({
    name: 'leaf.gif',
    mimeType: 'image/gif',
    bytes: gif('leaf'),
  });
  expect(await bring(course, leaf)).toEqual([newLeaf]);
  const [inCampaign] = await bring(campaign, String(newLeaf));
  expect(await bring(campaign, leaf)).toEqual([inCampaign]);
  await expect(bring({ courseId: newId() }, leaf)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await opened.close();
});

async function newCampaign({ campaigns }: EngineClient): Promise<string> {
  const { id } = await campaigns.create({ title: 'For the school' });
  return id;
}

function openWriter(): { store: Store; writer: LocalWriter } {
  const store = openStore(Buffer.alloc(0));
  return {
    store,
    writer: createLocalWriter({ store, now: () => new Date(0), onCommitted: () => undefined }),
  };
}

test('a file that is still at the school is brought by its hash, and nobody claims to have its bytes', () => {
  const { store, writer } = openWriter();
  const files = createFileStore(join(folder, 'blobs'), () => false);
  const materials = createMaterials({ store, writer, files });
  const [from, to, atSchool] = [newId<'Course'>(), newId<'Course'>(), newId<'Material'>()];
  const sha256 = 'ab'.repeat(32);
  writer.write((write) => {
    for (const id of [from, to]) write.create(entityNamed('Course'), { id, title: 'Course' });
    write.create(entityNamed('Material'), {
      id: atSchool,
      courseId: from,
      name: 'map.pdf',
      mimeType: 'application/pdf',
      sizeBytes: 9,
      sha256,
    });
  });
  const brought = materials.bring({ courseId: to }, [atSchool]).get(atSchool);
  expect(store.views.read(entityNamed('Material'), String(brought))).toMatchObject({
    courseId: to,
    campaignId: null,
    name: 'map.pdf',
    sha256,
    sizeBytes: 9,
  });
  expect(store.db.prepare('select * from blob').all()).toEqual([]);
  store.close();
});

test('a lesson of another course is linked by its page, once students can open that', () => {
  const { store, writer } = openWriter();
  const [courseId, sectionId, lessonId] = [newId<'Course'>(), newId<'Section'>(), newId<'Lesson'>()];
  const course = entityNamed('Course');
  writer.write((write) => {
    write.create(course, { id: courseId, title: 'Course' });
    write.create(entityNamed('Section'), { id: sectionId, courseId, title: 'Part', position: 'a0' });
    write.create(entityNamed('Lesson'), {
      id: lessonId,
      courseId,
      sectionId,
      title: 'Rivers',
      position: 'a0',
    });
  });
  const school = { address: 'https://riverside.example.org' };
  const elsewhere = { home: { courseId: newId() }, school };
  const page = `https://riverside.example.org/courses/${courseId}/lessons/${lessonId}`;
  expect(lessonAddress(store, lessonId, { home: { courseId }, school })).toBe(`lesson:${lessonId}`);
  expect(lessonAddress(store, lessonId, elsewhere)).toBeNull();
  store.views.write(course, { ...store.views.read(course, courseId)!, status: 'published' });
  expect(lessonAddress(store, lessonId, elsewhere)).toBe(page);
  expect(lessonAddress(store, lessonId, { home: { campaignId: newId() }, school })).toBe(page);
  expect(lessonAddress(store, lessonId, { ...elsewhere, school: null })).toBeNull();
  expect(lessonAddress(store, newId(), elsewhere)).toBeNull();
  writer.write((write) => write.trash(entityNamed('Lesson'), lessonId));
  expect(lessonAddress(store, lessonId, elsewhere)).toBeNull();
  store.close();
});
