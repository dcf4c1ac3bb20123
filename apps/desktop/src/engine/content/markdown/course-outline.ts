import * as z from 'zod';

import type { CourseSource, SourceFile } from '../source/course-source.ts';
import { compareText, readSourceText } from '../source/course-source.ts';
import type { ImportTask } from '../import-task.ts';
import { parseYaml, readFrontMatter, type MarkdownFile } from './front-matter.ts';

/** A page that becomes a lesson. */
export interface Page extends MarkdownFile {
  file: SourceFile;
  assumedEncoding: string | null;
  /** No lesson can hold it: it is attached as a file, and `body` is empty. */
  isTooLong: boolean;
}

export interface OutlineSection {
  key: string;
  title: string;
  pages: Page[];
  sections: OutlineSection[];
}

export interface Outline {
  title: string | null;
  language: string | null;
  sections: OutlineSection[];
}

const names = z.array(z.string()).catch([]);

/** `config.yaml` of a Carpentries lesson; the other generators' settings say little about order. */
const siteConfig = z.object({
  title: z.string().optional().catch(undefined),
  lang: z.string().optional().catch(undefined),
  episodes: names,
  learners: names,
  instructors: names,
  profiles: names,
});
type SiteConfig = z.infer<typeof siteConfig>;

/**
 * Sections and order of the pages: as the lesson's configuration lists them, and what it does not list after that; else
 * by folder, each in the order of its settings, then of its names with numbers counted as numbers.
 */
export async function outlineOf(
  source: CourseSource,
  pages: readonly Page[],
  task: ImportTask,
): Promise<Outline> {
  const config = await readConfig(source, task);
  const listed = config === null ? [] : listedSections(config, pages);
  const rest = pages.filter((page) => !listed.some((section) => section.pages.includes(page)));
  const head = { title: config?.title ?? null, language: config?.lang ?? null };
  if (listed.length === 0) return { ...head, sections: folderSections(rest, source.name) };
  const others = rest.length === 0 ? [] : [sectionOf('other-pages', 'Other pages', rest.toSorted(byOrder))];
  return { ...head, sections: [...listed, ...others] };
}

async function readConfig(source: CourseSource, task: ImportTask): Promise<SiteConfig | null> {
  const file = ['config.yaml', 'config.yml', '_config.yml', '_config.yaml']
    .map((name) => source.files.get(name))
    .find((found) => found !== undefined);
  if (file === undefined || file.sizeBytes > task.limits.pageBytes) return null;
  const text = (await readSourceText(file, task.limits))?.text;
  const parsed = siteConfig.safeParse(text === undefined ? undefined : parseYaml(text));
  return parsed.success ? parsed.data : null;
}

const LISTS = [
  ['episodes', 'Episodes'],
  ['learners', 'For learners'],
  ['instructors', 'For instructors'],
  ['profiles', 'Learner profiles'],
] as const;

function listedSections(config: SiteConfig, pages: readonly Page[]): OutlineSection[] {
  return LISTS.flatMap(([key, title]) => {
    const found = config[key].flatMap((name) => {
      const page = pages.find(({ file }) => file.path === `${key}/${name}` || file.path === name);
      return page === undefined ? [] : [page];
    });
    return found.length === 0 ? [] : [sectionOf(key, title, [...new Set(found)])];
  });
}

function folderSections(pages: readonly Page[], rootTitle: string): OutlineSection[] {
  const root = sectionOf('', rootTitle, []);
  const byFolder = new Map([['', root]]);
  const sectionAt = (folder: string): OutlineSection => {
    const known = byFolder.get(folder);
    if (known !== undefined) return known;
    const cut = folder.lastIndexOf('/');
    const section = sectionOf(folder, titleOfName(folder.slice(cut + 1)), []);
    sectionAt(cut < 0 ? '' : folder.slice(0, cut)).sections.push(section);
    byFolder.set(folder, section);
    return section;
  };
  for (const page of pages.toSorted(byOrder)) sectionAt(folderOf(page)).pages.push(page);
  for (const section of byFolder.values()) section.sections.sort((a, b) => natural(a.key, b.key));
  // The pages of the root stand first; a course of folders alone has no root section.
  const { sections } = root;
  root.sections = [];
  return root.pages.length === 0 ? sections : [root, ...sections];
}

const sectionOf = (key: string, title: string, pages: Page[]): OutlineSection => ({
  key,
  title,
  pages,
  sections: [],
});

const folderOf = ({ file }: Page): string => file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')));

const orderOf = ({ settings }: Page): number =>
  settings.order ?? settings.weight ?? settings.nav_order ?? Number.POSITIVE_INFINITY;

const isIndex = ({ file }: Page): boolean => /(?:^|\/)_?(?:index|readme)\.\w+$/i.test(file.path);

const byOrder = (a: Page, b: Page): number =>
  compareNumbers(orderOf(a), orderOf(b)) ||
  Number(isIndex(b)) - Number(isIndex(a)) ||
  natural(a.file.path, b.file.path);

const compareNumbers = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

const collator = new Intl.Collator('en', { numeric: true });
const natural = (a: string, b: string): number => collator.compare(a, b) || compareText(a, b);

/** "03-create_a-repo" → "Create a repo". */
export function titleOfName(name: string): string {
  const words = name
    .replace(/^\d+[-_. ]+(?=\S)/, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The page of a file, or null where the file is no text. */
export async function readPage(file: SourceFile, task: ImportTask): Promise<Page | null> {
  const decoded = await readSourceText(file, task.limits);
  if (decoded === null) return null;
  const { assumedEncoding, text } = decoded;
  const isTooLong = file.sizeBytes > task.limits.pageBytes || text.split('\n').length > task.limits.pageLines;
  const page = { file, assumedEncoding, isTooLong, ...readFrontMatter(text) };
  return isTooLong ? { ...page, body: '' } : page;
}
