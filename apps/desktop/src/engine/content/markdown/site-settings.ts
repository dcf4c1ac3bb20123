import { posix } from 'node:path';
import * as z from 'zod';

import type { ImportTask } from '../import-task.ts';
import { resolveAddress } from '../markup/resolve-address.ts';
import { readSourceText, type CourseSource } from '../source/course-source.ts';
import { parseToml, parseYaml } from './front-matter.ts';
import { foldersFrom } from './page.ts';
import { readSummary } from './read-summary.ts';
import type { ListedEntry, TableOfContents } from './table-of-contents.ts';

/** What one file says. `summary` is a further file that holds the order, from the root of the source. */
interface SiteSettings {
  title?: string | undefined;
  description?: string | undefined;
  language?: string | undefined;
  entries?: ListedEntry[];
  summary?: string;
}

interface SettingsFile {
  names: readonly string[];
  /** Null for what cannot be read. `folder` is where the file lies, and `has` tells whether there is a page. */
  read(text: string, folder: string, has: (path: string) => boolean): SiteSettings | null;
}

/** In the order in which they are asked: the first that states something is followed. */
const SETTINGS_FILES: readonly SettingsFile[] = [
  { names: ['config.yaml', 'config.yml', '_config.yml', '_config.yaml'], read: carpentriesSettings },
  { names: ['mkdocs.yml', 'mkdocs.yaml'], read: mkdocsSettings },
  { names: ['book.toml'], read: mdBookSettings },
  { names: ['hugo.toml', 'config.toml', 'hugo.yaml', 'hugo.yml'], read: hugoSettings },
  { names: ['SUMMARY.md'], read: (_text, folder) => ({ summary: posix.join(folder, 'SUMMARY.md') }) },
];

/** Reads the settings that lie where the pages begin, or above. `pages` are the paths of all pages. */
export async function readSiteSettings(
  source: CourseSource,
  { base, pages }: { base: string; pages: ReadonlySet<string> },
  task: ImportTask,
): Promise<TableOfContents> {
  const files = new Set<string>();
  const textOf = async (path: string): Promise<string | undefined> => {
    const file = source.files.get(path);
    if (file === undefined || file.sizeBytes > task.limits.pageBytes) return undefined;
    return (await readSourceText(file, task.limits, { isMarkup: false }))?.text;
  };
  const found: TableOfContents = { title: null, description: null, language: null, entries: [], files };
  for (const folder of foldersFrom(base)) {
    for (const { names, read } of SETTINGS_FILES) {
      for (const path of names.map((name) => posix.join(folder, name))) {
        const text = await textOf(path);
        if (text === undefined) continue;
        const stated = read(text, folder, (each) => pages.has(each));
        if (stated === null) continue;
        const { summary } = stated;
        const summaryText = summary === undefined ? undefined : await textOf(summary);
        found.title ??= stated.title ?? null;
        found.description ??= stated.description ?? null;
        found.language ??= stated.language ?? null;
        if (path !== summary) files.add(path);
        const entries =
          summary === undefined || summaryText === undefined
            ? (stated.entries ?? [])
            : readSummary(summaryText, summary);
        if (found.entries.length > 0 || !entries.some((entry) => leadsTo(entry, pages))) continue;
        found.entries = entries;
        if (summary !== undefined) files.add(summary);
      }
    }
  }
  return found;
}

/** A list that leads to no page at all is the list of something else. */
const leadsTo = ({ path, children }: ListedEntry, pages: ReadonlySet<string>): boolean =>
  pages.has(path ?? '') || children.some((child) => leadsTo(child, pages));

const text = z.string().optional().catch(undefined);
const names = z.array(z.string()).catch([]);

const carpentries = z.object({
  title: text,
  description: text,
  lang: text,
  languageCode: text,
  episodes: names,
  learners: names,
  instructors: names,
  profiles: names,
});

const LISTS = [
  ['episodes', 'Episodes'],
  ['learners', 'For learners'],
  ['instructors', 'For instructors'],
  ['profiles', 'Learner profiles'],
] as const;

/** The lists of a Carpentries lesson; Jekyll and Hugo have files of the same names, and state no order. */
function carpentriesSettings(
  source: string,
  folder: string,
  has: (path: string) => boolean,
): SiteSettings | null {
  const config = carpentries.safeParse(parseYaml(source)).data;
  if (config === undefined) return null;
  const entries = LISTS.flatMap(([key, title]): ListedEntry[] => {
    const children = config[key].map((name): ListedEntry => {
      const path = posix.join(folder, key, name);
      return { title: null, path: has(path) ? path : posix.join(folder, name), children: [] };
    });
    return children.length === 0 ? [] : [{ title, path: null, children }];
  });
  const { title, description, lang, languageCode } = config;
  return { title, description, language: lang ?? languageCode, entries };
}

const mkdocs = z.object({
  site_name: text,
  site_description: text,
  docs_dir: text,
  nav: z.array(z.unknown()).catch([]),
});

function mkdocsSettings(source: string, folder: string): SiteSettings | null {
  const config = mkdocs.safeParse(parseYaml(source)).data;
  if (config === undefined) return null;
  const pagesIn = posix.join(folder, config.docs_dir ?? 'docs');
  const entry = (value: unknown, title: string | null, depth = 0): ListedEntry[] => {
    if (typeof value === 'string') {
      const address = resolveAddress(value);
      return address.kind === 'outside'
        ? [{ title, path: null, address: address.href, children: [] }]
        : [{ title, path: posix.join(pagesIn, value), children: [] }];
    }
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH)
      return title === null ? [] : [{ title, path: null, children: [] }];
    if (Array.isArray(value))
      return [{ title, path: null, children: value.flatMap((each) => entry(each, null, depth + 1)) }];
    return Object.entries(value).flatMap(([name, inner]) => entry(inner, name, depth + 1));
  };
  return {
    title: config.site_name,
    description: config.site_description,
    entries: config.nav.flatMap((each) => entry(each, null)),
  };
}

/** Far beyond what a menu can show. */
const MAX_DEPTH = 40;

const mdBook = z.object({
  book: z.object({ title: text, description: text, language: text, src: text }).catch({
    title: undefined,
    description: undefined,
    language: undefined,
    src: undefined,
  }),
});

function mdBookSettings(source: string, folder: string): SiteSettings | null {
  const book = mdBook.safeParse(parseToml(source)).data?.book;
  if (book === undefined) return null;
  return {
    title: book.title,
    description: book.description,
    language: book.language,
    summary: posix.join(folder, book.src ?? 'src', 'SUMMARY.md'),
  };
}

const hugo = z.object({ title: text, languageCode: text });

function hugoSettings(source: string): SiteSettings | null {
  const config = hugo.safeParse(parseToml(source) ?? parseYaml(source)).data;
  return config === undefined ? null : { title: config.title, language: config.languageCode };
}
