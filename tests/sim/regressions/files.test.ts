/** Bugs of files on devices that the simulator found, each as small as it can be told. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { createFileStore, type FileStore } from '../../../apps/desktop/src/engine/materials/blob-files.ts';
import { createMaterials } from '../../../apps/desktop/src/engine/materials/material-files.ts';
import { RequestError } from '../../../apps/desktop/src/engine/network/request-error.ts';
import { createWorld, type TestWorld } from '../../../apps/desktop/src/engine/sync/testing/test-world.ts';
import type { PeerUser } from '../../../apps/desktop/src/engine/sync/testing/school-peer.ts';
import { makeCourse } from '../../../apps/desktop/src/engine/sync/testing/test-device.ts';

const FORTY_DAYS_MS = 40 * 86_400_000;
const course = entityNamed('Course');
const material = entityNamed('Material');
const bytes = Buffer.from('a picture');
const sha256 = createHash('sha256').update(bytes).digest('hex');
const file = { name: 'a.png', mimeType: 'image/png', sizeBytes: bytes.length, sha256 };

let world: TestWorld;
let folder: string;
let ada: PeerUser;
beforeEach(() => {
  world = createWorld();
  folder = mkdtempSync(join(tmpdir(), 'sim-files-'));
  ada = { userId: 'ada', holdings: ['staff', 'course:*'] };
});
afterEach(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

/** A computer on which files lie in a folder; `asked` is what it asks the school for. */
function openWithFiles(user: PeerUser = { userId: 'ben', holdings: ['staff', 'course:*'] }) {
  const files: FileStore = createFileStore(folder, () => true);
  const device = world.open(user, { files });
  const asked: string[] = [];
  Object.assign(device.network, {
    download: ({ materialId, partPath }: Parameters<typeof device.network.download>[0]) => {
      asked.push(materialId);
      writeFileSync(partPath, bytes);
      return Promise.resolve();
    },
  });
  return { device, files, asked };
}

/** A course with a file that the school has. */
async function shareFile(): Promise<{ courseId: string; materialId: string }> {
  const author = world.open(ada);
  const materialId = newId();
  const { courseId } = author.write((write) => {
    const made = makeCourse(write);
    write.create(material, { id: materialId, courseId: made.courseId, ...file });
    return made;
  });
  await world.clock.advance(5_000);
  world.peer.edit((tx) => tx.put(material, { ...tx.find(material, materialId), state: 'ready' }));
  return { courseId, materialId };
}

it('keeps no bytes of a course that a person does not teach any more (seed 85000258)', async () => {
  await shareFile();
  const { device, files } = openWithFiles();
  await world.clock.advance(120_000);
  expect(existsSync(files.pathOf(sha256))).toBe(true);
  device.user.holdings = ['staff'];
  device.runner.syncNow();
  await world.clock.advance(120_000);
  expect(device.shown().size).toBe(0);
  expect(existsSync(files.pathOf(sha256))).toBe(false);
  expect(device.store.db.prepare('select count(*) from blob').pluck().get()).toBe(0);
});

it('keeps the bytes of an own file that waits for its course to come back', async () => {
  const { courseId } = await shareFile();
  const { device, files } = openWithFiles();
  await world.clock.advance(120_000);
  device.weather.isOnline = false;
  const own = Buffer.from('of my own');
  const materials = createMaterials({ store: device.store, writer: device.writer, files });
  await materials.add({ home: { courseId }, name: 'own.txt', bytes: own });
  device.user.holdings = ['staff'];
  device.weather.isOnline = true;
  device.runner.syncNow();
  await world.clock.advance(120_000);
  expect(device.shown().size).toBe(0);
  expect(await files.read(createHash('sha256').update(own).digest('hex'))).toEqual(own);
});

it('keeps the bytes of an own file that never arrived, however long ago it was added (seed 147000444)', async () => {
  const { courseId } = await shareFile();
  const { device, files } = openWithFiles();
  await world.clock.advance(120_000);
  const refused = new RequestError({ kind: 'unavailable', status: 503, retryAfterMs: null }, 'busy');
  Object.assign(device.network, { upload: () => Promise.reject(refused) });
  const own = Buffer.from('of my own');
  const materials = createMaterials({ store: device.store, writer: device.writer, files });
  await materials.add({ home: { courseId }, name: 'own.txt', bytes: own });
  await world.clock.advance(120_000);
  world.clock.sleep(FORTY_DAYS_MS);
  device.runner.syncNow();
  await world.clock.advance(120_000);
  expect(device.store.db.prepare('select count(*) from journal').pluck().get()).toBe(0);
  device.user.holdings = ['staff'];
  device.runner.syncNow();
  await world.clock.advance(120_000);
  expect(device.shown().size).toBe(0);
  expect(await files.read(createHash('sha256').update(own).digest('hex'))).toEqual(own);
});

it('asks for no file of a course in Trash, which the school does not give (seed 238000916)', async () => {
  const { courseId, materialId } = await shareFile();
  const inTrash = (deletedAt: string | null): void => {
    world.peer.edit((tx) => tx.put(course, { ...tx.find(course, courseId), deletedAt }));
  };
  inTrash(new Date(0).toISOString());
  const { device, asked } = openWithFiles();
  await world.clock.advance(120_000);
  expect([asked, device.pill()]).toEqual([[], 'synced']);
  inTrash(null);
  await world.clock.advance(120_000);
  expect([asked, device.pill()]).toEqual([[materialId], 'synced']);
});

it('keeps the bytes of a file that somebody else has added and not sent (seed 991003050)', async () => {
  const author = world.open(ada);
  const { courseId } = author.write((write) => {
    const made = makeCourse(write);
    write.create(material, { id: newId(), courseId: made.courseId, ...file });
    return made;
  });
  await world.clock.advance(5_000);
  const { device, files } = openWithFiles();
  await world.clock.advance(120_000);
  const materials = createMaterials({ store: device.store, writer: device.writer, files });
  const { materialId } = await materials.add({ home: { courseId }, name: 'a.png', bytes });
  expect((await materials.read(materialId)).bytes).toEqual(bytes);
  const rows = device.store.views.select(material, '1');
  expect(rows).toHaveLength(1);
});

it('has on the disk what had arrived whole when the line broke (seed 449001424)', async () => {
  // In a process of its own, in which the engine works on simulated disks.
  const program = join(import.meta.dirname, 'run-unflushed-download.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program]);
  expect(stdout).toBe('all of it');
});
