import { posix } from 'node:path';

import { inlinePicture, pictureOf } from '../component-context.ts';
import type { CourseBuild } from '../course-format.ts';
import type { LinkAnswer, PictureAnswer } from '../markup/mapping-context.ts';
import { descendants, isElement, type MarkupNode } from '../markup/markup.ts';
import { quotedAddress, resolveAddress, spellingsOf, type Address } from '../markup/resolve-address.ts';
import { lessonReference, materialReference } from '../references.ts';
import type { CourseSource, SourceFile } from '../source/course-source.ts';
import { folderOf, foldersFrom, isPagePath, nameOf, stemOf, type Page } from './page.ts';
import { wikiTargetOf, type WikiTarget } from './wiki-links.ts';

/** Where links and pictures of the pages lead. */
export interface PageLinks {
  /** The files that a page leads to. They must have become materials before its links are asked for. */
  filesOf(from: Page, nodes: readonly MarkupNode[]): SourceFile[];
  link(from: Page, href: string): LinkAnswer;
  picture(from: Page, src: string): PictureAnswer;
}

type Target = { page: string; fragment: string } | { file: SourceFile };

export function createPageLinks(
  { source, base, pages }: { source: CourseSource; base: string; pages: readonly Page[] },
  { materials }: Pick<CourseBuild, 'materials'>,
): PageLinks {
  const pagePaths = new Set(pages.map(({ file }) => file.path));
  const byStem = new Map(pages.toReversed().map(({ file }) => [stemOf(file.path), file.path]));
  const byName = namesOf([...pagePaths, ...source.files.keys()]);

  const pageAt = (path: string): string | undefined => {
    if (pagePaths.has(path)) return path;
    const stem = stemOf(path.replace(/\/$/, ''));
    const index = ['index', '_index', 'README', 'readme'].map((name) => posix.join(stem, name));
    return [stem, ...index].map((each) => byStem.get(each)).find((each) => each !== undefined);
  };
  const targetAt = (paths: readonly string[], fragment: string): Target | null => {
    const page = paths.map(pageAt).find((each) => each !== undefined);
    if (page !== undefined) return { page, fragment };
    const file = paths
      .map((path) => (isPagePath(path) ? undefined : source.files.get(path)) ?? source.hidden.get(path))
      .find((each) => each !== undefined);
    return file === undefined ? null : { file };
  };
  /** By path as any link, else by name alone wherever the file lies, as note-taking apps do it. */
  const wikiTarget = (from: Page, { path, fragment }: WikiTarget): Target | null => {
    if (path === '') return { page: from.file.path, fragment };
    const named = byName.get(path.toLowerCase());
    return (
      targetAt(pathsFrom(from, path, base), fragment) ??
      (named === undefined ? null : targetAt([named], fragment))
    );
  };
  const targetOf = (from: Page, address: Address, written: string): Target | null => {
    const wiki = wikiTargetOf(written);
    if (wiki !== null) return wikiTarget(from, wiki);
    return address.kind === 'local' ? targetAt(pathsFrom(from, address.path, base), address.fragment) : null;
  };

  return {
    filesOf(from, nodes) {
      const addresses = nodes
        .filter(isElement)
        .flatMap((node) => [node, ...descendants(node)])
        .flatMap(({ attributes }) => ADDRESSES.flatMap((name) => attributes.get(name)?.trim() ?? []));
      return [...new Set(addresses)].flatMap((written) => {
        const target = targetOf(from, resolveAddress(written), written);
        return target !== null && 'file' in target ? [target.file] : [];
      });
    },
    link(from, href) {
      const wiki = wikiTargetOf(href);
      const address = resolveAddress(href);
      if (address.kind === 'outside' || address.kind === 'anchor') return { href: address.href };
      const written = wiki?.written ?? href;
      if (address.kind === 'refused' && wiki === null) {
        return { lost: `The address ${quotedAddress(href)} can't be a link in a lesson; its text is kept.` };
      }
      const target = targetOf(from, address, href);
      const material = target !== null && 'file' in target ? materials.find(target.file.path) : undefined;
      if (material !== undefined) return { href: materialReference(material.key) };
      if (target === null || !('page' in target))
        return {
          lost: `The link to ${quotedAddress(written)} leads to nothing in the folder; its text is kept.`,
        };
      if (target.page === from.file.path && target.fragment !== '') return { href: `#${target.fragment}` };
      const notes = [
        ...(target.fragment === '' ? [] : ['Links to a place within another lesson lead to its beginning.']),
        ...(wiki?.isEmbedded === true ? ['Pages that were shown within others became links to them.'] : []),
      ];
      return {
        href: lessonReference(target.page),
        ...(notes.length === 0 ? {} : { note: notes.join(' ') }),
      };
    },
    picture(from, src) {
      const address = resolveAddress(src);
      if (address.kind === 'outside') {
        const url = address.href.replace(/^http:/i, 'https:');
        return url.startsWith('https:') ? { kind: 'web', url } : missing(src);
      }
      const target = targetOf(from, address, src);
      const material = target !== null && 'file' in target ? materials.find(target.file.path) : undefined;
      if (material !== undefined) return pictureOf(material);
      return inlinePicture(src, { materials }) ?? missing(wikiTargetOf(src)?.written ?? src);
    },
  };
}

/** The attributes in which a page names files. */
const ADDRESSES = ['href', 'src', 'data'];

const missing = (src: string): PictureAnswer => ({
  kind: 'missing',
  why: `The picture ${quotedAddress(src)} is not in the folder.`,
});

/** Paths by name in lower case, with and without ending; the first path wins. */
function namesOf(paths: readonly string[]): Map<string, string> {
  const byName = new Map<string, string>();
  for (const path of paths) {
    for (const name of [nameOf(path), nameOf(stemOf(path))].map((each) => each.toLowerCase()))
      if (!byName.has(name)) byName.set(name, path);
  }
  return byName;
}

/** The paths that may be meant, from the root of the source; none for what leads outside. */
function pathsFrom(page: Page, path: string, base: string): string[] {
  return spellingsOf(path).flatMap((each) => {
    if (each.includes('\0')) return [];
    if (each.startsWith('/')) {
      const below = posix.normalize(each).slice(1);
      return below === ''
        ? []
        : siteRoots(page, base).map((root) => (root === '' ? below : `${root}/${below}`));
    }
    const joined = posix.join(folderOf(page.file.path), each);
    return joined === '..' || joined.startsWith('../') || joined === '.' ? [] : [joined];
  });
}

/**
 * What a site may be served from: the folder where the pages begin, one above it, or what those have for pictures and
 * files; else a folder above the page.
 */
function siteRoots(page: Page, base: string): string[] {
  const upper = foldersFrom(base);
  const forFiles = upper.flatMap((folder) => FILE_FOLDERS.map((name) => posix.join(folder, name)));
  return [...new Set([...upper, ...forFiles, ...foldersFrom(folderOf(page.file.path)).toReversed()])];
}

const FILE_FOLDERS = ['static', 'public', 'assets'];
