import type { CourseSource } from '../source/course-source.ts';
import { isPagePath } from './page.ts';

export interface FoundPages {
  /** The folder that everything lies in, `''` for the source itself. */
  root: string;
  /** The folder within `root` where the pages begin. */
  base: string;
  /** What people call the course, as far as folders tell. */
  name: string;
}

const CONFIG = /^_?config\.ya?ml$/;

/** Where the pages of a folder lie: archives and repositories put them below others. Null where there are none. */
export function findPages(source: CourseSource): FoundPages | null {
  const paths = [...source.files.keys()];
  const pages = paths.filter(isPagePath);
  if (pages.length === 0) return null;
  const everything = [...paths, ...source.hidden.keys()];
  let root = '';
  let base = '';
  for (;;) {
    const prefix = base === '' ? '' : `${base}/`;
    const isHere = (path: string): boolean =>
      path.startsWith(prefix) && !path.slice(prefix.length).includes('/');
    if (base !== '' && everything.every((path) => path.startsWith(prefix))) root = base;
    if (pages.some(isHere) || paths.some((path) => isHere(path) && CONFIG.test(path.slice(prefix.length))))
      break;
    const folders = new Set(pages.map((path) => path.slice(prefix.length).split('/')[0]));
    const [only] = folders;
    if (folders.size !== 1 || only === undefined) break;
    base = `${prefix}${only}`;
  }
  const name = root.split('/').findLast((part) => part !== '' && !SAYS_NOTHING.has(part.toLowerCase()));
  return { root, base: base.slice(root === '' ? 0 : root.length + 1), name: name ?? source.name };
}

/** Folders that are called by what kind of files they hold. */
const SAYS_NOTHING = new Set([
  'docs',
  'doc',
  'src',
  'source',
  'content',
  'contents',
  'pages',
  'markdown',
  'book',
  'site',
  'website',
]);
