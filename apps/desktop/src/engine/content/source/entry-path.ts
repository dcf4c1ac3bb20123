import { importRefusal, type ImportError } from '../import-error.ts';
import type { ImportLimits } from '../import-limits.ts';

/**
 * The name of an archive's entry as a path below the course's root. Refuses the whole archive for a name that could
 * only serve to leave the folder it is unpacked in; entries are never written under these names anyway.
 */
export function safeEntryPath(name: string, limits: ImportLimits): string {
  if (name.includes('\0') || /^(?:[/\\]|[A-Za-z]:[/\\])/.test(name)) throw unsafe(name);
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  // Backslashes separate folders for whoever unpacks on Windows.
  if (parts.some((part) => part.split('\\').includes('..'))) throw unsafe(name);
  const path = parts.join('/').normalize('NFC');
  if (parts.length > limits.pathDepth || path.length > limits.pathLength) {
    throw importRefusal(
      {
        code: 'too-large',
        details: {
          entry: name.slice(0, 200),
        },
      },
      'importErrors.archiveTooDeep',
    );
  }
  return path;
}

const unsafe = (name: string): ImportError =>
  importRefusal(
    { code: 'unsafe-archive', details: { entry: name.slice(0, 200) } },
    'importErrors.archiveEscapes',
  );

/** Files that operating systems, version control and editors leave behind; they are no part of what a person chose. */
export const isSystemPath = (path: string): boolean =>
  path.split('/').some((part) => SYSTEM_NAMES.has(part.toLowerCase()) || /^\.(?:_|git|trash)/i.test(part));

const SYSTEM_NAMES = new Set([
  '__macosx',
  'thumbs.db',
  'desktop.ini',
  'node_modules',
  '.ds_store',
  '.fseventsd',
  '.spotlight-v100',
  '.svn',
  '.hg',
  '.bzr',
  '.idea',
  '.vs',
  '.vscode',
  '.obsidian',
  '.editorconfig',
  '.venv',
  '.cache',
  '.jekyll-cache',
  '.quarto',
  '.rproj.user',
  '.ipynb_checkpoints',
  '.nojekyll',
]);

/** Names that begin with a dot, which file managers do not show. */
export const isHiddenPath = (path: string): boolean => path.split('/').some((part) => part.startsWith('.'));
