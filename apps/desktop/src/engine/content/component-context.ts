import type { CourseBuild } from './course-format.ts';
import type { ItemRecord } from './loss-report.ts';
import type { MappingContext } from './markup/mapping-context.ts';
import { originalNodes } from './originals.ts';
import { isPicture } from '@educrowd/shared/content/picture-types';
import type { ImportedMaterial } from './imported-course.ts';
import type { PictureAnswer } from './markup/mapping-context.ts';

type Language = Pick<MappingContext, 'link' | 'picture' | 'rules' | 'formulas'>;

/** How the mapper sees one component of a course: what differs is told to `item`, originals are counted by themselves. */
export function componentContext(
  { task, report, materials }: CourseBuild,
  { item, format, language }: { item: ItemRecord; format: string; language: Language },
): MappingContext {
  return {
    ...language,
    limits: task.limits,
    item,
    keepOriginal(original) {
      report.original({ place: item.place, kind: original.kind, what: original.why });
      return originalNodes(original, { format, place: item.place, materials });
    },
  };
}

/** What a file of the course is to a page that shows it. */
export function pictureOf(material: ImportedMaterial): PictureAnswer {
  const { key, name, mimeType } = material;
  if (isPicture(mimeType)) return { kind: 'material', key };
  return mimeType === 'image/svg+xml' ? { kind: 'drawing', key } : { kind: 'file', key, name };
}

/** A picture that stands in the page itself, as `data:image/png;base64,…`. */
export function inlinePicture(
  src: string,
  { materials }: Pick<CourseBuild, 'materials'>,
): PictureAnswer | null {
  const match = /^data:(image\/(?:png|jpeg|gif|webp|svg\+xml))(?:;[^,]*)?;base64,([A-Za-z0-9+/=\s]+)$/i.exec(
    src,
  );
  if (match === null) return null;
  const mimeType = (match[1] ?? '').toLowerCase();
  const ending = mimeType === 'image/svg+xml' ? 'svg' : mimeType.slice('image/'.length);
  const key = materials.add(`picture.${ending}`, Buffer.from(match[2] ?? '', 'base64'), mimeType);
  return { kind: mimeType === 'image/svg+xml' ? 'drawing' : 'material', key };
}
