/**
 * Full-text search over the words of lessons. A change of a text only notes, in its own transaction, that the text is
 * out of date: reading it out costs too much for every keystroke. It is read out before the next search, and in the
 * background after a school was loaded.
 */
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { Documents } from './documents.ts';
import type { Store } from './open-store.ts';

export interface TextIndex {
  /** Reads out up to `limit` texts; the answer names their lessons. */
  readonly refresh: (limit: number) => readonly RefreshedLesson[];
  /** The same for the lessons of one course. */
  readonly refreshCourse: (courseId: string, limit: number) => readonly RefreshedLesson[];
  readonly hasStale: () => boolean;
}

export interface RefreshedLesson {
  readonly courseId: string;
  readonly wasEmpty: boolean;
  readonly isEmptyNow: boolean;
}

export function createTextIndex(store: Store, documents: Documents): TextIndex {
  const { db, views, transaction } = store;
  const document = entityNamed('Document');
  const lesson = entityNamed('Lesson');
  const selectStale = db.prepare<[number], string>('select document_id from stale_text limit ?').pluck();
  const selectStaleOf = db
    .prepare<[string, number], string>(
      `select s.document_id from stale_text s join documents d on d.id = s.document_id where d.course_id = ? limit ?`,
    )
    .pluck();
  const forget = db.prepare<[string]>('delete from stale_text where document_id = ?');
  const readKnown = db.prepare<[string], string>('select body from search_entry where row_id = ?').pluck();
  const putText = db.prepare<[string, string, string, string]>(
    `insert into search_entry (kind, row_id, course_id, title, body) values ('lesson', ?, ?, ?, ?)
     on conflict (row_id) do update set body = excluded.body where body <> excluded.body`,
  );

  const refreshText = (documentId: string): RefreshedLesson | null => {
    forget.run(documentId);
    const lessonId = views.read(document, documentId)?.lessonId;
    // Without its lesson the text cannot be found; the lesson marks it again when it comes.
    const owner = typeof lessonId === 'string' ? views.read(lesson, lessonId) : null;
    if (owner === null) return null;
    const [id, courseId] = [String(owner.id), String(owner.courseId)];
    const before = readKnown.get(id) ?? '';
    const text = documents.readText(documentId);
    putText.run(id, courseId, String(owner.title), text);
    return { courseId, wasEmpty: before === '', isEmptyNow: text === '' };
  };
  const refreshAll = (documentIds: readonly string[]): RefreshedLesson[] => {
    if (documentIds.length === 0) return [];
    return transaction(() => documentIds.map(refreshText).filter((refreshed) => refreshed !== null));
  };

  return {
    refresh: (limit) => refreshAll(selectStale.all(limit)),
    refreshCourse: (courseId, limit) => refreshAll(selectStaleOf.all(courseId, limit)),
    hasStale: () => selectStale.get(1) !== undefined,
  };
}
