import { findReadyCovers } from '../../platform/ready-covers.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import type { CourseList } from './course-card.tsx';
import { listPublishedCourses, type CatalogueQuery } from './course-store.ts';

/** One page of the catalogue, with what its cards need. */
export async function readCourseList(
  tx: ReadTx,
  query: CatalogueQuery,
): Promise<CourseList & { readonly total: number }> {
  const { rows, total } = await listPublishedCourses(tx, query);
  return { rows, total, covers: await findReadyCovers(tx, rows) };
}
