import type { TrashedItem } from '../../../ipc/trash.ts';
import type { Store } from '../open-store.ts';

/** What was put into Trash, the last first. What lies below it is not named: it comes back with it. */
export const listTrash = ({ db }: Store): TrashedItem[] =>
  db
    .prepare<[], TrashedItem>(
      `select 'course' as kind, id, title, title as homeTitle, deleted_at as deletedAt
         from courses where deleted_at is not null
       union all select 'campaign', id, title, title, deleted_at from campaigns where deleted_at is not null
       union all ${TRASHED.map(selectOf).join(' union all ')}
       order by deletedAt desc, id`,
    )
    .all();

const TRASHED = [
  { kind: 'section', table: 'sections', title: 'title', home: 'course' },
  { kind: 'lesson', table: 'lessons', title: 'title', home: 'course' },
  { kind: 'reward', table: 'rewards', title: 'title', home: 'campaign' },
  { kind: 'update', table: 'campaign_updates', title: 'title', home: 'campaign' },
  { kind: 'faq', table: 'faqs', title: 'question', home: 'campaign' },
] as const;

const selectOf = ({ kind, table, title, home }: (typeof TRASHED)[number]): string =>
  `select '${kind}', r.id, r.${title}, coalesce(h.title, ''), r.deleted_at
     from ${table} r left join ${home}s h on h.id = r.${home}_id where r.deleted_at is not null`;
