/**
 * Full-text search over the words of texts. A change of a text only notes, in its own transaction, that the text is
 * out of date: reading it out costs too much for every keystroke. It is read out before the next search, and in the
 * background after a school was loaded.
 */
import { homeOf } from '@educrowd/shared/sync/home';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { Documents } from './documents.ts';
import type { Store } from './open-store.ts';

export interface TextIndex {
  /** Reads out up to `limit` texts; the answer names where they lie. */
  readonly refresh: (limit: number) => readonly RefreshedText[];
  /** The same for the texts of one course or campaign. */
  readonly refreshHome: (homeId: string, limit: number) => readonly RefreshedText[];
  readonly hasStale: () => boolean;
}

export interface RefreshedText {
  /** The scope that it lies in. */
  readonly scope: string;
  readonly wasEmpty: boolean;
  readonly isEmptyNow: boolean;
}

/** What a text is found as. */
interface Owner {
  readonly kind: 'lesson' | 'update' | 'story';
  readonly rowId: string;
  readonly homeId: string;
  readonly title: string;
}

export function createTextIndex(store: Store, documents: Documents): TextIndex {
  const { db, views, transaction } = store;
  const document = entityNamed('Document');
  const selectStale = db.prepare<[number], string>('select document_id from stale_text limit ?').pluck();
  const selectStaleOf = db
    .prepare<[string, number], string>(
      `select s.document_id from stale_text s join documents d on d.id = s.document_id
       where coalesce(d.course_id, d.campaign_id) = ? limit ?`,
    )
    .pluck();
  const forget = db.prepare<[string]>('delete from stale_text where document_id = ?');
  const readKnown = db.prepare<[string], string>('select body from search_entry where row_id = ?').pluck();
  const putText = db.prepare<[string, string, string, string, string]>(
    `insert into search_entry (kind, row_id, home_id, title, body) values (?, ?, ?, ?, ?)
     on conflict (row_id) do update set body = excluded.body where body <> excluded.body`,
  );

  const ownerOf = (documentId: string): Owner | null => {
    const row = views.read(document, documentId);
    const home = row && homeOf(row);
    if (row === null || home === null) return null;
    const homeId = home.id;
    // The story is named like its campaign already: it is found by its words only, and has no row of its own.
    const isStory = row.campaignId !== null && row.campaignUpdateId === null;
    if (isStory) return { kind: 'story', rowId: documentId, homeId, title: '' };
    const [kind, entity, id] =
      row.lessonId === null
        ? (['update', entityNamed('CampaignUpdate'), row.campaignUpdateId] as const)
        : (['lesson', entityNamed('Lesson'), row.lessonId] as const);
    const owner = typeof id === 'string' ? views.read(entity, id) : null;
    return owner && { kind, rowId: String(id), homeId, title: String(owner.title) };
  };
  const refreshText = (documentId: string): RefreshedText | null => {
    forget.run(documentId);
    // Without what it belongs to the text cannot be found; that marks it again when it comes.
    const owner = ownerOf(documentId);
    if (owner === null) return null;
    const { kind, rowId, homeId, title } = owner;
    const before = readKnown.get(rowId) ?? '';
    const text = documents.readText(documentId);
    putText.run(kind, rowId, homeId, title, text);
    const scope = `${kind === 'lesson' ? 'course' : 'campaign'}:${homeId}`;
    return { scope, wasEmpty: before === '', isEmptyNow: text === '' };
  };
  const refreshAll = (documentIds: readonly string[]): RefreshedText[] => {
    if (documentIds.length === 0) return [];
    return transaction(() => documentIds.map(refreshText).filter((refreshed) => refreshed !== null));
  };

  return {
    refresh: (limit) => refreshAll(selectStale.all(limit)),
    refreshHome: (homeId, limit) => refreshAll(selectStaleOf.all(homeId, limit)),
    hasStale: () => selectStale.get(1) !== undefined,
  };
}
