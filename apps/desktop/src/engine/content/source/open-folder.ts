import type { Dirent } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';

import { fileErrorToImportError, importRefusal, type ImportError } from '../import-error.ts';
import { formatBytes } from '../import-limits.ts';
import type { ImportTask } from '../import-task.ts';
import type { SkippedEntry, SourceFile } from './course-source.ts';
import { isSystemPath } from './entry-path.ts';

/**
 * Lists a folder without changing it and without following links. Throws `ImportError` when it is larger than a course
 * can be: most likely somebody chose their home folder.
 */
export async function listFolder(
  root: string,
  task: ImportTask,
): Promise<{ files: SourceFile[]; skipped: SkippedEntry[] }> {
  const files: SourceFile[] = [];
  const skipped: SkippedEntry[] = [];
  const waiting = [{ diskPath: root, path: '', depth: 0 }];
  let entries = 0;

  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for await (const entry of readFolder(folder.diskPath)) {
      if (++entries > task.limits.entries) throw tooManyFiles(task.limits.entries);
      await task.step({ phase: 'read', done: files.length, total: null });
      const path = joinPath(folder.path, entry.name);
      const diskPath = join(folder.diskPath, entry.name);
      if (isSystemPath(entry.name)) continue;
      if (entry.isSymbolicLink()) {
        skipped.push({ path, why: SKIPPED_LINK });
      } else if (entry.isDirectory()) {
        if (folder.depth + 1 > task.limits.pathDepth || path.length > task.limits.pathLength)
          throw tooDeep(path);
        waiting.push({ diskPath, path, depth: folder.depth + 1 });
      } else if (entry.isFile()) {
        const sizeBytes = await fileSize(diskPath);
        if (sizeBytes <= task.limits.fileBytes)
          files.push({ path: path.normalize('NFC'), diskPath, sizeBytes });
        else skipped.push({ path, why: `It is larger than ${formatBytes(task.limits.fileBytes)}.` });
      } else {
        skipped.push({ path, why: 'It is a device, pipe or socket, not a file.' });
      }
    }
  }
  return { files, skipped };
}

async function* readFolder(diskPath: string): AsyncGenerator<Dirent> {
  try {
    yield* await opendir(diskPath);
  } catch (error) {
    throw fileErrorToImportError(error, diskPath);
  }
}

async function fileSize(diskPath: string): Promise<number> {
  try {
    return (await lstat(diskPath)).size;
  } catch (error) {
    throw fileErrorToImportError(error, diskPath);
  }
}

export const tooManyFiles = (entries: number): ImportError =>
  importRefusal({ code: 'too-large', details: { entries } }, 'importErrors.tooManyFiles', { n: entries });

const tooDeep = (path: string): ImportError =>
  importRefusal(
    {
      code: 'too-large',
      details: {
        path: path.slice(0, 200),
      },
    },
    'importErrors.foldersTooDeep',
  );

export const SKIPPED_LINK = 'It is a link to another file or folder; links are not followed.';

const joinPath = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
