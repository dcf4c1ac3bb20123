/**
 * Many devices, a bad line, power cuts, people who come and go, a school that is restored: whatever happens, in the end
 * everybody shows what the school has, and nothing that was written is lost. A failure names its seed.
 */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { CONTENT_FRAGMENT } from '@educrowd/shared/content/yjs-document';
import { foldRow, type RowEffect } from '@educrowd/shared/sync/fold';
import { entityNamed, entityOfTable } from '@educrowd/shared/synced-entities';
import { projection } from './testing/peer-state.ts';
import type { PeerUser } from './testing/school-peer.ts';
import { editAtRandom, oneOf, type Random } from './testing/random-edits.ts';
import { makeCourse } from './testing/test-device.ts';
import { createWorld, seededRandom, type TestWorld, type WorldDevice } from './testing/test-world.ts';
import { loadText, textOf } from './testing/typing.ts';

const lesson = entityNamed('Lesson');
const document = entityNamed('Document');

interface Run {
  readonly world: TestWorld;
  readonly devices: WorldDevice[];
}

const users = (): PeerUser[] => [
  { userId: 'ada', holdings: ['staff'] },
  { userId: 'ben', holdings: ['staff', 'course:*'] },
];

async function live(seed: number, options: { readonly restores: boolean }): Promise<Run> {
  const random = seededRandom(seed);
  const world = createWorld(random);
  const people = users();
  const [ada, ben] = people as [PeerUser, PeerUser];
  world.peer.pageRows = 1 + Math.floor(random() * 8);
  const devices = [world.open(ada), world.open(ada), world.open(ben)];
  devices[0]?.write((write) => write.append(makeCourse(write, 'start').documentId, textOf('start')));
  await world.clock.advance(3_000);
  let backup = world.peer.backup();
  for (let step = 0; step < 60; step++) {
    const at = Math.floor(random() * devices.length);
    const device = devices[at] as WorldDevice;
    const dice = random();
    if (dice < 0.6) editAtRandom(device, random, `s${step}`);
    else if (dice < 0.7) Object.assign(device.weather, stormyWeather(random));
    else if (dice < 0.76) devices[at] = world.open(device.user, { disk: await device.kill() });
    else if (dice < 0.8) device.network.cutPokes();
    else if (dice < 0.83) device.weather.isOnline = !device.weather.isOnline;
    else if (dice < 0.86) ben.holdings = ben.holdings.length > 1 ? ['staff'] : ['staff', 'course:*'];
    else if (dice < 0.88) backup = world.peer.backup();
    else if (dice < 0.89 && options.restores) world.peer.restore(backup);
    else if (dice < 0.92) world.peer.edit((tx) => editInBrowser(tx, random));
    await world.clock.advance(random() * 4_000);
    for (const each of devices) {
      expectHonest(each, world);
      expectFolded(each);
    }
  }
  for (const { weather } of devices) {
    Object.assign(weather, { isOnline: true, lostRequest: 0, lostAnswer: 0, repeated: 0, truncated: 0 });
  }
  await world.clock.advance(600_000);
  return { world, devices };
}

const stormyWeather = (random: Random) => ({
  isOnline: true,
  lostRequest: random() * 0.4,
  lostAnswer: random() * 0.4,
  repeated: random() * 0.3,
  truncated: random() * 0.3,
  latencyMs: 5 + random() * 2_000,
});

function editInBrowser(tx: Parameters<Parameters<TestWorld['peer']['edit']>[0]>[0], random: Random): void {
  const rows = tx.all(lesson);
  const row = oneOf(random, rows);
  if (row) tx.put(lesson, { ...row, title: 'in the browser' });
}

/** Whoever says that it is synced has nothing left that the school does not have. */
function expectHonest(device: WorldDevice, { peer }: TestWorld): void {
  if (device.pill() !== 'synced') return;
  expect(device.store.outbox.isEmpty()).toBe(true);
  const cursor = Number(device.store.state.read('cursor'));
  if (cursor === peer.state.head && device.store.state.read('epoch') === peer.state.epoch) {
    const held = device.store.db.prepare<[], string>('select holding from holding').pluck().all();
    expect(device.shown()).toEqual(projection(peer.state, held as never));
  }
}

/** What is shown is the school's row with the pending edits over it, at every moment. */
function expectFolded({ store }: WorldDevice): void {
  const bases = store.db
    .prepare<[], { table_name: string; row_id: string; row: string | null }>('select * from base_row')
    .all();
  for (const { table_name: table, row_id: id, row } of bases) {
    const entity = entityOfTable(table);
    const effects = store.db
      .prepare<[string, string], string>(
        'select effect from outbox_effect where table_name = ? and row_id = ? order by seq',
      )
      .pluck()
      .all(table, id)
      .map((effect) => JSON.parse(effect) as RowEffect);
    const folded = foldRow(entity, row === null ? null : (JSON.parse(row) as WireRow), effects);
    expect(store.views.read(entity, id)).toEqual(folded);
  }
}

interface Journaled {
  readonly name: string;
  readonly args: string;
}

/** What the school said it had taken is there, although it may have been restored since. */
function expectNothingLost(device: WorldDevice, { peer }: TestWorld): void {
  const accepted = device.store.db
    .prepare<[], Journaled>(`select name, args from journal where result_code in ('APPLIED', 'MERGED')`)
    .all();
  for (const { name, args } of accepted) {
    const { row, id, update } = JSON.parse(args) as { row?: { id: string }; id?: string; update?: string };
    if (row) expect([...peer.state.rows.keys()].some((key) => key.endsWith(row.id))).toBe(true);
    if (name !== 'document.append' || id === undefined || update === undefined) continue;
    const school = new Y.Doc();
    for (const stored of peer.state.updates.get(id) ?? [])
      Y.applyUpdate(school, Buffer.from(stored.update, 'base64'));
    const before = Y.encodeStateVector(school);
    Y.applyUpdate(school, Buffer.from(update, 'base64'));
    expect(Y.encodeStateVector(school)).toEqual(before);
  }
}

function expectConverged({ world, devices }: Run): void {
  for (const device of devices) {
    expectNothingLost(device, world);
    expect(device.pill()).toBe('synced');
    expect(device.shown()).toEqual(projection(world.peer.state, device.user.holdings));
    for (const row of device.store.views.select(document, '1')) {
      const documentId = row.id as string;
      const school = new Y.Doc();
      for (const { update } of world.peer.state.updates.get(documentId) ?? []) {
        Y.applyUpdate(school, Buffer.from(update, 'base64'));
      }
      const here = loadText(device.store, documentId);
      expect(here.getXmlFragment(CONTENT_FRAGMENT).toString()).toBe(
        school.getXmlFragment(CONTENT_FRAGMENT).toString(),
      );
      expect(here.store.pendingStructs).toBeNull();
    }
    const open = device.store.db.prepare('select seq, name from journal where result_code is null').all();
    expect(open).toEqual([]);
    for (const table of ['base_row', 'outbox_effect', 'staged_change']) {
      expect([table, device.store.db.prepare(`select count(*) as n from ${table}`).get()]).toEqual([
        table,
        { n: 0 },
      ]);
    }
  }
}

describe('devices converge', () => {
  const count = Number(process.env.EDUCROWD_SEEDS ?? 3);
  const seeds = Array.from({ length: count }, (_, index) => index + 1);

  it.each(seeds)('over a bad line, seed %i', async (seed) => {
    const run = await live(seed, { restores: false });
    try {
      expectConverged(run);
    } finally {
      await run.world.close();
    }
  });

  it.each(seeds)('also when the school is restored, seed %i', async (seed) => {
    const run = await live(seed + 1_000, { restores: true });
    try {
      expectConverged(run);
    } finally {
      await run.world.close();
    }
  });
});
