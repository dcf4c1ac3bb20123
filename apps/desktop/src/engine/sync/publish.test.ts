import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completeRow, type WireRow } from '@educrowd/shared/entity/define-entity';
import { bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { openStore, type Store } from '../store/open-store.ts';
import type { StagedChange } from '../store/staging.ts';
import { publish } from './publish.ts';
import { beginRebuild } from './recover.ts';
import { createSyncStore, type SyncStore } from './sync-store.ts';
import { projection } from './testing/peer-state.ts';
import type { PeerUser } from './testing/school-peer.ts';
import { makeCourse, shownRows } from './testing/test-device.ts';
import { createWorld, seededRandom } from './testing/test-world.ts';

const document = entityNamed('Document');
const lesson = entityNamed('Lesson');

describe('what is published', () => {
  it('is the same by bootstrap, by one pull and by many, at any page size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 1_000 }),
        async (pageRows, seed) => {
          const random = seededRandom(seed);
          const world = createWorld();
          const ada: PeerUser = { userId: 'ada', holdings: ['staff'] };
          const author = world.open(ada);
          const along = world.open(ada);
          try {
            world.peer.pageRows = pageRows;
            for (let step = 0; step < 6; step++) {
              author.write((write) => {
                const { lessonId } = makeCourse(write, `Course ${step}`);
                if (random() < 0.5) write.patch(lesson, lessonId, { title: 'Renamed' });
                if (random() < 0.5) write.trash(lesson, lessonId);
              });
              await world.clock.advance(random() * 3_000);
              const gone = [...world.peer.state.rows.values()].find((row) => row.title === 'Renamed');
              if (gone && random() < 0.3) world.peer.edit((tx) => tx.remove(lesson, gone.id as string));
            }
            await world.clock.advance(10_000);
            const late = world.open(ada);
            await world.clock.advance(10_000);
            const school = projection(world.peer.state, ada.holdings);
            for (const device of [author, along, late]) expect(device.shown()).toEqual(school);
          } finally {
            await world.close();
          }
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('a publish', () => {
  let opened: Store;
  let store: SyncStore;
  beforeEach(() => {
    opened = openStore(Buffer.alloc(0));
    store = createSyncStore(opened);
  });
  afterEach(() => opened.close());

  const [courseA, courseB, sectionId, lessonId] = [newId(), newId(), newId(), newId()];
  const rowIn = (courseId: string): WireRow =>
    completeRow(
      lesson,
      { id: lessonId, courseId, sectionId, title: 'Moved', position: 'a0' },
      '2026-01-05T00:00:00.000Z',
    );
  const upsert = (courseId: string, version: number): StagedChange => {
    const row = rowIn(courseId);
    return {
      table: 'lessons',
      rowId: lessonId,
      scope: lesson.scope(row),
      version,
      op: 'upsert',
      row,
      updates: [],
    };
  };
  const gone = (op: 'leave' | 'delete', courseId: string, version: number): StagedChange => ({
    ...upsert(courseId, version),
    op,
    row: null,
  });
  const shownCourse = () => shownRows(opened).get(`lessons ${lessonId}`)?.courseId;
  const publishAll = (changes: readonly StagedChange[], head: number): void => {
    store.staging.add('pull', changes);
    publish(store, { head, lastSeq: 0 }, new Date(0));
  };

  it('follows a row from one scope to another and back, in whatever order one version is staged', () => {
    publishAll([upsert(courseA, 1)], 1);
    publishAll([gone('leave', courseA, 2), upsert(courseB, 2)], 2);
    expect(shownCourse()).toBe(courseB);
    publishAll([upsert(courseA, 3), gone('leave', courseB, 3)], 3);
    expect(shownCourse()).toBe(courseA);
    publishAll([gone('leave', courseB, 3)], 3);
    expect(shownCourse()).toBe(courseA);
    publishAll([gone('leave', courseA, 4)], 4);
    expect(shownCourse()).toBeUndefined();
  });

  it('removes a row that was deleted, wherever it had been', () => {
    publishAll([upsert(courseA, 1)], 1);
    publishAll([gone('leave', courseA, 2), gone('delete', courseB, 3)], 3);
    expect(shownCourse()).toBeUndefined();
  });

  it('lets a pull win over the bootstrap that was staged before it', () => {
    store.staging.add(`course:${courseA}`, [upsert(courseA, 5)]);
    const newer = { ...upsert(courseA, 6), row: { ...rowIn(courseA), title: 'Newer' } };
    publishAll([newer], 6);
    expect(shownRows(opened).get(`lessons ${lessonId}`)?.title).toBe('Newer');
  });

  it('keeps nothing of a text that a restored school has forgotten, however it tells the text anew (seed 350128928)', () => {
    const documentId = newId();
    const row = completeRow(
      document,
      { id: documentId, courseId: courseA, lessonId, contentSchema: 1 },
      '2026-01-05T00:00:00.000Z',
    );
    const written = (version: number, ...words: string[]): StagedChange => ({
      table: 'documents',
      rowId: documentId,
      scope: document.scope(row),
      version,
      op: 'upsert',
      row,
      updates: words.map((word) => bytesToBase64(Buffer.from(word))),
    });
    const received = (): string[] =>
      opened.db
        .prepare<[string], Buffer>('select bytes from document_update where document_id = ? order by id')
        .pluck()
        .all(documentId)
        .map(String);
    publishAll([written(1, 'begun'), written(2, 'forgotten')], 2);
    beginRebuild(store);
    // Nothing of it was there when the rows were loaded; somebody has sent it again since.
    publishAll([written(1, 'begun'), written(2, 'anew')], 2);
    expect(received()).toEqual(['begun', 'anew']);
    publishAll([written(3, 'more')], 3);
    expect(received()).toEqual(['begun', 'anew', 'more']);
    beginRebuild(store);
    store.staging.add(`course:${courseA}`, [written(3, 'all of it')]);
    publishAll([written(4, 'and news')], 4);
    expect(received()).toEqual(['all of it', 'and news']);
  });

  it('keeps nothing in a rebuild that has gone on from where it was moved meanwhile (seed 3289237713)', () => {
    publishAll([upsert(courseA, 1)], 1);
    beginRebuild(store);
    // It went from A to B, which nobody can tell any more, and then to where this device sees nothing.
    publishAll([gone('leave', courseB, 3)], 3);
    expect(shownCourse()).toBeUndefined();
  });

  it('leaves nothing half done when it fails', () => {
    publishAll([upsert(courseA, 1)], 1);
    store.staging.add('pull', [gone('leave', courseA, 2), { ...upsert(courseB, 2), row: null }]);
    expect(() => publish(store, { head: 2, lastSeq: 0 }, new Date(0))).toThrow('Impossible');
    expect(shownCourse()).toBe(courseA);
    expect(store.position.cursor()).toBe(1);
  });
});
