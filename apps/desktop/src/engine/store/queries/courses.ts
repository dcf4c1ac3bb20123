/** Courses and what is in them, as they are shown. */
import type { Course } from '@educrowd/shared/courses/course.entity';
import type { Lesson } from '@educrowd/shared/courses/lesson.entity';
import type { Section } from '@educrowd/shared/courses/section.entity';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { compareSiblings } from '@educrowd/shared/sync/order';
import type { CourseDetail, CourseSummary, Outline } from '../../../ipc/courses.ts';
import type { Store } from '../open-store.ts';
import { readPendingRows, type PendingRows } from './pending-rows.ts';
import { visibleSections, type SectionLink } from './visible-sections.ts';

const course = entityNamed('Course');
const section = entityNamed('Section');
const lesson = entityNamed('Lesson');

/** Courses that are not in Trash, the one changed last first. */
export function listCourses(store: Store): CourseSummary[] {
  const rows = store.views.select(course, 'deleted_at is null') as unknown as Course[];
  const pending = readPendingRows(store);
  const contents = readContents(store);
  return rows
    .map((row) => {
      const { lessonCount, changedAt } = contents.get(row.id) ?? { lessonCount: 0, changedAt: '' };
      return {
        id: row.id,
        title: row.title,
        summary: row.summary,
        status: row.status,
        coverMaterialId: row.coverMaterialId,
        lessonCount,
        updatedAt: latest(row.updatedAt, changedAt, pending.latestIn(row.id)),
        pending: pending.latestIn(row.id) !== undefined,
      };
    })
    .toSorted((a, b) =>
      a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : a.id < b.id ? -1 : 1,
    );
}

/** Null when the course is not here or in Trash. */
export function readOutline(store: Store, courseId: string): Outline | null {
  const row = store.views.read(course, courseId) as Course | null;
  if (row === null || row.deletedAt !== null) return null;
  const pending = readPendingRows(store);
  const sections = visibleSections(
    store.views.select(section, 'course_id = ?', courseId) as unknown as Section[],
  );
  const visible = new Set<string>(sections.map((each) => each.id));
  const lessons = (
    store.views.select(lesson, 'course_id = ? and deleted_at is null', courseId) as unknown as Lesson[]
  ).filter((each) => visible.has(each.sectionId));
  const texts = readTexts(store, courseId);
  return {
    course: detailOf(store, row, pending),
    sections: sections.toSorted(compareSiblings).map(({ id, parentId, title, position }) => ({
      kind: 'section',
      id,
      parentId,
      title,
      position,
      pending: pending.has(id),
    })),
    lessons: lessons.toSorted(compareSiblings).flatMap(({ id, sectionId, title, position }) => {
      const text = texts.get(id);
      // Both are written and published together; without its text there is nothing to open.
      if (text === undefined) return [];
      const { documentId, isEmpty } = text;
      return [
        {
          kind: 'lesson' as const,
          id,
          sectionId,
          documentId,
          title,
          position,
          isEmpty,
          pending: pending.has(id),
        },
      ];
    }),
  };
}

function detailOf({ db }: Store, row: Course, pending: PendingRows): CourseDetail {
  const hasReport =
    db.prepare<[string]>('select 1 from import_report where course_id = ?').get(row.id) !== undefined;
  return {
    id: row.id,
    title: row.title,
    summary: row.summary,
    language: row.language,
    level: row.level,
    durationHours: row.durationHours,
    tags: row.tags,
    priceMinor: row.priceMinor,
    currency: row.currency,
    coverMaterialId: row.coverMaterialId,
    status: row.status,
    updatedAt: latest(row.updatedAt, pending.latestIn(row.id)),
    pending: pending.latestIn(row.id) !== undefined,
    hasImportReport: hasReport,
  };
}

interface LessonText {
  readonly documentId: string;
  readonly isEmpty: boolean;
}

function readTexts({ db }: Store, courseId: string): Map<string, LessonText> {
  const texts = db
    .prepare<[string], { lesson_id: string; document_id: string; is_empty: number }>(
      `select d.lesson_id, min(d.id) as document_id, coalesce(e.body, '') = '' as is_empty
       from documents d left join search_entry e on e.row_id = d.lesson_id
       where d.course_id = ? and d.lesson_id is not null group by d.lesson_id`,
    )
    .all(courseId);
  return new Map(
    texts.map((text) => [text.lesson_id, { documentId: text.document_id, isEmpty: text.is_empty === 1 }]),
  );
}

interface Contents {
  readonly lessonCount: number;
  readonly changedAt: string;
}

/** Of each course: how many lessons can be seen, and when anything in it was changed last. */
function readContents({ db }: Store): Map<string, Contents> {
  const links = db
    .prepare<[], SectionLink & { courseId: string }>(
      'select id, course_id as courseId, parent_id as parentId, deleted_at as deletedAt from sections',
    )
    .all();
  const visible = new Set<string>();
  for (const ofCourse of Map.groupBy(links, (link) => link.courseId).values()) {
    for (const each of visibleSections(ofCourse)) visible.add(each.id);
  }
  const counts = db
    .prepare<[], { section_id: string; course_id: string; count: number; changed_at: string }>(
      `select l.section_id, l.course_id, count(*) as count, max(max(l.updated_at, coalesce(d.updated_at, ''))) as changed_at
       from lessons l left join documents d on d.lesson_id = l.id
       where l.deleted_at is null group by l.section_id, l.course_id`,
    )
    .all();
  const contents = new Map<string, Contents>();
  for (const { section_id: sectionId, course_id: courseId, count, changed_at: changedAt } of counts) {
    const before = contents.get(courseId) ?? { lessonCount: 0, changedAt: '' };
    const lessonCount = before.lessonCount + (visible.has(sectionId) ? count : 0);
    contents.set(courseId, { lessonCount, changedAt: latest(before.changedAt, changedAt) });
  }
  return contents;
}

const latest = (...instants: (string | undefined)[]): string =>
  instants.reduce<string>((last, each) => (each !== undefined && each > last ? each : last), '');
