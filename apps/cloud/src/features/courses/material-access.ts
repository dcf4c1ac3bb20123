import { notFound } from '../../platform/app-error.ts';
import { mayDo } from '../../platform/access.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { findMaterial, type MaterialRow } from './material-store.ts';
import { mayPreview, readCourse } from './read-course.ts';

/**
 * A file that the acting person may read: staff of the course, its students, and everybody for the picture on a
 * published course's card. `isStudent` comes from learning, which knows who is enrolled.
 */
export async function readMaterial(
  tx: ReadTx,
  materialId: string,
  isStudent: (tx: ReadTx, courseId: string) => Promise<boolean>,
): Promise<MaterialRow> {
  const material = await findMaterial(tx, materialId);
  if (!material || material.state !== 'ready') throw notFound();
  if (material.courseId === null) {
    if (!mayDo(tx, 'content.author', { campaignId: material.campaignId ?? undefined })) throw notFound();
    return material;
  }
  const { course } = await readCourse(tx, material.courseId);
  const isCover = course.coverMaterialId === material.id;
  if (!isCover && !mayPreview(tx, course.id) && !(await isStudent(tx, course.id))) throw notFound();
  return material;
}
