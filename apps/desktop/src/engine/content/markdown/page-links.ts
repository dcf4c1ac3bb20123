import { posix } from 'node:path';

import { inlinePicture, pictureOf } from '../component-context.ts';
import type { CourseBuild } from '../course-format.ts';
import type { ImportedMaterial } from '../imported-course.ts';
import { quotedAddress, resolveAddress, spellingsOf } from '../markup/resolve-address.ts';
import type { LinkAnswer, PictureAnswer } from '../markup/mapping-context.ts';
import { lessonReference, materialReference } from '../references.ts';
import type { Page } from './course-outline.ts';

/** Where links and pictures of the pages lead. */
export interface PageLinks {
  link(from: Page, href: string): LinkAnswer;
  picture(from: Page, src: string): PictureAnswer;
}

export function createPageLinks(
  pages: readonly Page[],
  { materials }: Pick<CourseBuild, 'materials'>,
): PageLinks {
  const pagePaths = new Set(pages.map(({ file }) => file.path));
  // Site generators serve `04-changes.md` as `04-changes.html` or `04-changes/`.
  const byStem = new Map(pages.toReversed().map(({ file }) => [stemOf(file.path), file.path]));

  const pageAt = (path: string): string | undefined => {
    if (pagePaths.has(path)) return path;
    const stem = stemOf(path.replace(/\/$/, ''));
    return byStem.get(stem) ?? byStem.get(`${stem}/index`) ?? byStem.get(`${stem}/README`);
  };

  const materialAt = (candidates: readonly string[]): ImportedMaterial | undefined =>
    candidates.map((path) => materials.find(path)).find((each) => each !== undefined);

  return {
    link(from, href) {
      const address = resolveAddress(href);
      if (address.kind === 'outside' || address.kind === 'anchor') return { href: address.href };
      if (address.kind === 'refused') {
        return { lost: `The address ${quotedAddress(href)} can't be a link in a lesson; its text is kept.` };
      }
      const paths = pathsFrom(from, address.path);
      const page = paths.map(pageAt).find((each) => each !== undefined);
      if (page === from.file.path && address.fragment !== '') return { href: `#${address.fragment}` };
      if (page !== undefined) {
        return {
          href: lessonReference(page),
          ...(address.fragment === ''
            ? {}
            : { note: 'Links to a place within another lesson lead to its beginning.' }),
        };
      }
      const material = materialAt(paths);
      if (material !== undefined) return { href: materialReference(material.key) };
      return { lost: `The link to ${quotedAddress(href)} leads to nothing in the folder; its text is kept.` };
    },
    picture(from, src) {
      const address = resolveAddress(src);
      if (address.kind === 'outside') {
        const url = address.href.replace(/^http:/i, 'https:');
        return url.startsWith('https:') ? { kind: 'web', url } : missing(src);
      }
      if (address.kind === 'refused') return inlinePicture(src, { materials }) ?? missing(src);
      const material = address.kind === 'local' ? materialAt(pathsFrom(from, address.path)) : undefined;
      return material === undefined ? missing(src) : pictureOf(material);
    },
  };
}

const missing = (src: string): PictureAnswer => ({
  kind: 'missing',
  why: `The picture ${quotedAddress(src)} is not in the folder.`,
});

const stemOf = (path: string): string => path.replace(/\.(?:md|markdown|mdown|mkd|rmd|qmd|html?)$/i, '');

/** The paths that may be meant, from the root of the course; none for what leads outside. */
const pathsFrom = (page: Page, path: string): string[] =>
  spellingsOf(path).flatMap((each) => pathFrom(page, each) ?? []);

function pathFrom({ file }: Page, path: string): string | null {
  if (path.includes('\0')) return null;
  const joined = path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(file.path), path);
  const normal = posix.normalize(joined);
  return normal === '..' || normal.startsWith('../') || normal === '.' ? null : normal;
}
