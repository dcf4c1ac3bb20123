import { immutable, naming, nullable, position, reference } from '../entity/fields.ts';
import { defineEntity, type RowOf } from '../entity/define-entity.ts';
import { courseReference } from './course.entity.ts';

/** A part of a course; sections may lie within sections. */
export const section = defineEntity({
  name: 'Section',
  table: 'sections',
  scope: (row) => `course:${String(row.courseId)}`,
  parent: (row) =>
    row.parentId === null
      ? { entityName: 'Course', id: String(row.courseId) }
      : { entityName: 'Section', id: String(row.parentId) },
  fields: {
    courseId: immutable(courseReference()),
    parentId: nullable(reference('Section')),
    title: naming(300),
    position: position(),
  },
});
export type Section = RowOf<typeof section>;
