import { immutable, naming, position, reference } from '../entity/fields.ts';
import { defineEntity, type RowOf } from '../entity/define-entity.ts';
import { courseReference } from './course.entity.ts';

/** One page of a course. Its text is the document that names it. */
export const lesson = defineEntity({
  name: 'Lesson',
  table: 'lessons',
  scope: (row) => `course:${String(row.courseId)}`,
  parent: (row) => ({ entityName: 'Section', id: String(row.sectionId) }),
  fields: {
    courseId: immutable(courseReference()),
    sectionId: reference('Section'),
    title: naming(300),
    position: position(),
  },
});
export type Lesson = RowOf<typeof lesson>;
