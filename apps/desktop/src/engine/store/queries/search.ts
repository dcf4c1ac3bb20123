/** Full-text search over titles, summaries, answers and the words of texts. */
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { SearchHit } from '../../../ipc/search.ts';
import type { Store } from '../open-store.ts';
import { createMarker, phrasesOf, type Phrase } from './phrases.ts';
import { snippetOf } from './snippet.ts';
import { visibleSections, type SectionLink } from './visible-sections.ts';

/** A word in a title counts as much as ten in a text. */
const TITLE_WEIGHT = 10;

interface FoundEntry {
  readonly id: number;
  readonly kind: SearchHit['kind'];
  readonly row_id: string;
  readonly home_id: string;
  readonly title: string;
}

/**
 * Every word of `text` must begin a word of the title or the text; of writing without spaces between words, it must
 * stand anywhere there. Best first; what is in Trash is left out.
 */
export function searchTexts(store: Store, { text, limit }: { text: string; limit: number }): SearchHit[] {
  const phrases = phrasesOf(text);
  if (phrases.length === 0) return [];
  const places = createPlaces(store);
  const hits: (FoundEntry & Place)[] = [];
  for (const entry of ranked(store, phrases)) {
    const place = places.of(entry);
    if (place !== null) hits.push({ ...entry, ...place });
    if (hits.length === limit) break;
  }
  const bodyOf = store.db.prepare<[number], string>('select body from search_entry where id = ?').pluck();
  const mark = createMarker(phrases);
  return hits.map(({ id, kind, row_id: rowId, home_id: homeId, title, place }) => ({
    kind,
    id: rowId,
    homeId,
    title,
    place,
    snippet: snippetOf(mark(bodyOf.get(id) ?? '')),
  }));
}

function ranked({ db }: Store, phrases: readonly Phrase[]): IterableIterator<FoundEntry> {
  // Quoted, so that no word is taken for an operator.
  const match = phrases.map((words) => `"${words.join(' ')}"*`).join(' ');
  return db
    .prepare<[string], FoundEntry>(
      `select e.id, e.kind, e.row_id, e.home_id, e.title
       from search_index join search_entry e on e.id = search_index.rowid
       where search_index match ? order by bm25(search_index, ${TITLE_WEIGHT}, 1), e.row_id`,
    )
    .iterate(match);
}

/** How a hit is called and where it lies, for people: "Course › Week 1 › Intro". */
interface Place {
  readonly title: string;
  readonly place: string;
}

/** Null for what cannot be seen. */
function createPlaces(store: Store) {
  const { views } = store;
  const inCourse = createCoursePlaces(store);
  const inCampaign = (entry: FoundEntry): Place | null => {
    const { kind, row_id: id, home_id: campaignId, title } = entry;
    const campaign = views.view('Campaign', campaignId);
    if (campaign === null || campaign.deletedAt !== null) return null;
    const campaignTitle = String(campaign.title);
    if (kind === 'campaign') return { title, place: '' };
    // The story is called like its campaign.
    if (kind === 'story') return { title: campaignTitle, place: '' };
    const entityName = campaignEntities[kind];
    const row = entityName === undefined ? null : views.view(entityName, id);
    return row === null || row.deletedAt !== null ? null : { title, place: campaignTitle };
  };
  return {
    of: (entry: FoundEntry): Place | null => {
      if (!isOfCourse(entry.kind)) return inCampaign(entry);
      const place = inCourse(entry);
      return place === null ? null : { title: entry.title, place };
    },
  };
}

const campaignEntities: Partial<Record<SearchHit['kind'], string>> = {
  reward: 'Reward',
  update: 'CampaignUpdate',
  faq: 'Faq',
};

const isOfCourse = (kind: SearchHit['kind']): boolean =>
  kind === 'course' || kind === 'section' || kind === 'lesson';

interface CourseOutline {
  readonly title: string;
  readonly sectionsById: ReadonlyMap<string, SectionLink & { title: string }>;
}

/** Course and sections above a hit; null for what cannot be seen. */
function createCoursePlaces({ db, views }: Store) {
  const course = entityNamed('Course');
  const lesson = entityNamed('Lesson');
  const selectSections = db.prepare<[string], SectionLink & { title: string }>(
    'select id, parent_id as parentId, deleted_at as deletedAt, title from sections where course_id = ?',
  );
  const outlines = new Map<string, CourseOutline | null>();
  const outlineOf = (courseId: string): CourseOutline | null => {
    const known = outlines.get(courseId);
    if (known !== undefined) return known;
    const row = views.read(course, courseId);
    const visible =
      row === null || row.deletedAt !== null ? null : visibleSections(selectSections.all(courseId));
    const outline = visible && {
      title: String(row?.title),
      sectionsById: new Map(visible.map((section) => [section.id as string, section])),
    };
    outlines.set(courseId, outline);
    return outline;
  };
  /** Sections from the top down to this one; null when it cannot be seen. */
  const pathOf = (outline: CourseOutline, sectionId: string): string[] | null => {
    const section = outline.sectionsById.get(sectionId);
    if (section === undefined) return null;
    const above = section.parentId === null ? [] : pathOf(outline, section.parentId);
    return above && [...above, section.title];
  };

  return ({ kind, row_id: id, home_id: courseId }: FoundEntry): string | null => {
    const outline = outlineOf(courseId);
    if (outline === null) return null;
    if (kind === 'course') return '';
    const row = kind === 'lesson' ? views.read(lesson, id) : null;
    if (kind === 'lesson' && (row === null || row.deletedAt !== null)) return null;
    const path = pathOf(outline, kind === 'lesson' ? String(row?.sectionId) : id);
    const above = kind === 'section' ? path?.slice(0, -1) : path;
    return above ? [outline.title, ...above].join(' › ') : null;
  };
}
