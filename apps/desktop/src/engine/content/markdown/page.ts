import type { ImportTask } from '../import-task.ts';
import { plainTextOf } from '../markup/markup.ts';
import { HtmlError, parseHtml } from '../markup/parse-html.ts';
import { readSourceText, type SourceFile } from '../source/course-source.ts';
import { readFrontMatter, type MarkdownFile } from './front-matter.ts';
import { MarkdownError, markdownToHtml } from './markdown-to-html.ts';

/** A page that becomes a lesson. */
export interface Page extends MarkdownFile {
  file: SourceFile;
  /** A sentence for the report where the text is not certain to be what its author wrote. */
  doubt: string | null;
  /** No lesson can hold it: it is attached as a file, and `body` is empty. */
  isTooLong: boolean;
}

const ENDING = /\.(?:md|markdown|mdown|mkd|rmd|qmd|mdx)$/i;

export const isPagePath = (path: string): boolean => ENDING.test(path);

export const isMdxPath = (path: string): boolean => /\.mdx$/i.test(path);

/** Site generators serve `04-changes.md` as `04-changes.html` or `04-changes/`. */
export const stemOf = (path: string): string => path.replace(ENDING, '').replace(/\.html?$/i, '');

/** The page of a file, or null where the file is no text. */
export async function readPage(file: SourceFile, task: ImportTask): Promise<Page | null> {
  const decoded = await readSourceText(file, task.limits, { isMarkup: false });
  if (decoded === null) return null;
  const { doubt, text } = decoded;
  const isTooLong = file.sizeBytes > task.limits.pageBytes || text.split('\n').length > task.limits.pageLines;
  const page = { file, doubt, isTooLong, ...readFrontMatter(text) };
  return isTooLong ? { ...page, body: '' } : page;
}

/** What the page of a folder says the folder is called: in its settings, or in the heading that it begins with. */
export function titleOfIndex({ settings, body }: Page, { limits }: ImportTask): string | null {
  const heading = /^\s*(# .*)/.exec(body.slice(0, MAX_HEADING_LENGTH))?.[1];
  const title = settings.title ?? (heading === undefined ? '' : headingText(heading, limits));
  return title === '' || SAYS_NOTHING.test(title) ? null : title;
}

function headingText(heading: string, limits: ImportTask['limits']): string {
  try {
    return parseHtml(markdownToHtml(heading), limits).map(plainTextOf).join(' ').trim();
  } catch (error) {
    if (error instanceof MarkdownError || error instanceof HtmlError) return '';
    throw error;
  }
}

const MAX_HEADING_LENGTH = 2_000;

/** Titles that fit any folder. */
const SAYS_NOTHING =
  /^(?:(?:table of )?contents|home(?: ?page)?|index|intro(?:duction)?|overview|about|read ?me|summary|start(?: here)?|getting started|welcome)!?$/i;

/** "03-create_a-repo" → "Create a repo". Notion puts an id behind every name. */
export function titleOfName(name: string): string {
  const words = name
    .replace(/ [0-9a-f]{32}$/, '')
    .replace(/^\d+[-_. ]+(?=\S)/, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The folder and all those above it, up to the root. */
export const foldersFrom = (folder: string): string[] =>
  folder === '' ? [''] : [folder, ...foldersFrom(folderOf(folder))];
