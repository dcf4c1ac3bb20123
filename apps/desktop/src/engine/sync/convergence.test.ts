/**
 * Many devices, a bad line, power cuts, people who come and go, a school that is restored: whatever happens, in the end
 * everybody shows what the school has, and nothing that was written is lost. A failure names its seed.
 */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { newId } from '@educrowd/shared/primitives/id';
import { foldRow, type RowEffect } from '@educrowd/shared/sync/fold';
import { entityNamed, entityOfTable } from '@educrowd/shared/synced-entities';
import type { LocalWrite } from '../store/local-write.ts';
import { projection } from './testing/peer-state.ts';
import type { PeerUser } from './testing/school-peer.ts';
import { makeCourse } from './testing/test-device.ts';
import { createWorld, seededRandom, type TestWorld, type WorldDevice } from './testing/test-world.ts';

const course = entityNamed('Course');
const section = entityNamed('Section');
const lesson = entityNamed('Lesson');
const document = entityNamed('Document');

type Random = () => number;
const oneOf = <T>(random: Random, list: readonly T[]): T | undefined =>
  list[Math.floor(random() * list.length)];
const idsOf = (device: WorldDevice, entity: typeof course): string[] =>
  device.store.views.select(entity, '1 order by id').map((row) => row.id as string);

const textOf = (device: WorldDevice, documentId: string): Y.Doc => {
  const text = new Y.Doc();
  const updates = device.store.db
    .prepare<[string], Buffer>('select bytes from document_update where document_id = ? order by id')
    .pluck()
    .all(documentId);
  for (const update of updates) Y.applyUpdate(text, update);
  return text;
};

/** What a person does in one moment; edits that the device refuses at once do not count. */
function edit(device: WorldDevice, random: Random, mark: string): void {
  const pick = (entity: typeof course) => oneOf(random, idsOf(device, entity));
  const actions: ((write: LocalWrite) => void)[] = [
    (write) => void makeCourse(write, mark),
    (write) => {
      const id = pick(course);
      if (id) write.patch(course, id, { title: mark, tags: [mark] });
    },
    (write) => {
      const id = pick(course);
      if (id) write.patch(course, id, { priceMinor: Math.floor(random() * 5) });
    },
    (write) => {
      const id = pick(lesson);
      if (id) write.patch(lesson, id, { title: mark });
    },
    (write) => {
      const id = pick(lesson);
      const row = id && device.store.views.read(lesson, id);
      const target =
        row &&
        oneOf(
          random,
          device.store.views.select(section, 'course_id = ? order by id', row.courseId as string),
        );
      if (id && target) write.patch(lesson, id, { sectionId: target.id as string });
    },
    (write) => {
      const row = oneOf(random, device.store.views.select(section, '1 order by id'));
      if (!row) return;
      const made = {
        id: newId(),
        courseId: row.courseId ?? null,
        parentId: null,
        title: mark,
        position: 'a5',
      };
      write.create(section, made);
      const moved = oneOf(
        random,
        device.store.views.select(lesson, 'course_id = ? order by id', row.courseId as string),
      );
      if (moved) write.patch(lesson, moved.id as string, { sectionId: made.id });
    },
    (write) => {
      const id = pick(lesson);
      if (id) write.trash(lesson, id);
    },
    (write) => {
      const id = pick(lesson);
      if (id) write.restore(lesson, id);
    },
    (write) => {
      const id = pick(document);
      if (!id) return;
      const text = textOf(device, id);
      const before = Y.encodeStateVector(text);
      text.getText('t').insert(0, `${mark};`);
      write.append(id, Y.encodeStateAsUpdate(text, before));
    },
  ];
  device.write((write) => oneOf(random, actions)?.(write));
}

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
  devices[0]?.write((write) => makeCourse(write, 'start'));
  await world.clock.advance(3_000);
  let backup = world.peer.backup();
  for (let step = 0; step < 60; step++) {
    const at = Math.floor(random() * devices.length);
    const device = devices[at] as WorldDevice;
    const dice = random();
    if (dice < 0.6) edit(device, random, `s${step}`);
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
    for (const documentId of idsOf(device, document)) {
      const school = new Y.Doc();
      for (const { update } of world.peer.state.updates.get(documentId) ?? [])
        Y.applyUpdate(school, Buffer.from(update, 'base64'));
      expect(textOf(device, documentId).getText('t').toString()).toBe(school.getText('t').toString());
      expect(textOf(device, documentId).store.pendingStructs).toBeNull();
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
  const count = Number(process.env.EDUCROWD_SEEDS ?? 12);
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
