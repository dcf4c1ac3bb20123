/** What full-text search knows of each course, section and lesson. The index itself follows by triggers. */
import type { Database } from 'better-sqlite3';
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';

export interface SearchEntries {
  /** Takes over what can be found of a row: its title, of a course also the summary. */
  readonly put: (entity: AnyEntity, row: WireRow) => void;
  readonly forget: (entity: AnyEntity, id: string) => void;
}

export function createSearchEntries(db: Database): SearchEntries {
  const putTitle = db.prepare<[string, string, string, string]>(
    `insert into search_entry (kind, row_id, course_id, title, body) values (?, ?, ?, ?, '')
     on conflict (row_id) do update set title = excluded.title where title <> excluded.title`,
  );
  const putCourse = db.prepare<[string, string, string, string]>(
    `insert into search_entry (kind, row_id, course_id, title, body) values ('course', ?, ?, ?, ?)
     on conflict (row_id) do update set title = excluded.title, body = excluded.body
     where title <> excluded.title or body <> excluded.body`,
  );
  const remove = db.prepare<[string]>('delete from search_entry where row_id = ?');
  const markTextOf = db.prepare<[string]>(
    'insert or ignore into stale_text (document_id) select id from documents where lesson_id = ?',
  );
  const isKnown = db.prepare<[string], number>('select 1 from search_entry where row_id = ?').pluck();

  return {
    put: ({ name }, row) => {
      const [id, courseId, title] = [String(row.id), String(row.courseId), String(row.title)];
      switch (name) {
        case 'Course':
          return void putCourse.run(id, id, title, String(row.summary));
        case 'Section':
          return void putTitle.run('section', id, courseId, title);
        case 'Lesson':
          // Its text may have come before it.
          if (isKnown.get(id) === undefined) markTextOf.run(id);
          return void putTitle.run('lesson', id, courseId, title);
      }
    },
    forget: ({ name }, id) => {
      if (name === 'Course' || name === 'Section' || name === 'Lesson') remove.run(id);
    },
  };
}
