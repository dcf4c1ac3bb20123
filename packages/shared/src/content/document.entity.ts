import { immutable, integer, nullable, reference } from '../entity/fields.ts';
import { defineEntity } from '../entity/define-entity.ts';
import { courseReference } from '../courses/course.entity.ts';

/**
 * A rich text. The row only says where it belongs and which content schema it needs; the text is the Yjs document
 * made of its updates, which travel with the row but are never a field.
 */
export const document = defineEntity({
  name: 'Document',
  table: 'documents',
  scope: (row) => `course:${String(row.courseId)}`,
  parent: (row) => (row.lessonId === null ? null : { entityName: 'Lesson', id: String(row.lessonId) }),
  fields: {
    courseId: immutable(courseReference()),
    lessonId: immutable(nullable(reference('Lesson'))),
    /** A client that knows only older content schemas opens the document read-only. */
    contentSchema: immutable(integer(1, 10_000)),
  },
});
