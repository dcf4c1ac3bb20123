import type { Store } from '../open-store.ts';

/** What of the shown rows the school has not confirmed. */
export interface PendingRows {
  /** Whether the row itself has pending changes; of a lesson, its text counts too. */
  readonly has: (rowId: string) => boolean;
  /** Latest pending change in the course; undefined without any. */
  readonly latestIn: (courseId: string) => string | undefined;
}

interface PendingRow {
  readonly row_id: string;
  readonly course_id: string | null;
  readonly at: string;
}

export function readPendingRows({ db }: Store): PendingRows {
  const pending = db
    .prepare<[], PendingRow>(
      `with pending as (
         select e.table_name, e.row_id, o.created_at as at from outbox_effect e join outbox o on o.seq = e.seq
         union all
         select 'documents', u.document_id, o.created_at from document_update u join outbox o on o.seq = u.seq
       )
       select p.row_id, p.row_id as course_id, p.at from pending p where p.table_name = 'courses'
       union all select p.row_id, s.course_id, p.at from pending p join sections s on s.id = p.row_id
         where p.table_name = 'sections'
       union all select p.row_id, l.course_id, p.at from pending p join lessons l on l.id = p.row_id
         where p.table_name = 'lessons'
       union all select p.row_id, m.course_id, p.at from pending p join materials m on m.id = p.row_id
         where p.table_name = 'materials'
       union all select coalesce(d.lesson_id, d.id), d.course_id, p.at from pending p join documents d on d.id = p.row_id
         where p.table_name = 'documents'`,
    )
    .all();
  const rowIds = new Set(pending.map((row) => row.row_id));
  const latest = new Map<string, string>();
  for (const { course_id: courseId, at } of pending) {
    if (courseId !== null && at > (latest.get(courseId) ?? '')) latest.set(courseId, at);
  }
  return { has: (rowId) => rowIds.has(rowId), latestIn: (courseId) => latest.get(courseId) };
}
