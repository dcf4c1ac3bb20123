import type { BlockNode } from '@educrowd/shared/content/content-json';
import * as z from 'zod';

import { placeOf, titleOf } from '../course-format.ts';
import type { ImportedLesson, ImportedSection } from '../imported-course.ts';
import { lessonsFrom } from '../lesson-content.ts';
import { plainTextOf } from '../markup/markup.ts';
import { parseHtml } from '../markup/parse-html.ts';
import { readSourceText } from '../source/course-source.ts';
import { newsBlocks, readNews, UPDATES_FILE, type News } from './course-updates.ts';
import { readHtmlFile } from './html-component.ts';
import type { Component, OlxCourse } from './olx-course.ts';
import type { Definition } from './olx-definition.ts';
import { parseJson } from './olx-policy.ts';

const TITLE = 'Course pages';

const tabs = z
  .array(
    z
      .object({ type: z.string(), name: z.string().catch(''), url_slug: z.string() })
      .or(z.unknown().transform(() => null)),
  )
  .catch([]);

/** The pages beside the units: overview, updates, handouts and pages of the course's own. Null where there are none. */
export async function readCoursePages(
  course: OlxCourse,
  { attributes }: Definition,
): Promise<ImportedSection | null> {
  const pages = [
    { path: 'about/overview.html', title: 'About this course' },
    { path: 'info/updates.html', title: 'Updates' },
    { path: 'info/handouts.html', title: 'Handouts' },
    ...tabs
      .parse(parseJson(attributes.get('tabs') ?? '[]'))
      .flatMap((tab) =>
        tab?.type === 'static_tab' ? [{ path: `tabs/${tab.url_slug}.html`, title: tab.name }] : [],
      ),
  ];
  const named = new Set(pages.map(({ path }) => path));
  const others = [...course.source.files.keys()].filter(
    (path) => /^tabs\/[^/]+\.html$/.test(path) && !named.has(path),
  );
  const lessons: ImportedLesson[] = [];
  const news = await readNews(course);
  for (const { path, title } of [
    ...pages,
    ...others.map((other) => ({ path: other, title: other.slice(5, -5) })),
  ]) {
    const isNews = path === 'info/updates.html' && news !== null;
    lessons.push(
      ...(isNews ? newsPage(course, news, title) : await readCoursePage(course, path, titleOf(title, path))),
    );
  }
  if (lessons.length === 0) return null;
  course.report.item(TITLE, 'section');
  return { kind: 'section', key: 'section:course-pages', title: TITLE, children: lessons };
}

async function readCoursePage(course: OlxCourse, path: string, title: string): Promise<ImportedLesson[]> {
  const file = course.source.files.get(path);
  if (file === undefined) return [];
  const page = pageComponent(course, path, title);
  return pageLessons(page, title, await readHtmlFile(file, page));
}

/** News as newer courses keep it; Open edX shows the page beside it to nobody. */
function newsPage(course: OlxCourse, news: News, title: string): ImportedLesson[] {
  const page = pageComponent(course, UPDATES_FILE, title);
  return pageLessons(page, title, newsBlocks(news, page));
}

function pageComponent(course: OlxCourse, file: string, title: string): Component {
  const item = course.report.item(placeOf([TITLE, title], file), 'page');
  const definition: Definition = {
    category: 'page',
    urlName: null,
    attributes: new Map(),
    element: null,
    file,
    trouble: null,
    notes: [],
  };
  return { course, definition, item };
}

function pageLessons(
  { course, definition, item }: Component,
  title: string,
  blocks: readonly BlockNode[],
): ImportedLesson[] {
  if (blocks.length === 0) {
    item.wasNothing();
    return [];
  }
  return lessonsFrom({ key: definition.file, title, blocks }, { item, task: course.task });
}

/** The short description as plain text; null where there is none. */
export async function readDescription(course: OlxCourse): Promise<string | null> {
  const file = course.source.files.get('about/short_description.html');
  if (file === undefined || file.sizeBytes > course.task.limits.pageBytes) return null;
  course.definitions.markUsed(file.path);
  const decoded = await readSourceText(file, course.task.limits);
  if (decoded === null) return null;
  try {
    return parseHtml(decoded.text, course.task.limits).map(plainTextOf).join(' ').trim() || null;
  } catch {
    return null;
  }
}
