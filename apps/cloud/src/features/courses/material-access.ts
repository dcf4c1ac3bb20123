import { notFound } from '../../platform/app-error.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { findMaterial, type MaterialRow } from './material-store.ts';
import { mayPreview, readCourse } from './read-course.ts';

/** Who is let in beside the staff; features that know it hand it in. */
export interface MaterialReaders {
  readonly isStudent: (tx: ReadTx, courseId: string) => Promise<boolean>;
  /** Refuses with NOT_FOUND where the acting person may not see the campaign's page, or that does not show the file. */
  readonly readShownFile: (tx: ReadTx, campaignId: string, materialId: string) => Promise<void>;
}

/**
 * A file that the acting person may read: staff of the course, its students, and everybody for the picture on a
 * published course's card. Of the files of a campaign, everybody who may see its page may read those that it shows.
 */
export async function readMaterial(
  tx: ReadTx,
  materialId: string,
  { isStudent, readShownFile }: MaterialReaders,
): Promise<MaterialRow> {
  const material = await findMaterial(tx, materialId);
  if (!material || material.state !== 'ready') throw notFound();
  if (material.campaignId !== null) {
    await readShownFile(tx, material.campaignId, material.id);
    return material;
  }
  if (material.courseId === null) throw notFound();
  const { course } = await readCourse(tx, material.courseId);
  const isCover = course.coverMaterialId === material.id;
  if (!isCover && !mayPreview(tx, course.id) && !(await isStudent(tx, course.id))) throw notFound();
  return material;
}
