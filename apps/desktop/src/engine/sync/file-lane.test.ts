import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { RequestError } from '../network/request-error.ts';
import type { BlobFiles } from './file-lane.ts';
import { rowKeyOf } from './testing/peer-state.ts';
import type { PeerUser } from './testing/school-peer.ts';
import { makeCourse } from './testing/test-device.ts';
import { createWorld, type TestWorld, type WorldDevice } from './testing/test-world.ts';

const material = entityNamed('Material');
const SIZE = 1_000;

let world: TestWorld;
let ada: PeerUser;
beforeEach(() => {
  world = createWorld();
  ada = { userId: 'ada', holdings: ['staff'] };
});
afterEach(() => world.close());

/** Files that arrived in the school, and how the line treats those under way. */
interface Lane {
  readonly arrived: string[];
  failure: RequestError | null;
  cutAt: number | null;
}

const unavailable = (status: number | null) =>
  new RequestError({ kind: 'unavailable', status, retryAfterMs: null }, 'no answer');

/** Gives the device a line for files to the school; `verify`: the school says that the file is good. */
function layLane(device: WorldDevice, { verify = true } = {}): Lane {
  const lane: Lane = { arrived: [], failure: null, cutAt: null };
  Object.assign(device.network, {
    upload: async ({
      materialId,
      uploadUrl,
      onUrl,
      onProgress,
    }: Parameters<typeof device.network.upload>[0]) => {
      await Promise.resolve();
      if (lane.failure) throw lane.failure;
      if (uploadUrl === null) onUrl(`https://school/files/${materialId}`);
      if (lane.cutAt !== null) {
        onProgress(lane.cutAt);
        lane.cutAt = null;
        throw unavailable(null);
      }
      onProgress(SIZE);
      lane.arrived.push(uploadUrl === null ? 'from the start' : 'resumed');
      if (verify)
        world.peer.edit((tx) => tx.put(material, { ...tx.find(material, materialId), state: 'ready' }));
    },
    download: ({ sha256 }: Parameters<typeof device.network.download>[0]) => {
      if (lane.failure) return Promise.reject(lane.failure);
      lane.arrived.push(sha256);
      return Promise.resolve();
    },
  });
  return lane;
}

/** A course with a file whose bytes are here. */
function addFile(device: WorldDevice, sha256 = 'ab'.repeat(32)): string {
  return device.write((write) => {
    const { courseId } = makeCourse(write);
    const id = newId();
    write.create(material, { id, courseId, name: 'a.png', mimeType: 'image/png', sizeBytes: SIZE, sha256 });
    device.store.db
      .prepare(`insert into blob (sha256, size_bytes, state) values (?, ?, 'local')`)
      .run(sha256, SIZE);
    return id;
  });
}

const blobOf = (device: WorldDevice) => device.store.db.prepare('select state, upload_url from blob').get();

describe('sending files', () => {
  it('begins when the school has the row and ends with its word that the file is good', async () => {
    const device = world.open(ada);
    const lane = layLane(device);
    const id = addFile(device);
    await world.clock.advance(900);
    expect(lane.arrived).toEqual([]);
    await world.clock.advance(5_000);
    expect(lane.arrived).toEqual(['from the start']);
    expect(device.store.views.read(material, id)?.state).toBe('ready');
    expect(blobOf(device)).toEqual({ state: 'present', upload_url: null });
    expect(device.pill()).toBe('synced');
  });

  it('goes on where it was cut, with the text already gone', async () => {
    const device = world.open(ada);
    const lane = layLane(device);
    lane.cutAt = 400;
    addFile(device);
    await world.clock.advance(1_500);
    expect(world.peer.state.rows.size).toBe(5);
    expect(device.runner.status().pill).toEqual({ state: 'sendingFiles', sentBytes: 400, totalBytes: SIZE });
    await world.clock.advance(5_000);
    expect(lane.arrived).toEqual(['resumed']);
    expect(device.pill()).toBe('synced');
  });

  it('is not over before the school has verified the file, and is repeated when it does not', async () => {
    const device = world.open(ada);
    const lane = layLane(device, { verify: false });
    addFile(device);
    await world.clock.advance(60_000);
    expect([lane.arrived, device.pill()]).toEqual([['from the start'], 'checking']);
    await world.clock.advance(15 * 60_000);
    expect(lane.arrived.length).toBeGreaterThan(1);
  });

  it('never delays the text, whatever happens to the file', async () => {
    const device = world.open(ada);
    const lane = layLane(device);
    lane.failure = unavailable(503);
    addFile(device);
    await world.clock.advance(5_000);
    expect(device.pill()).toBe('sendingFiles');
    device.write((write) => makeCourse(write, 'Second'));
    await world.clock.advance(2_500);
    expect([...world.peer.state.rows.values()].map((row) => row.title)).toContain('Second');
    lane.failure = null;
    await world.clock.advance(120_000);
    expect([lane.arrived, device.pill()]).toEqual([['from the start'], 'synced']);
  });

  it('puts off a file that the school refuses, and says that it is not sent', async () => {
    const device = world.open(ada);
    const lane = layLane(device);
    lane.failure = unavailable(413);
    addFile(device);
    await world.clock.advance(20_000);
    expect(device.runner.status().pill).toMatchObject({ state: 'sendingFiles', sentBytes: 0 });
    lane.failure = null;
    addFile(device, 'cd'.repeat(32));
    await world.clock.advance(20_000);
    expect(lane.arrived).toEqual(['from the start']);
    expect(device.pill()).toBe('sendingFiles');
    device.runner.syncNow();
    await world.clock.advance(5_000);
    expect([lane.arrived.length, device.pill()]).toEqual([2, 'synced']);
  });
});

describe('fetching files', () => {
  it('brings what rows name and tells the windows', async () => {
    const author = world.open(ada);
    layLane(author);
    const id = addFile(author);
    await world.clock.advance(5_000);
    const adopted: string[] = [];
    const files: BlobFiles = {
      pathOf: (sha256) => sha256,
      partPathOf: (sha256) => sha256,
      remove: () => undefined,
      adoptPart: (sha256) => {
        adopted.push(sha256);
        return Promise.resolve();
      },
    };
    const device = world.open(ada, { files });
    const lane = layLane(device);
    await world.clock.advance(5_000);
    const sha256 = world.peer.state.rows.get(rowKeyOf('materials', id))?.sha256;
    expect([lane.arrived, adopted]).toEqual([[sha256], [sha256]]);
    expect(blobOf(device)).toEqual({ state: 'present', upload_url: null });
    expect(device.events.some((event) => event.type === 'rows' && event.tables.join() === 'materials')).toBe(
      true,
    );
    expect(device.pill()).toBe('synced');
  });

  it('does not wait for a file that the school says it has not got', async () => {
    const author = world.open(ada);
    layLane(author);
    addFile(author);
    await world.clock.advance(5_000);
    const device = world.open(ada);
    layLane(device).failure = unavailable(404);
    await world.clock.advance(20_000);
    expect(device.pill()).toBe('synced');
  });
});
