import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { newId } from '@educrowd/shared/primitives/id';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { completeRow, type WireRow } from '@educrowd/shared/entity/define-entity';
import { foldRow, type RowEffect } from '@educrowd/shared/sync/fold';
import {
  MAX_MUTATIONS_PER_PUSH,
  MAX_PUSH_BYTES,
  mutationHash,
  type Mutation,
} from '@educrowd/shared/sync/protocol';
import { touchedRows } from '@educrowd/shared/sync/mutations';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { makeCourse, type MadeCourse } from '../sync/testing/test-device.ts';
import { createLocalWriter, type LocalWrite } from './local-write.ts';
import { openStore, type Store } from './open-store.ts';

const course = entityNamed('Course');
const section = entityNamed('Section');
const lesson = entityNamed('Lesson');

let store: Store;
let write: <T>(work: (write: LocalWrite) => T) => T;
let made: MadeCourse;
const begin = (): void => {
  store = openStore(Buffer.alloc(0));
  write = createLocalWriter({ store, now: () => new Date(0), onCommitted: () => undefined }).write;
  made = write((each) => makeCourse(each));
};
const beginAnew = (): void => {
  store.close();
  begin();
};
beforeEach(begin);
afterEach(() => store.close());

const batch = (singly = false): Mutation[] => store.transaction(() => store.outbox.nextBatch(0, singly));
const accept = (mutations: readonly Mutation[]): void =>
  store.outbox.saveResults(
    mutations.map(({ seq }) => ({ seq, code: 'APPLIED', detail: null })),
    0,
  );
/** Sends everything, as far as the outbox is concerned. */
const drain = (): void => {
  for (let sent = batch(); sent.length > 0; sent = batch()) accept(sent);
};
const queued = (): { seq: number; name: string; args: JsonObject; base: JsonObject }[] =>
  store.db
    .prepare<[], { seq: number; name: string; args: string; base: string }>(
      'select seq, name, args, base from outbox order by seq',
    )
    .all()
    .map((row) => ({
      ...row,
      args: JSON.parse(row.args) as JsonObject,
      base: JSON.parse(row.base) as JsonObject,
    }));

/** What the queued mutations make of an empty school, one after the other. */
function replayed(id: string, entity = lesson): WireRow | null {
  const effects = queued().flatMap((mutation): RowEffect[] =>
    touchedRows(mutation, new Date(0).toISOString(), store.views.view)
      .filter((touched) => touched.entity === entity && touched.rowId === id)
      .map((touched) => touched.effect),
  );
  return foldRow(entity, null, effects);
}

describe('queueing', () => {
  const edits = fc.array(
    fc.record({
      field: fc.constantFrom('title', 'position', 'sectionId'),
      value: fc.constantFrom('a1', 'a2', 'a3'),
      sends: fc.boolean(),
    }),
    { maxLength: 25 },
  );

  it('joins edits without changing what they add up to, and numbers what is left without gaps', () => {
    fc.assert(
      fc.property(edits, (list) => {
        beginAnew();
        const { lessonId, courseId } = made;
        for (const { field, value, sends } of list) {
          write((each) => {
            let next: string = value;
            if (field === 'sectionId') {
              next = newId();
              each.create(section, { id: next, courseId, parentId: null, title: value, position: 'a1' });
            }
            each.patch(lesson, lessonId, { [field]: next });
          });
          if (sends) batch();
        }
        expect(replayed(lessonId)).toEqual(store.views.read(lesson, lessonId));
        expect(queued().map(({ seq }) => seq)).toEqual(queued().map((_, index) => index + 1));
      }),
      { numRuns: 15 },
    );
  });

  it('never queues an edit before what it refers to', () => {
    fc.assert(
      fc.property(edits, (list) => {
        beginAnew();
        const { lessonId, courseId } = made;
        for (const { field, value } of list) {
          write((each) => {
            const id = newId();
            if (field === 'sectionId')
              each.create(section, { id, courseId, parentId: null, title: value, position: 'a1' });
            each.patch(lesson, lessonId, field === 'sectionId' ? { sectionId: id } : { [field]: value });
          });
        }
        const known = new Set<unknown>();
        for (const { args } of queued()) {
          const fields = (args.row ?? args.patch) as JsonObject;
          if (typeof fields.sectionId === 'string') expect(known).toContain(fields.sectionId);
          known.add(fields.id);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('keeps the first base of edits that are joined', () => {
    drain();
    write((each) => each.patch(course, made.courseId, { title: 'One' }));
    write((each) => each.patch(course, made.courseId, { title: 'Two' }));
    expect(queued().at(-1)).toMatchObject({ args: { patch: { title: 'Two' } }, base: { title: 'Algebra' } });
  });

  it('keeps apart fields that could be refused for reasons of their own', () => {
    drain();
    const before = queued().length;
    write((each) => each.patch(course, made.courseId, { priceMinor: 5 }));
    write((each) => each.patch(course, made.courseId, { title: 'Two' }));
    write((each) => each.patch(course, made.courseId, { priceMinor: 7 }));
    expect(queued().slice(before)).toMatchObject([
      { args: { patch: { priceMinor: 7 } }, base: { priceMinor: null } },
      { args: { patch: { title: 'Two' } } },
    ]);
  });

  it('joins text updates of one document up to a size, whole', () => {
    const text = new Y.Doc();
    const updates: Uint8Array[] = [];
    text.on('update', (update) => updates.push(update));
    for (let index = 0; index < 40; index++) text.getText('t').insert(0, 'x'.repeat(2_000));
    for (const update of updates) write((each) => each.append(made.documentId, update));
    const appended = queued().filter(({ name }) => name === 'document.append');
    expect(appended.length).toBeGreaterThan(1);
    expect(appended.length).toBeLessThan(10);
    const arrived = new Y.Doc();
    for (const { args } of appended) Y.applyUpdate(arrived, Buffer.from(String(args.update), 'base64'));
    expect(arrived.getText('t').toString()).toBe(text.getText('t').toString());
  });

  it('does not join over Trash', () => {
    write((each) => {
      each.trash(lesson, made.lessonId);
      each.restore(lesson, made.lessonId);
      each.patch(lesson, made.lessonId, { title: 'After' });
    });
    expect(
      queued()
        .slice(-3)
        .map(({ name }) => name),
    ).toEqual(['Lesson.trash', 'Lesson.restore', 'Lesson.patch']);
  });
});

describe('sending', () => {
  it('freezes what was sent once: it stays byte for byte, and later edits are new mutations', () => {
    const sent = batch();
    expect(sent).toHaveLength(4);
    for (const mutation of sent) expect(mutation.hash).toBe(mutationHash(mutation));
    write((each) => each.patch(lesson, made.lessonId, { title: 'Later' }));
    expect(batch().slice(0, 4)).toEqual(sent);
    expect(batch()).toHaveLength(5);
  });

  it('takes no result for what was never sent', () => {
    accept([{ seq: 1 } as Mutation]);
    expect(batch()).toHaveLength(4);
    accept([{ seq: 1 } as Mutation]);
    expect(batch().map(({ seq }) => seq)).toEqual([2, 3, 4]);
  });

  it('numbers for the school from its own beginning', () => {
    accept(batch());
    const sent = store.transaction(() => {
      write((each) => each.patch(lesson, made.lessonId, { title: 'Under a new id' }));
      return store.outbox.nextBatch(4, false);
    });
    expect(sent.map(({ seq }) => seq)).toEqual([1]);
    store.outbox.saveResults([{ seq: 1, code: 'APPLIED', detail: null }], 4);
    expect(store.outbox.countUnsent()).toBe(0);
  });

  it('keeps to the bounds of a push; what is larger goes alone', () => {
    drain();
    const large = (sizeBytes: number) => {
      const text = new Y.Doc();
      text.getText('t').insert(0, 'x'.repeat(sizeBytes));
      write((each) => each.append(made.documentId, Y.encodeStateAsUpdate(text)));
    };
    for (let index = 0; index < 5; index++) large(300_000);
    large(1_500_000);
    large(100);
    for (let index = 0; index < 60; index++) {
      write((each) => each.create(section, { ...sectionRow(), title: `S${index}` }));
    }
    const sizes: number[] = [];
    for (let sent = batch(); sent.length > 0; sent = batch()) {
      sizes.push(sent.length);
      expect(sent.length).toBeLessThanOrEqual(MAX_MUTATIONS_PER_PUSH);
      expect(sent.length === 1 || JSON.stringify(sent).length <= MAX_PUSH_BYTES).toBe(true);
      accept(sent);
    }
    expect(sizes).toEqual([2, 2, 1, 1, 50, 11]);
    expect(batch(true)).toEqual([]);
  });

  const sectionRow = () => ({ id: newId(), courseId: made.courseId, parentId: null, position: 'a1' });

  it('acks only an unbroken run of known results', () => {
    batch();
    expect(store.outbox.knownThrough(4, 0)).toBe(0);
    accept([{ seq: 1 }, { seq: 3 }] as Mutation[]);
    expect(store.outbox.knownThrough(4, 0)).toBe(1);
    accept([{ seq: 2 }] as Mutation[]);
    expect(store.outbox.knownThrough(4, 0)).toBe(3);
    accept([{ seq: 4 }] as Mutation[]);
    expect(store.outbox.knownThrough(4, 0)).toBe(4);
  });
});

describe('an edit that was made here', () => {
  it('shows the row that the school will make of it', () => {
    expect(store.views.read(lesson, made.lessonId)).toEqual(
      completeRow(
        lesson,
        queued().find(({ name }) => name === 'Lesson.create')?.args.row as WireRow,
        new Date(0).toISOString(),
      ),
    );
  });
});
