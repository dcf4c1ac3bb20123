import { titleOf, type CourseBuild, type CourseFormat } from '../course-format.ts';
import { ImportError } from '../import-error.ts';
import type { ImportedCourse, ImportedSection } from '../imported-course.ts';
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
  const pages = await readPages(source, build);
  const outline = await outlineOf(source, pages, task);
  await materials.take(filesToTake(source, pages, build));
  const links = createPageLinks(pages, build);

  const title = titleOf(outline.title, source.name);
  report.item(title, 'course');
  let done = 0;
  const convertSection = async (
    section: OutlineSection,
    path: readonly string[],
  ): Promise<ImportedSection> => {
    const sectionTitle = titleOf(section.title, title);
    const sectionPath = [...path, sectionTitle];
    report.item(sectionPath.join(' › '), 'section');
    const children: ImportedSection['children'] = [];
    for (const page of section.pages) {
      await task.step({ phase: 'convert', done: done++, total: pages.length });
      children.push(...convertPage(page, sectionPath, { build, links }));
    }
    for (const inner of section.sections) children.push(await convertSection(inner, sectionPath));
    return { kind: 'section', key: `section:${section.key}`, title: sectionTitle, children };
  };
  const sections: ImportedSection[] = [];
  for (const section of outline.sections) sections.push(await convertSection(section, []));
  await task.step({ phase: 'convert', done: pages.length, total: pages.length });

  reportFiles(source, sections, build);
  const language =
    outline.language !== null && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(outline.language)
      ? outline.language
      : null;
  return { format: 'markdown', title, ...(language === null ? {} : { language }), sections };
}

async function readPages(source: CourseSource, { task, report }: CourseBuild): Promise<Page[]> {
  const files = [...source.files.values()].filter(({ path }) => PAGE.test(path));
  const pages: Page[] = [];
  for (const [index, file] of files.entries()) {
    await task.step({ phase: 'read', done: index, total: files.length });
    const page = await readPage(file, task);
    if (page === null)
      report.leftOut({ place: file.path, kind: 'file', what: 'It is called Markdown, but is no text.' });
    else pages.push(page);
  }
  if (pages.length === 0) {
    throw new ImportError(
      'not-a-course',
      `“${source.name}” holds files called Markdown, but none of them is text.`,
    );
  }
  return pages;
}

/** Files whose name occurs in a page. Reading only those keeps an import of a large folder quick. */
function filesToTake(source: CourseSource, pages: readonly Page[], { task }: CourseBuild): SourceFile[] {
  const words = new Set<string>();
  for (const { body } of pages) {
    for (const word of body.split(/[\s()[\]<>"'`=]+/)) {
      if (!word.includes('.')) continue;
      words.add(lastWord(word));
      words.add(lastWord(decoded(word)));
    }
  }
  // A name with spaces occurs as several words.
  const isNamed = ({ path }: SourceFile): boolean => words.has(lastWord(path));
  return [...source.files.values()].filter((file) =>
    PAGE.test(file.path) ? file.sizeBytes > task.limits.pageBytes : isNamed(file),
  );
}

const lastWord = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf(' ')) + 1).normalize('NFC');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function reportFiles(source: CourseSource, sections: readonly ImportedSection[], build: CourseBuild): void {
  const { report, materials } = build;
  const used = new Set<string>();
  const visit = (section: ImportedSection): void => {
    for (const child of section.children) {
      if (child.kind === 'section') visit(child);
      else for (const key of referencesIn(child.content).materials) used.add(key);
    }
  };
  sections.forEach(visit);
  for (const file of source.files.values()) {
    const material = materials.find(file.path);
    if (PAGE.test(file.path) || CONFIG.test(file.path)) continue;
    if (material !== undefined && used.has(material.key)) report.item(file.path, 'file');
    else report.leftOut({ place: file.path, kind: 'file', what: 'No lesson shows it or links to it.' });
  }
  for (const { path, why } of source.skipped) report.leftOut({ place: path, kind: 'file', what: why });
  materials.keepOnly(used);
}
