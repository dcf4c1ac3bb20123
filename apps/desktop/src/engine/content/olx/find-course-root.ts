import { readSourceBytes, type CourseSource, type SourceFile } from '../source/course-source.ts';
import type { ImportTask } from '../import-task.ts';
import { decodeText } from '../source/decode-text.ts';

export interface CourseRoot {
  /** The folder of the course within the source; '' for the source itself. */
  folder: string;
  /** Name of the root file within that folder. */
  fileName: string;
  kind: 'course' | 'library';
}

/** Archives put a course below a folder or two. */
const MAX_FOLDER_DEPTH = 4;
/** Root files are few; more XML files than this in one folder are something else. */
const MAX_CANDIDATES = 200;
const HEAD_BYTES = 4_096;

/**
 * The uppermost XML file whose root element is `course` or `library`. Most are called `course.xml` or `library.xml`, but
 * what counts is what they hold, even where the rest of them is damaged.
 */
export async function findCourseRoot(source: CourseSource, task: ImportTask): Promise<CourseRoot | null> {
  const candidates = [...source.files.values()].filter(
    ({ path }) => path.endsWith('.xml') && depthOf(path) <= MAX_FOLDER_DEPTH,
  );
  for (let depth = 0; depth <= MAX_FOLDER_DEPTH; depth++) {
    const atDepth = candidates
      .filter(({ path }) => depthOf(path) === depth)
      .toSorted((a, b) => rankOf(a) - rankOf(b));
    for (const file of atDepth.slice(0, MAX_CANDIDATES)) {
      await task.step({ phase: 'read', done: 0, total: null });
      const kind = await rootKind(file);
      if (kind !== null) {
        const folder = folderOf(file.path);
        return { folder, fileName: file.path.slice(file.path.lastIndexOf('/') + 1), kind };
      }
    }
  }
  return null;
}

/** The folders outside the course that hold a course of their own. */
export async function findOtherCourses(
  source: CourseSource,
  { folder }: CourseRoot,
  task: ImportTask,
): Promise<string[]> {
  if (folder === '') return [];
  const candidates = [...source.files.values()].filter(
    (file) =>
      rankOf(file) < 2 && depthOf(file.path) <= MAX_FOLDER_DEPTH && !file.path.startsWith(`${folder}/`),
  );
  const found: string[] = [];
  for (const file of candidates.slice(0, MAX_CANDIDATES)) {
    await task.step({ phase: 'read', done: 0, total: null });
    const other = folderOf(file.path);
    if (
      !found.some((outer) => other === outer || other.startsWith(`${outer}/`)) &&
      (await rootKind(file)) !== null
    )
      found.push(other);
  }
  return found;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const depthOf = (path: string): number => path.split('/').length - 1;

const rankOf = ({ path }: SourceFile): number =>
  /(?:^|\/)course\.xml$/.test(path) ? 0 : /(?:^|\/)library\.xml$/.test(path) ? 1 : 2;

/** What the first start tag says; comments, declarations and document types may come before it. */
async function rootKind(file: SourceFile): Promise<CourseRoot['kind'] | null> {
  let text = decodeText(await readSourceBytes(file, HEAD_BYTES))?.text.trimStart() ?? '';
  for (const [open, close] of PROLOGUE) {
    while (text.startsWith(open)) {
      const end = text.indexOf(close);
      text = end < 0 ? '' : text.slice(end + close.length).trimStart();
    }
  }
  const name = /^<(course|library)(?![\w-])/.exec(text)?.[1];
  return name === 'course' || name === 'library' ? name : null;
}

const PROLOGUE = [
  ['<?', '?>'],
  ['<!--', '-->'],
  ['<!DOCTYPE', '>'],
  ['<!ENTITY', '>'],
  [']', '>'],
  ['<!--', '-->'],
] as const;
