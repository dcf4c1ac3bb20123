import { isPicture } from '@educrowd/shared/content/picture-types';

import type { ImportedCourse, ImportedMaterial } from './imported-course.ts';
import type { ItemRecord } from './loss-report.ts';
import { quotedAddress } from './markup/resolve-address.ts';

/** The picture of the course, where it is one that can be shown; else the item of the course tells. */
export function coverOf(
  item: ItemRecord,
  name: string,
  material: ImportedMaterial | undefined,
): Pick<ImportedCourse, 'coverKey'> {
  if (material !== undefined && isPicture(material.mimeType)) return { coverKey: material.key };
  item.changed(
    material === undefined
      ? `The cover picture ${quotedAddress(name)} is not in the course.`
      : `The cover ${quotedAddress(name)} is not a picture that can be shown, so the course has none.`,
  );
  return {};
}
