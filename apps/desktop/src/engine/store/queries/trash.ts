import type { TrashedItem } from '../../../ipc/courses.ts';
import type { Store } from '../open-store.ts';

/** What was put into Trash, the last first. What lies below it is not named: it comes back with it. */
export const listTrash = ({ db }: Store): TrashedItem[] =>
  db
    .prepare<[], TrashedItem>(
      `select 'course' as kind, id, title, title as courseTitle, deleted_at as deletedAt
         from courses where deleted_at is not null
       union all select 'section', s.id, s.title, coalesce(c.title, ''), s.deleted_at
         from sections s left join courses c on c.id = s.course_id where s.deleted_at is not null
       union all select 'lesson', l.id, l.title, coalesce(c.title, ''), l.deleted_at
         from lessons l left join courses c on c.id = l.course_id where l.deleted_at is not null
       order by deletedAt desc, id`,
    )
    .all();
