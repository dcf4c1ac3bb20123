import { notFound } from '../../platform/app-error.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { findMaterial, type MaterialRow } from './material-store.ts';
import { mayPreview, readCourse } from './read-course.ts';

/** Who is let in beside the staff; features that know it hand it in. */
export interface MaterialReaders {
  readonly isStudent: (tx: ReadTx, courseId: string) => Promise<boolean>;
  /** Refuses with NOT_FOUND where the acting person may not see the campaign's page. */
  readonly readCampaign: (tx: ReadTx, campaignId: string) => Promise<unknown>;
}

/**
 * A file that the acting person may read: staff of the course, its students, and everybody for the picture on a
 * published course's card. The files of a campaign are there for everybody who may see its page, which consists of them.
 */
export async function readMaterial(
  tx: ReadTx,
  materialId: string,
  { isStudent, readCampaign }: MaterialReaders,
): Promise<MaterialRow> {
  const material = await findMaterial(tx, materialId);
  if (!material || material.state !== 'ready') throw notFound();
  if (material.campaignId !== null) {
    await readCampaign(tx, material.campaignId);
    return material;
  }
  if (material.courseId === null) throw notFound();
  const { course } = await readCourse(tx, material.courseId);
  const isCover = course.coverMaterialId === material.id;
  if (!isCover && !mayPreview(tx, course.id) && !(await isStudent(tx, course.id))) throw notFound();
  return material;
}
