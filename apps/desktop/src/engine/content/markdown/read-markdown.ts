import { noteShortened, titleOf, type CourseBuild, type CourseFormat } from '../course-format.ts';
import { importRefusal } from '../import-error.ts';
import type { ImportedCourse, ImportedSection, ImportProgress } from '../imported-course.ts';
import { referencesIn } from '../references.ts';
import { sourceWithin, type CourseSource, type SourceFile } from '../source/course-source.ts';
import { convertPage } from './convert-page.ts';
import { outlineOf, readPage, type OutlineSection, type Page } from './course-outline.ts';
import { createPageLinks } from './page-links.ts';

/** A folder of Markdown files: a Carpentries lesson, the source of a site, or plain notes. */
export const markdownFormat: CourseFormat = (source) => {
  const root = rootOf(source);
  return Promise.resolve(
    root === null ? null : (build) => readMarkdownCourse(sourceWithin(source, root), build),
  );
};

const PAGE = /\.(?:md|markdown|mdown|mkd|rmd|qmd)$/i;
const CONFIG = /^_?config\.ya?ml$/;

/** The folder where the pages begin: archives and repositories put them below folders that hold nothing else. */
function rootOf(source: CourseSource): string | null {
  const paths = [...source.files.keys()];
  const pages = paths.filter((path) => PAGE.test(path));
  if (pages.length === 0) return null;
  let root = '';
  for (;;) {
    const prefix = root === '' ? '' : `${root}/`;
    const isHere = (path: string): boolean =>
      path.startsWith(prefix) && !path.slice(prefix.length).includes('/');
    if (pages.some(isHere) || paths.some((path) => isHere(path) && CONFIG.test(path.slice(prefix.length))))
      return root;
    const folders = new Set(pages.map((path) => path.slice(prefix.length).split('/')[0]));
    const [only] = folders;
    if (folders.size !== 1 || only === undefined) return root;
    root = `${prefix}${only}`;
  }
}

async function readMarkdownCourse(
  source: CourseSource,
  build: CourseBuild,
): Promise<Omit<ImportedCourse, 'materials' | 'report'>> {
  const { task, report, materials } = build;
  const { pages, names } = await readPages(source, build);
  const outline = await outlineOf(source, pages, task);
  await materials.take(filesToTake(source, pages, names));
  const links = createPageLinks(pages, build);

  const title = titleOf(outline.title, source.name);
  report.item(title, 'course');
  let done = 0;
  const used = new Set<string>();
  const convertSection = async (
    section: OutlineSection,
    path: readonly string[],
  ): Promise<ImportedSection> => {
    const sectionTitle = titleOf(section.title, title);
    const sectionPath = [...path, sectionTitle];
    noteShortened(report.item(sectionPath.join(' › '), 'section'), section.title);
    const children: ImportedSection['children'] = [];
    for (const page of section.pages) {
      await task.step({ phase: 'convert', done: done++, total: pages.length });
      const lessons = convertPage(page, sectionPath, { build, links });
      for (const { content } of lessons) for (const key of referencesIn(content).materials) used.add(key);
      children.push(...lessons);
    }
    for (const inner of section.sections) children.push(await convertSection(inner, sectionPath));
    return { kind: 'section', key: `section:${section.key}`, title: sectionTitle, children };
  };
  const sections: ImportedSection[] = [];
  for (const section of outline.sections) sections.push(await convertSection(section, []));
  const finished: ImportProgress = { phase: 'convert', done: pages.length, total: pages.length };

  await reportFiles(source, { used, finished }, build);
  const language =
    outline.language !== null && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(outline.language)
      ? outline.language
      : null;
  return { format: 'markdown', title, ...(language === null ? {} : { language }), sections };
}

/** The pages, and every word in them that could be the name of a file. */
async function readPages(
  source: CourseSource,
  { task, report }: CourseBuild,
): Promise<{ pages: Page[]; names: Set<string> }> {
  const files = [...source.files.values()].filter(({ path }) => PAGE.test(path));
  const pages: Page[] = [];
  const names = new Set<string>();
  for (const [index, file] of files.entries()) {
    await task.step({ phase: 'read', done: index, total: files.length });
    const page = await readPage(file, task);
    if (page === null) {
      report.leftOut({ place: file.path, kind: 'file', what: 'It is called Markdown, but is no text.' });
    } else {
      task.spend('textBytes', page.body.length);
      pages.push(page);
      for (const word of page.body.split(/[\s()[\]<>"'`=]+/)) {
        if (!word.includes('.')) continue;
        names.add(lastWord(word));
        names.add(lastWord(decoded(word)));
      }
    }
  }
  if (pages.length === 0) {
    throw importRefusal({ code: 'not-a-course' }, 'importErrors.markdownNoText', {
      name: source.name,
    });
  }
  return { pages, names };
}

/** Files whose name occurs in a page. Reading only those keeps an import of a large folder quick. */
function filesToTake(source: CourseSource, pages: readonly Page[], names: ReadonlySet<string>): SourceFile[] {
  const isNamed = ({ path }: SourceFile): boolean => !PAGE.test(path) && names.has(lastWord(path));
  return [
    ...pages.filter(({ isTooLong }) => isTooLong).map(({ file }) => file),
    ...[...source.files.values()].filter(isNamed),
  ];
}

/** A name with spaces occurs as several words; on Windows, backslashes part folders. */
const lastWord = (path: string): string =>
  path.slice(Math.max(...['/', '\\', ' '].map((each) => path.lastIndexOf(each))) + 1).normalize('NFC');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function reportFiles(
  source: CourseSource,
  { used, finished }: { used: ReadonlySet<string>; finished: ImportProgress },
  build: CourseBuild,
): Promise<void> {
  const { task, report, materials } = build;
  for (const { path } of source.files.values()) {
    await task.step(finished);
    const material = materials.find(path);
    if (PAGE.test(path) || CONFIG.test(path)) continue;
    if (material !== undefined && used.has(material.key)) report.item(path, 'file');
    else report.leftOut({ place: path, kind: 'file', what: 'No lesson shows it or links to it.' });
  }
  for (const { path, why } of source.skipped) report.leftOut({ place: path, kind: 'file', what: why });
  materials.keepOnly(used);
}
