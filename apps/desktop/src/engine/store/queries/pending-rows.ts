import type { Store } from '../open-store.ts';

/** What of the shown rows the school has not confirmed. */
export interface PendingRows {
  /** Whether the row itself has pending changes; of a lesson or an update, its text counts too. */
  readonly has: (rowId: string) => boolean;
  /** Latest pending change in a course or campaign; undefined without any. */
  readonly latestIn: (homeId: string) => string | undefined;
}

interface PendingRow {
  readonly row_id: string;
  readonly home_id: string | null;
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
       ${[...HOMES, ...CONTENTS].map(selectOf).join(' union all ')}`,
    )
    .all();
  const rowIds = new Set(pending.map((row) => row.row_id));
  const latest = new Map<string, string>();
  for (const { home_id: homeId, at } of pending) {
    if (homeId !== null && at > (latest.get(homeId) ?? '')) latest.set(homeId, at);
  }
  return { has: (rowId) => rowIds.has(rowId), latestIn: (homeId) => latest.get(homeId) };
}

/** Courses and campaigns, which are their own home, and what lies in them. */
const HOMES = ['courses', 'campaigns'].map((table) => ({ table, row: 't.id', home: 't.id' }));
const CONTENTS = [
  ...['sections', 'lessons'].map((table) => ({ table, row: 't.id', home: 't.course_id' })),
  ...['rewards', 'campaign_updates', 'faqs'].map((table) => ({ table, row: 't.id', home: 't.campaign_id' })),
  { table: 'materials', row: 't.id', home: 'coalesce(t.course_id, t.campaign_id)' },
  {
    table: 'documents',
    row: 'coalesce(t.lesson_id, t.campaign_update_id, t.id)',
    home: 'coalesce(t.course_id, t.campaign_id)',
  },
];

const selectOf = ({ table, row, home }: (typeof CONTENTS)[number]): string =>
  `select ${row} as row_id, ${home} as home_id, p.at from pending p join ${table} t on t.id = p.row_id
     where p.table_name = '${table}'`;
