import type { ImportTask } from '../import-task.ts';
import { embedAddress } from '../markup/embed-address.ts';
import type { CourseSource } from '../source/course-source.ts';
import { folderSections, readCategories } from './folder-outline.ts';
import { isSection, type FolderOfPages, type ListedSection, type WebPage } from './outline-section.ts';
import { byIndexName, byOrder, isIndex } from './page-order.ts';
import { folderOf, nameOf, titleOfIndex, titleOfName, type Page } from './page.ts';
import type { ListedEntry, TableOfContents } from './table-of-contents.ts';

export interface Outline {
  title: string;
  sections: ListedSection[];
  /** Entries of the table of contents that lead to no page. */
  missing: string[];
  /** Files beside the pages that said something of the order. */
  files: ReadonlySet<string>;
}

/**
 * Sections and order of the pages: as the table of contents lists them, and what it does not list after that; else by
 * folder, each in the order of its settings, then of its names with numbers counted as numbers.
 */
export async function outlineOf(
  { source, contents, ...folder }: FolderOfPages & { source: CourseSource; contents: TableOfContents },
  task: ImportTask,
): Promise<Outline> {
  const index = folder.pages
    .filter((page) => isIndex(page) && folderOf(page.file.path) === folder.base)
    .toSorted(byIndexName)
    .map((page) => titleOfIndex(page, task))
    .find((title) => title !== null);
  const title = contents.title ?? index ?? folder.name;
  if (contents.entries.length > 0)
    return { title, ...listedSections(contents.entries, folder.pages, title), files: new Set() };
  const categories = await readCategories(source, task);
  const sections = folderSections({ ...folder, name: title }, { categories, task });
  return { title, sections, missing: [], files: new Set(categories.keys()) };
}

function listedSections(
  entries: readonly ListedEntry[],
  pages: readonly Page[],
  courseTitle: string,
): Pick<Outline, 'sections' | 'missing'> {
  const known = new Set(pages.map(({ file }) => file.path));
  const waiting = new Map(pages.map((page) => [page.file.path, page]));
  const missing: string[] = [];
  let sections = 0;
  const childrenOf = (listed: readonly ListedEntry[]): ListedSection['children'] =>
    listed.flatMap(({ title, path, address, children }): ListedSection['children'] => {
      const page = waiting.get(path ?? '');
      // What is listed twice is there once.
      const web = webPageOf(title, address);
      if (web === null && address !== undefined) missing.push(`${title ?? ''} ${address}`);
      else if (web === null && children.length === 0 && !known.has(path ?? ''))
        missing.push(title ?? path ?? '');
      waiting.delete(path ?? '');
      const key = `listed-${++sections}`;
      const inner = [page ?? web ?? [], childrenOf(children)].flat();
      if (children.length === 0 || inner.length === 0) return inner;
      return [{ key, title: title ?? titleOfName(stemOfName(path ?? '')), children: inner }];
    });
  const listed = childrenOf(entries);
  const rest = [...waiting.values()].toSorted(byOrder);
  const others = rest.length === 0 ? [] : [{ key: 'other-pages', title: 'Other pages', children: rest }];
  return { sections: [...inSections(listed, courseTitle), ...others], missing };
}

function webPageOf(title: string | null, address: string | undefined): WebPage | null {
  const url = address === undefined ? null : embedAddress(address);
  return url === null ? null : { title: title || url, url };
}

/** A course holds sections only: where pages stand beside them, one section with the course's title holds all. */
const inSections = (children: ListedSection['children'], title: string): ListedSection[] =>
  children.every((child) => isSection(child)) ? children : [{ key: '', title, children }];

const stemOfName = (path: string): string => nameOf(path).replace(/\.[^.]*$/, '');
