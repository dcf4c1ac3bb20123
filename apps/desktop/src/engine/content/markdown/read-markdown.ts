import type { BlockNode } from '@educrowd/shared/content/content-json';

import { append } from '../append.ts';
import {
  descriptionOf,
  noteShortened,
  placeOf,
  titleOf,
  type CourseBuild,
  type CourseFormat,
} from '../course-format.ts';
import { importRefusal } from '../import-error.ts';
import type { ImportedCourse, ImportedLesson, ImportedSection, ImportProgress } from '../imported-course.ts';
import { lessonsFrom } from '../lesson-content.ts';
import { onOneLine } from '../one-line.ts';
import { clipped } from '../originals.ts';
import { referencesIn } from '../references.ts';
import { sourceWithin, type CourseSource } from '../source/course-source.ts';
import { convertPage } from './convert-page.ts';
import { outlineOf } from './course-outline.ts';
import { isSection, isWebPage, type ListedSection, type WebPage } from './outline-section.ts';
import { findPages, type FoundPages } from './find-pages.ts';
import { createPageLinks } from './page-links.ts';
import { isPagePath, readPage, type Page } from './page.ts';
import { readSiteSettings } from './site-settings.ts';

/** A folder of Markdown files: a Carpentries lesson, the source of a site or a book, or plain notes. */
export const markdownFormat: CourseFormat = (source) => {
  const found = findPages(source);
  return Promise.resolve(
    found === null
      ? null
      : {
          root: found.root,
          read: (build) => readMarkdownCourse(sourceWithin(source, found.root), found, build),
        },
  );
};

async function readMarkdownCourse(
  source: CourseSource,
  { base, name }: FoundPages,
  build: CourseBuild,
): Promise<Omit<ImportedCourse, 'materials' | 'report'>> {
  const { task, report, materials } = build;
  const paths = new Set([...source.files.keys()].filter(isPagePath));
  const contents = await readSiteSettings(source, { base, pages: paths }, task);
  const pages = await readPages(
    source,
    [...paths].filter((path) => !contents.files.has(path)),
    build,
  );
  const outline = await outlineOf({ source, contents, base, name, pages }, task);
  const links = createPageLinks({ source, base, pages }, build);

  const title = titleOf(outline.title, name);
  const item = report.item(title, 'course');
  noteShortened(item, outline.title);
  for (const entry of outline.missing) {
    const place = `${title} › ${clipped(onOneLine(entry), 100)}`;
    report.leftOut({
      place,
      kind: 'chapter',
      what: 'The table of contents names it, but there is no such page.',
    });
  }
  let done = 0;
  let webPages = 0;
  const used = new Set<string>();
  const convertSection = async (
    section: ListedSection,
    path: readonly string[],
  ): Promise<ImportedSection> => {
    const sectionTitle = titleOf(section.title, title);
    const sectionPath = [...path, sectionTitle];
    noteShortened(report.item(sectionPath.join(' › '), 'section'), section.title);
    const children: ImportedSection['children'] = [];
    for (const child of section.children) {
      if (isSection(child)) {
        children.push(await convertSection(child, sectionPath));
        continue;
      }
      if (isWebPage(child)) {
        append(children, webLesson(child, sectionPath, { build, number: ++webPages }));
        continue;
      }
      const progress: ImportProgress = { phase: 'convert', done: done++, total: pages.length };
      await task.step(progress);
      const lessons = await convertPage(child, sectionPath, { build, links, progress });
      for (const { content } of lessons) for (const key of referencesIn(content).materials) used.add(key);
      children.push(...lessons);
    }
    return { kind: 'section', key: `section:${section.key}`, title: sectionTitle, children };
  };
  const sections: ImportedSection[] = [];
  for (const section of outline.sections) sections.push(await convertSection(section, []));
  const finished: ImportProgress = { phase: 'convert', done: pages.length, total: pages.length };

  const settings = new Set([...contents.files, ...outline.files]);
  for (const { path } of source.files.values()) {
    await task.step(finished);
    if (isPagePath(path) || settings.has(path)) continue;
    if (used.has(materials.find(path)?.key ?? '')) report.item(path, 'file');
    else report.leftOut({ place: path, kind: 'file', what: 'No lesson shows it or links to it.' });
  }
  materials.keepOnly(used);
  const { description, language } = contents;
  const hasLanguage = language !== null && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(language);
  return {
    format: 'markdown',
    title,
    ...(description === null ? {} : { description: descriptionOf(item, description) }),
    ...(hasLanguage ? { language } : {}),
    sections,
  };
}

/** A lesson that is a card which leads to a page of the web. */
function webLesson(
  { title: stated, url }: WebPage,
  sectionPath: readonly string[],
  { build, number }: { build: CourseBuild; number: number },
): ImportedLesson[] {
  const title = titleOf(stated, url);
  const item = build.report.item(placeOf([...sectionPath, title]), 'lesson');
  noteShortened(item, stated);
  const blocks: BlockNode[] = [{ type: 'embed', attrs: { url, title } }];
  return lessonsFrom({ key: `web-page:${number}`, title, blocks }, { item, task: build.task });
}

async function readPages(
  source: CourseSource,
  paths: readonly string[],
  { task, report }: CourseBuild,
): Promise<Page[]> {
  const pages: Page[] = [];
  for (const [index, path] of paths.entries()) {
    await task.step({ phase: 'read', done: index, total: paths.length });
    const file = source.files.get(path);
    const page = file === undefined ? null : await readPage(file, task);
    if (page === null) {
      report.leftOut({ place: path, kind: 'file', what: 'It is called Markdown, but is no text.' });
    } else {
      task.spend('textBytes', page.body.length);
      pages.push(page);
    }
  }
  if (pages.length === 0) {
    throw importRefusal({ code: 'not-a-course' }, 'importErrors.markdownNoText', {
      name: source.name,
    });
  }
  return pages;
}
