import * as z from 'zod';

import type { ImportTask } from '../import-task.ts';
import { readSourceText, type CourseSource } from '../source/course-source.ts';
import { isSection, type FolderOfPages, type OutlineSection } from './outline-section.ts';
import { parseYaml } from './front-matter.ts';
import {
  byIndexName,
  byOrder,
  compareNumbers,
  isIndex,
  natural,
  orderOf,
  statedOrder,
} from './page-order.ts';
import { folderOf, nameOf, titleOfIndex, titleOfName, type Page } from './page.ts';

/** What Docusaurus says of a folder. */
const category = z.object({
  label: z.string().optional().catch(undefined),
  position: z.number().optional().catch(undefined),
});
type Category = z.infer<typeof category>;

/** By the path of the file that says so. */
export async function readCategories(source: CourseSource, task: ImportTask): Promise<Map<string, Category>> {
  const found = new Map<string, Category>();
  for (const file of source.files.values()) {
    if (!/(?:^|\/)_category_\.(?:json|ya?ml)$/.test(file.path) || file.sizeBytes > MAX_CATEGORY_BYTES)
      continue;
    await task.step({ phase: 'read', done: found.size, total: null });
    const text = (await readSourceText(file, task.limits, { isMarkup: false }))?.text;
    // JSON is YAML as well.
    const parsed = category.safeParse(text === undefined ? undefined : parseYaml(text));
    if (parsed.success) found.set(file.path, parsed.data);
  }
  return found;
}

const MAX_CATEGORY_BYTES = 10_000;

/** A section for each folder, called and ordered by its category or its index page. */
export function folderSections(
  { base, name, pages }: FolderOfPages,
  { categories, task }: { categories: ReadonlyMap<string, Category>; task: ImportTask },
): OutlineSection[] {
  const categoryOf = new Map([...categories].map(([path, each]) => [folderOf(path), each]));
  const indexOf = new Map<string, Page>();
  for (const page of pages.filter(isIndex).toSorted(byIndexName)) {
    const folder = folderOf(page.file.path);
    if (!indexOf.has(folder)) indexOf.set(folder, page);
  }
  const root: OutlineSection = { key: '', title: name, children: [] };
  const byFolder = new Map([[base, root]]);
  const numbers = new Map<OutlineSection, number>();
  const sectionAt = (folder: string): OutlineSection => {
    const known = byFolder.get(folder);
    if (known !== undefined) return known;
    const index = indexOf.get(folder);
    const stated = categoryOf.get(folder);
    const indexTitle = index === undefined ? null : titleOfIndex(index, task);
    const section: OutlineSection = {
      key: folder.slice(base === '' ? 0 : base.length + 1),
      title: stated?.label ?? indexTitle ?? titleOfName(nameOf(folder)),
      children: [],
    };
    byFolder.set(folder, section);
    numbers.set(section, stated?.position ?? (index && statedOrder(index)) ?? Number.POSITIVE_INFINITY);
    sectionAt(folderOf(folder)).children.push(section);
    return section;
  };
  for (const page of pages) sectionAt(folderOf(page.file.path)).children.push(page);

  const numberOf = (child: Page | OutlineSection): number =>
    isSection(child) ? (numbers.get(child) ?? 0) : orderOf(child);
  for (const { children } of byFolder.values()) {
    children.sort((a, b) => {
      const byNumber = compareNumbers(numberOf(a), numberOf(b));
      if (byNumber !== 0) return byNumber;
      if (isSection(a) && isSection(b)) return natural(a.key, b.key);
      return isSection(a) ? 1 : isSection(b) ? -1 : byOrder(a, b);
    });
  }
  return withRoot(root);
}

/** The pages of the root stand first; a course of folders alone has no root section. */
function withRoot({ children, ...root }: OutlineSection): OutlineSection[] {
  const first = children.findIndex(isSection);
  if (first < 0) return [{ ...root, children }];
  // Folders that are numbered among the pages cannot stand behind all of them.
  if (!children.slice(first).every(isSection)) return [{ ...root, children }];
  const sections = children.slice(first).filter(isSection);
  return first === 0 ? sections : [{ ...root, children: children.slice(0, first) }, ...sections];
}
