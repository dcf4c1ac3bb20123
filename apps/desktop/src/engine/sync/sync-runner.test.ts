import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { projection } from './testing/peer-state.ts';
import type { PeerUser } from './testing/school-peer.ts';
import { makeCourse } from './testing/test-device.ts';
import { createWorld, type TestWorld, type WorldDevice } from './testing/test-world.ts';

const course = entityNamed('Course');
const lesson = entityNamed('Lesson');

let world: TestWorld;
let ada: PeerUser;
beforeEach(() => {
  world = createWorld();
  ada = { userId: 'ada', holdings: ['staff'] };
});
afterEach(() => world.close());

const expectAtRest = (device: WorldDevice): void => {
  expect(device.pill()).toBe('synced');
  expect(device.shown()).toEqual(projection(world.peer.state, device.user.holdings));
  expect(device.store.outbox.isEmpty()).toBe(true);
};

const textUpdate = (text: string): Uint8Array => {
  const document = new Y.Doc();
  document.getText('t').insert(0, text);
  return Y.encodeStateAsUpdate(document);
};

describe('sending', () => {
  it('sends what was made here and ends with what the school has', async () => {
    const device = world.open(ada);
    await world.clock.advance(1_000);
    expect(device.pill()).toBe('synced');
    const { courseId } = device.write((write) => makeCourse(write));
    expect(device.runner.status().pill).toEqual({ state: 'waiting', waiting: 4 });
    await world.clock.advance(5_000);
    expect(ada.holdings).toContain(`course:${courseId}`);
    expectAtRest(device);
  });

  it('never shows anything but the own edit while that travels and comes back', async () => {
    const device = world.open(ada);
    const { lessonId } = device.write((write) => makeCourse(write));
    await world.clock.advance(5_000);
    device.write((write) => write.patch(lesson, lessonId, { title: 'Mine' }));
    for (let step = 0; step < 400; step++) {
      await world.clock.advance(10);
      expect(device.store.views.read(lesson, lessonId)?.title).toBe('Mine');
    }
    expectAtRest(device);
  });

  it('keeps typing together: edits of one moment are one mutation', async () => {
    const device = world.open(ada);
    const { lessonId } = device.write((write) => makeCourse(write));
    await world.clock.advance(5_000);
    const before = world.peer.state.head;
    for (const title of ['L', 'Le', 'Les', 'Less'])
      device.write((write) => write.patch(lesson, lessonId, { title }));
    await world.clock.advance(5_000);
    expect(world.peer.state.head).toBe(before + 1);
    expectAtRest(device);
  });

  it('goes on where it was after a power cut, with the answer lost on the way', async () => {
    const first = world.open(ada);
    await world.clock.advance(1_000);
    first.write((write) => makeCourse(write));
    first.weather.lostAnswer = 1;
    await world.clock.advance(1_200);
    expect(world.peer.state.rows.size).toBe(4);
    const disk = await first.kill();
    const second = world.open(ada, { disk });
    await world.clock.advance(5_000);
    expectAtRest(second);
    expect(world.peer.state.rows.size).toBe(4);
  });

  it('sends one by one when a batch breaks the school, and puts aside the one that does', async () => {
    const device = world.open(ada);
    const { courseId, lessonId, sectionId } = device.write((write) => makeCourse(write));
    await world.clock.advance(5_000);
    world.peer.poison = (name) => name === 'Section.patch';
    device.write((write) => {
      write.patch(lesson, lessonId, { title: 'Good' });
      write.patch(entityNamed('Section'), sectionId, { title: 'Poison' });
      write.patch(course, courseId, { title: 'Also good' });
    });
    await world.clock.advance(60_000);
    expectAtRest(device);
    expect(device.runner.status().toDecide).toBe(1);
    expect(device.store.views.read(lesson, lessonId)?.title).toBe('Good');
    expect(device.store.views.read(entityNamed('Section'), sectionId)?.title).toBe('Week 1');
  });
});

describe('the status', () => {
  it('tells that it is offline, since when, and how much is saved here', async () => {
    const device = world.open(ada);
    await world.clock.advance(1_000);
    device.weather.isOnline = false;
    device.write((write) => makeCourse(write));
    await world.clock.advance(1_100);
    const since = device.runner.status().pill;
    expect(since).toMatchObject({ state: 'offline', saved: 4 });
    await world.clock.advance(120_000);
    expect(device.runner.status().pill).toEqual(since);
    device.weather.isOnline = true;
    await world.clock.advance(70_000);
    expectAtRest(device);
  });

  it('says when it tries next while the school does not answer', async () => {
    const device = world.open(ada);
    await world.clock.advance(1_000);
    device.weather.lostRequest = 1;
    device.runner.syncNow();
    await world.clock.advance(100);
    expect(device.runner.status().pill).toMatchObject({ state: 'notAnswering' });
    device.weather.lostRequest = 0;
    device.runner.syncNow();
    await world.clock.advance(1_000);
    expectAtRest(device);
  });

  it('never says synced while an edit is not in the school or has not come back', async () => {
    const device = world.open(ada);
    await world.clock.advance(1_000);
    device.write((write) => makeCourse(write));
    let synced = false;
    for (let step = 0; step < 500; step++) {
      await world.clock.advance(10);
      if (device.pill() !== 'synced') continue;
      synced = true;
      expectAtRest(device);
    }
    expect(synced).toBe(true);
  });

  it('counts the first load', async () => {
    const author = world.open(ada);
    author.write((write) => makeCourse(write));
    await world.clock.advance(5_000);
    world.peer.pageRows = 1;
    const device = world.open(ada);
    const seen = new Set<number>();
    for (let step = 0; step < 100; step++) {
      await world.clock.advance(10);
      const { pill } = device.runner.status();
      if (pill.state !== 'firstSync') continue;
      expect(pill.totalRows).toBe(4);
      expect(device.shown().size).toBe(0);
      seen.add(pill.rows);
    }
    expect(seen).toEqual(new Set([1, 2, 3, 4]));
    expectAtRest(device);
  });

  it('is that of work on this computer alone without a school', () => {
    const device = world.open(ada, { network: null });
    device.write((write) => makeCourse(write));
    expect(device.runner.status()).toEqual({ pill: { state: 'local', saved: 4 }, toDecide: 0 });
  });

  it('says that the disk is full until an edit is kept again', () => {
    const device = world.open(ada);
    device.runner.noteWriteFailed('disk full');
    expect(device.runner.status().pill).toEqual({ state: 'notSaved', reason: 'disk full' });
    device.write((write) => makeCourse(write));
    expect(device.pill()).toBe('waiting');
  });

  it.each([
    ['cannot be written', 'query_only = on', 'query_only = off'],
    ['disk is full', 'max_page_count = 1', 'max_page_count = 1000000'],
  ])('says why what others wrote cannot be kept: %s', async (reason, fail, mend) => {
    const device = world.open(ada);
    const { lessonId } = device.write((write) => makeCourse(write));
    await world.clock.advance(5_000);
    device.store.db.pragma(fail);
    world.peer.edit((tx) => {
      for (let number = 0; number < 200; number++)
        tx.create(course, { id: newId(), title: 'Theirs', summary: 'x'.repeat(4_000) });
      tx.put(lesson, { ...tx.find(lesson, lessonId), title: 'Theirs' });
    });
    ada.holdings = ['staff', 'course:*'];
    await world.clock.advance(60_000);
    expect(device.runner.status().pill).toEqual({
      state: 'notSaved',
      reason: expect.stringContaining(reason),
    });
    device.store.db.pragma(mend);
    await world.clock.advance(120_000);
    expectAtRest(device);
    expect(device.store.views.read(lesson, lessonId)?.title).toBe('Theirs');
  });
});

describe('changes of others', () => {
  it('come with the next poke', async () => {
    const device = world.open(ada);
    const { lessonId } = device.write((write) => makeCourse(write));
    await world.clock.advance(5_000);
    world.peer.edit((tx) => tx.put(lesson, { ...tx.find(lesson, lessonId), title: 'Theirs' }));
    await world.clock.advance(500);
    expect(device.store.views.read(lesson, lessonId)?.title).toBe('Theirs');
    expectAtRest(device);
  });

  it('come without a poke within a minute', async () => {
    const device = world.open(ada);
    const { lessonId } = device.write((write) => makeCourse(write));
    await world.clock.advance(5_000);
    world.peer.onHead = null;
    world.peer.edit((tx) => tx.put(lesson, { ...tx.find(lesson, lessonId), title: 'Theirs' }));
    await world.clock.advance(60_000);
    expect(device.store.views.read(lesson, lessonId)?.title).toBe('Theirs');
  });

  it('are asked for when the computer wakes up', async () => {
    const device = world.open(ada);
    const { lessonId } = device.write((write) => makeCourse(write));
    await world.clock.advance(5_000);
    world.peer.onHead = null;
    world.peer.edit((tx) => tx.put(lesson, { ...tx.find(lesson, lessonId), title: 'Theirs' }));
    world.clock.sleep(8 * 3_600_000);
    await world.clock.advance(11_000);
    expect(device.store.views.read(lesson, lessonId)?.title).toBe('Theirs');
  });

  it('leave a pending edit as the person typed it, with what they saw as its base', async () => {
    const device = world.open(ada);
    const { lessonId } = device.write((write) => makeCourse(write));
    await world.clock.advance(5_000);
    device.weather.isOnline = false;
    device.write((write) => write.patch(lesson, lessonId, { title: 'Mine' }));
    world.peer.edit((tx) =>
      tx.put(lesson, { ...tx.find(lesson, lessonId), title: 'Theirs', position: 'a5' }),
    );
    await world.clock.advance(1_000);
    device.weather.isOnline = true;
    await world.clock.advance(120_000);
    expect(device.store.views.read(lesson, lessonId)).toMatchObject({ title: 'Mine', position: 'a5' });
    expect(device.runner.status().toDecide).toBe(1);
    expectAtRest(device);
  });
});

describe('texts', () => {
  it('reach the other device as updates, told to its windows', async () => {
    const device = world.open(ada);
    const { documentId } = device.write((write) => makeCourse(write));
    await world.clock.advance(5_000);
    const other = world.open(ada);
    device.write((write) => write.append(documentId, textUpdate('hello')));
    await world.clock.advance(5_000);
    const textOf = (at: WorldDevice): string => {
      const document = new Y.Doc();
      for (const update of at.store.db
        .prepare<[string], Buffer>('select bytes from document_update where document_id = ?')
        .pluck()
        .all(documentId)) {
        Y.applyUpdate(document, update);
      }
      return document.getText('t').toString();
    };
    expect([textOf(device), textOf(other)]).toEqual(['hello', 'hello']);
    const again = textUpdate('again ');
    device.write((write) => write.append(documentId, again));
    await world.clock.advance(5_000);
    expect(textOf(other)).toContain('again');
    expect(other.events.filter((event) => event.type === 'document')).toEqual([
      { type: 'document', documentId, update: bytesToBase64(again), origin: 'sync' },
    ]);
    expectAtRest(device);
    expectAtRest(other);
  });
});
