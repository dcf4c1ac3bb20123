/** Edits of what a course consists of. Each throws `EngineError` INVALID or NOT_FOUND and then changes nothing. */
import { createDocumentState } from '@educrowd/shared/content/yjs-document';
import { CONTENT_SCHEMA_VERSION } from '@educrowd/shared/content/content-schema';
import { EMPTY_CONTENT } from '@educrowd/shared/content/parse-content';
import type { Lesson } from '@educrowd/shared/courses/lesson.entity';
import type { Section } from '@educrowd/shared/courses/section.entity';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { EngineError } from '../../ipc/errors.ts';
import { refusal } from '../../ipc/refusal.ts';
import type { LocalWrite } from '../store/local-write.ts';
import type { Store } from '../store/open-store.ts';
import { placeAmong, type Sibling } from './place-among.ts';

const entities = {
  course: entityNamed('Course'),
  section: entityNamed('Section'),
  lesson: entityNamed('Lesson'),
  document: entityNamed('Document'),
};

/** A school refuses what lies deeper. */
const MAX_DEPTH = 40;

export interface NewSection {
  readonly courseId: string;
  readonly parentId: string | null;
  readonly title: string;
  /** Null: last. */
  readonly afterId: string | null;
}

export function createSection(
  store: Store,
  write: LocalWrite,
  { courseId, parentId, title, afterId }: NewSection,
): string {
  const place = { courseId, parentId };
  checkPlace(store, place);
  const id = newId<'Section'>();
  const position = settlePositions(store, write, { ...place, id, afterId: afterId ?? LAST });
  write.create(entities.section, { id, courseId, parentId, title, position });
  return id;
}

export interface NewLesson {
  readonly sectionId: string;
  readonly title: string;
  /** Null: last. */
  readonly afterId: string | null;
}

export function createLesson(store: Store, write: LocalWrite, { sectionId, title, afterId }: NewLesson) {
  const { courseId } = readSection(store, sectionId);
  checkPlace(store, { courseId, parentId: sectionId });
  const id = newId<'Lesson'>();
  const documentId = newId<'Document'>();
  const position = settlePositions(store, write, {
    courseId,
    parentId: sectionId,
    id,
    afterId: afterId ?? LAST,
  });
  write.create(entities.lesson, { id, courseId, sectionId, title, position });
  write.create(entities.document, {
    id: documentId,
    courseId,
    lessonId: id,
    contentSchema: CONTENT_SCHEMA_VERSION,
  });
  write.append(documentId, createDocumentState(EMPTY_CONTENT));
  return { id, documentId };
}

export interface Move {
  readonly kind: 'section' | 'lesson';
  readonly id: string;
  readonly parentId: string | null;
  /** Null: first. */
  readonly afterId: string | null;
}

export function moveItem(store: Store, write: LocalWrite, move: Move): void {
  if (move.kind === 'lesson') moveLesson(store, write, move);
  else moveSection(store, write, move);
}

function moveLesson(store: Store, write: LocalWrite, { id, parentId, afterId }: Move): void {
  const lesson = store.views.read(entities.lesson, id) as Lesson | null;
  if (lesson === null) throw gone('lesson');
  if (parentId === null) throw refusal('INVALID', 'refusals.lessonNeedsSection');
  checkPlace(store, { courseId: lesson.courseId, parentId });
  const position = settlePositions(store, write, { courseId: lesson.courseId, parentId, id, afterId });
  write.patch(entities.lesson, id, { sectionId: parentId, position });
}

function moveSection(store: Store, write: LocalWrite, { id, parentId, afterId }: Move): void {
  const { courseId } = readSection(store, id);
  checkPlace(store, { courseId, parentId }, id);
  const position = settlePositions(store, write, { courseId, parentId, id, afterId });
  write.patch(entities.section, id, { parentId, position });
}

export interface Item {
  readonly kind: 'course' | 'section' | 'lesson';
  readonly id: string;
}

/** Brings an item back, with everything in Trash that it lies in: otherwise it would stay out of sight. */
export function restoreItem(store: Store, write: LocalWrite, { kind, id }: Item): void {
  let link: { readonly entityName: string; readonly id: string } | null = {
    entityName: entities[kind].name,
    id,
  };
  const seen = new Set<string>();
  while (link !== null && !seen.has(link.id)) {
    seen.add(link.id);
    const row = store.views.view(link.entityName, link.id);
    // What an item lies in may be missing, the item that was named may not.
    if (row === null && link.id !== id) return;
    const entity = entityNamed(link.entityName as 'Course' | 'Section' | 'Lesson');
    write.restore(entity, link.id);
    link = row && entity.parent(row);
  }
}

interface Parent {
  readonly courseId: string;
  readonly parentId: string | null;
}

/** Where an item may lie: in a section of its course that can be seen, and a section not inside itself. */
function checkPlace(store: Store, { courseId, parentId }: Parent, movedId?: string): void {
  const course = store.views.read(entities.course, courseId);
  if (course === null) throw gone('course');
  if (course.deletedAt !== null) throw inTrash();
  let depth = 0;
  const seen = new Set<string>();
  for (let id = parentId; id !== null && !seen.has(id);) {
    if (id === movedId) throw refusal('INVALID', 'refusals.sectionIntoItself');
    if (++depth > MAX_DEPTH) throw refusal('INVALID', 'refusals.sectionsTooDeep');
    seen.add(id);
    const section = readSection(store, id);
    if (section.deletedAt !== null) throw inTrash();
    if (section.courseId !== courseId) throw refusal('INVALID', 'refusals.otherCourse');
    id = section.parentId;
  }
}

function readSection(store: Store, id: string): Section {
  const section = store.views.read(entities.section, id) as Section | null;
  if (section === null) throw gone('section');
  return section;
}

const gone = (kind: 'course' | 'section' | 'lesson'): EngineError =>
  refusal('NOT_FOUND', `refusals.${kind}Gone`);

const inTrash = (): EngineError => refusal('INVALID', 'refusals.placeInTrash');

/** No id: the item comes last. */
const LAST = '';

interface Place extends Parent {
  readonly id: string;
  readonly afterId: string | null;
}

/** The item's position at its place; siblings that have to move along are written. */
function settlePositions(
  store: Store,
  write: LocalWrite,
  { courseId, parentId, id, afterId }: Place,
): string {
  const sections = store.views.select(
    entities.section,
    'course_id = ? and parent_id is ?',
    courseId,
    parentId,
  );
  const lessons = parentId === null ? [] : store.views.select(entities.lesson, 'section_id = ?', parentId);
  const kinds = new Map([
    ...sections.map((row) => [String(row.id), entities.section] as const),
    ...lessons.map((row) => [String(row.id), entities.lesson] as const),
  ]);
  const siblings = [...sections, ...lessons] as unknown as Sibling[];
  const positions = placeAmong(siblings, id, afterId);
  for (const [siblingId, position] of positions) {
    const kind = kinds.get(siblingId);
    if (siblingId !== id && kind !== undefined) write.patch(kind, siblingId, { position });
  }
  return positions.get(id) ?? '';
}
