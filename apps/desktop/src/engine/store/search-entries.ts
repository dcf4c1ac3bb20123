/** What full-text search knows of each row that can be found. The index itself follows by triggers. */
import type { Database } from 'better-sqlite3';
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';

export interface SearchEntries {
  /** Takes over what can be found of a row: its title and, unless that is a document, its text. */
  readonly put: (entity: AnyEntity, row: WireRow) => void;
  readonly forget: (entity: AnyEntity, id: string) => void;
}

/** The entry of a row: `homeId` is the course or campaign that it lies in. */
interface Entry {
  readonly kind: string;
  readonly homeId: string;
  readonly title: string;
  /** Null: the words are those of a document, which are read out in their own time. */
  readonly body: string | null;
}

export function createSearchEntries(db: Database): SearchEntries {
  const putTitle = db.prepare<[string, string, string, string]>(
    `insert into search_entry (kind, row_id, home_id, title, body) values (?, ?, ?, ?, '')
     on conflict (row_id) do update set title = excluded.title, home_id = excluded.home_id
     where title <> excluded.title or home_id <> excluded.home_id`,
  );
  const putAll = db.prepare<[string, string, string, string, string]>(
    `insert into search_entry (kind, row_id, home_id, title, body) values (?, ?, ?, ?, ?)
     on conflict (row_id) do update set title = excluded.title, body = excluded.body, home_id = excluded.home_id
     where title <> excluded.title or body <> excluded.body or home_id <> excluded.home_id`,
  );
  const remove = db.prepare<[string]>('delete from search_entry where row_id = ?');
  const markTextOf = db.prepare<[string, string]>(
    `insert or ignore into stale_text (document_id)
     select id from documents where lesson_id = ? or campaign_update_id = ?`,
  );
  const isKnown = db.prepare<[string], number>('select 1 from search_entry where row_id = ?').pluck();

  return {
    put: ({ name }, row) => {
      const id = String(row.id);
      const entry = entryOf(name, row);
      if (entry === null) return;
      const { kind, homeId, title, body } = entry;
      if (body !== null) return void putAll.run(kind, id, homeId, title, body);
      // Its text may have come before it.
      if (isKnown.get(id) === undefined) markTextOf.run(id, id);
      putTitle.run(kind, id, homeId, title);
    },
    // Of what has no entry there is nothing to forget; a story has one under the id of its document.
    forget: (_entity, id) => void remove.run(id),
  };
}

function entryOf(entityName: string, row: WireRow): Entry | null {
  const [id, title] = [String(row.id), String(row.title)];
  const [courseId, campaignId] = [String(row.courseId), String(row.campaignId)];
  switch (entityName) {
    case 'Course':
      return { kind: 'course', homeId: id, title, body: String(row.summary) };
    case 'Section':
      return { kind: 'section', homeId: courseId, title, body: '' };
    case 'Lesson':
      return { kind: 'lesson', homeId: courseId, title, body: null };
    case 'Campaign':
      return { kind: 'campaign', homeId: id, title, body: String(row.summary) };
    case 'Reward':
      return { kind: 'reward', homeId: campaignId, title, body: String(row.description) };
    case 'CampaignUpdate':
      return { kind: 'update', homeId: campaignId, title, body: null };
    case 'Faq':
      return { kind: 'faq', homeId: campaignId, title: String(row.question), body: String(row.answer) };
    default:
      return null;
  }
}
