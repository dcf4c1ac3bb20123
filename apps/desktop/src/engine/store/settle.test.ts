import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ResultCode } from '@educrowd/shared/sync/protocol';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { publish } from '../sync/publish.ts';
import { createSyncStore, type SyncStore } from '../sync/sync-store.ts';
import { makeCourse, type MadeCourse } from '../sync/testing/test-device.ts';
import { createLocalWriter, type LocalWrite } from './local-write.ts';
import { openStore, type Store } from './open-store.ts';

const course = entityNamed('Course');
const lesson = entityNamed('Lesson');

let opened: Store;
let store: SyncStore;
let write: (work: (write: LocalWrite) => void) => void;
let made: MadeCourse;
beforeEach(() => {
  opened = openStore(Buffer.alloc(0));
  store = createSyncStore(opened);
  const writer = createLocalWriter({ store: opened, now: () => new Date(0), onCommitted: () => undefined });
  write = writer.write;
  made = writer.write((each) => makeCourse(each));
  answer('APPLIED');
  settle();
});
afterEach(() => opened.close());

/** The school answers everything that is queued. */
function answer(...codes: ResultCode[]): void {
  const sent = store.transaction(() => store.outbox.nextBatch(0, false));
  const results = sent.map(({ seq }, index) => ({
    seq,
    code: codes[index] ?? codes.at(-1) ?? 'APPLIED',
    detail: 'why',
  }));
  store.outbox.saveResults(results, 0);
}

/** Refused ones leave at once, accepted ones with the next publish. */
function settle(): void {
  store.transaction(() => {
    for (const { entity, rowId } of store.settler.refused('2026-01-05T00:00:00.000Z').rows)
      store.overlay.refold(entity, rowId);
  });
  const rows = opened.db.prepare<[], { table_name: string; row_id: string }>('select * from base_row').all();
  for (const { table_name: table, row_id: rowId } of rows) {
    // The school has what was accepted.
    const entity = [course, lesson, entityNamed('Section'), entityNamed('Document')].find(
      (each) => each.table === table,
    );
    const row = entity && store.views.read(entity, rowId);
    if (row && entity) {
      store.staging.add('pull', [
        { table, rowId, scope: entity.scope(row), version: 1, op: 'upsert', row, updates: [] },
      ]);
    }
  }
  publish(store, { head: 1, lastSeq: 1_000 }, new Date(0));
}

const quarantined = () =>
  opened.db.prepare('select name, code, detail, row_label, course_id from quarantine order by seq').all();
const baseOf = (field: string) =>
  JSON.parse(
    opened.db.prepare<[], string>('select base from outbox order by seq desc limit 1').pluck().get() ?? '{}',
  )[field];

describe('a refused edit', () => {
  it('leaves the view and goes to quarantine with its name and the reason', () => {
    write((each) => each.patch(lesson, made.lessonId, { title: 'Refused' }));
    answer('CONFLICT');
    settle();
    expect(store.views.read(lesson, made.lessonId)?.title).toBe('Lesson 1');
    expect(quarantined()).toEqual([
      {
        name: 'Lesson.patch',
        code: 'CONFLICT',
        detail: 'why',
        row_label: 'Refused',
        course_id: made.courseId,
      },
    ]);
    expect(store.outbox.isEmpty()).toBe(true);
  });

  it('hands its base on to the next edit of the field that was not sent yet', () => {
    write((each) => each.patch(course, made.courseId, { title: 'One', priceMinor: 5 }));
    const sent = store.transaction(() => store.outbox.nextBatch(0, false));
    write((each) => each.patch(course, made.courseId, { title: 'Two' }));
    store.outbox.saveResults([{ seq: sent[0]?.seq ?? 0, code: 'CONFLICT', detail: null }], 0);
    expect(baseOf('title')).toBe('One');
    settle();
    expect(baseOf('title')).toBe('Algebra');
    expect(store.views.read(course, made.courseId)).toMatchObject({ title: 'Two', priceMinor: null });
  });

  it('leaves an edit as it is that has been sent already', () => {
    write((each) => each.patch(course, made.courseId, { title: 'One' }));
    store.transaction(() => store.outbox.nextBatch(0, false));
    write((each) => each.patch(course, made.courseId, { title: 'Two' }));
    const sent = store.transaction(() => store.outbox.nextBatch(0, false));
    store.outbox.saveResults([{ seq: sent[0]?.seq ?? 0, code: 'CONFLICT', detail: null }], 0);
    store.transaction(() => void store.settler.refused('2026-01-05T00:00:00.000Z'));
    expect(store.transaction(() => store.outbox.nextBatch(0, false))).toEqual([sent[1]]);
  });

  it.each([
    ['together', 1],
    ['one after the other', 2],
  ])('hands its base on past one that was sent already and is refused too, %s', (_, answers) => {
    write((each) => each.patch(lesson, made.lessonId, { title: 'One' }));
    store.transaction(() => store.outbox.nextBatch(0, false));
    write((each) => each.patch(lesson, made.lessonId, { title: 'Two' }));
    const sent = store.transaction(() => store.outbox.nextBatch(0, false));
    write((each) => each.patch(lesson, made.lessonId, { title: 'Three' }));
    const results = sent.map(({ seq }) => ({ seq, code: 'FORBIDDEN' as const, detail: null }));
    for (const known of answers === 1 ? [results] : results.map((each) => [each])) {
      store.outbox.saveResults(known, 0);
      settle();
    }
    expect(quarantined()).toHaveLength(2);
    expect(baseOf('title')).toBe('Lesson 1');
  });

  it('takes the edits with it that depend on a row it would have made, by name', () => {
    write((each) => {
      const { lessonId, documentId } = makeCourse(each, 'Never');
      each.patch(lesson, lessonId, { title: 'Depends' });
      each.append(documentId, new Uint8Array([0, 0]));
    });
    answer('FORBIDDEN', 'MISSING_PARENT');
    settle();
    expect(quarantined()).toMatchObject([
      { name: 'Course.create', code: 'FORBIDDEN', row_label: 'Never' },
      { name: 'Section.create', code: 'MISSING_PARENT', row_label: 'Week 1' },
      { name: 'Lesson.create', row_label: 'Depends' },
      { name: 'Document.create', row_label: 'Depends' },
      { name: 'document.append', row_label: 'Depends' },
    ]);
    expect(store.views.select(course, '1')).toHaveLength(1);
    expect(opened.db.prepare('select count(*) as n from document_update').get()).toEqual({ n: 0 });
  });
});

describe('an accepted edit', () => {
  it('stays pending until a publish covers it', () => {
    write((each) => each.patch(lesson, made.lessonId, { title: 'Mine' }));
    answer('APPLIED');
    publish(store, { head: 2, lastSeq: 4 }, new Date(0));
    expect(store.outbox.isEmpty()).toBe(false);
    expect(store.views.read(lesson, made.lessonId)?.title).toBe('Mine');
    settle();
    expect(store.outbox.isEmpty()).toBe(true);
  });

  it('is forgotten by the journal after five weeks, an open one never', () => {
    const later = (days: number) => new Date(days * 86_400_000);
    publish(store, { head: 2, lastSeq: 1_000 }, later(34));
    expect(opened.db.prepare('select count(*) as n from journal').get()).toEqual({ n: 4 });
    write((each) => each.patch(lesson, made.lessonId, { title: 'Open' }));
    publish(store, { head: 3, lastSeq: 4 }, later(36));
    expect(opened.db.prepare('select name from journal').all()).toEqual([{ name: 'Lesson.patch' }]);
  });
});
