import { mkdir, mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { fileErrorToImportError, importRefusal, ImportError } from '../import-error.ts';
import { throwIfCancelled, type ImportTask } from '../import-task.ts';
import { archiveKindOf, type ArchiveKind } from './archive-kind.ts';
import { createCourseSource, type CourseSource } from './course-source.ts';
import { listFolder } from './open-folder.ts';
import { createUnpacking } from './unpack.ts';
import { unpackTar } from './unpack-tar.ts';
import { unpackZip } from './unpack-zip.ts';

interface OpenedSource {
  source: CourseSource;
  /** Removes what was unpacked. A folder of the person's is never touched. */
  discard(): Promise<void>;
}

/** Opens a folder or an archive, told apart by content. Archives are unpacked into a new folder within `workDir`. */
export async function openSource(
  sourcePath: string,
  workDir: string,
  task: ImportTask,
): Promise<OpenedSource> {
  throwIfCancelled(task.signal);
  const path = await fileOperation(sourcePath, realpath(sourcePath));
  const stats = await fileOperation(sourcePath, stat(path));
  const name = basename(path);
  if (stats.isDirectory()) {
    return {
      source: createCourseSource(name, await listFolder(path, task)),
      discard: () => Promise.resolve(),
    };
  }
  if (!stats.isFile()) throw wrongKind('unknown', name);

  const kind = await fileOperation(sourcePath, archiveKindOf(path, task.signal));
  if (kind !== 'tar' && kind !== 'tar.gz' && kind !== 'zip') throw wrongKind(kind, name);
  await fileOperation(workDir, mkdir(workDir, { recursive: true }));
  const folder = await fileOperation(workDir, mkdtemp(join(workDir, 'unpacked-')));
  const discard = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const unpacking = createUnpacking(folder, stats.size, task);
    if (kind === 'zip') await unpackZip(path, unpacking, task);
    else await unpackTar({ path, sizeBytes: stats.size, isCompressed: kind === 'tar.gz' }, unpacking, task);
    const { files, skipped } = unpacking;
    return { source: createCourseSource(withoutEnding(name), { files: files.values(), skipped }), discard };
  } catch (error) {
    await discard();
    throwIfCancelled(task.signal);
    throw unpackingError(error, path);
  }
}

async function fileOperation<Value>(path: string, operation: Promise<Value>): Promise<Value> {
  try {
    return await operation;
  } catch (error) {
    throw fileErrorToImportError(error, path);
  }
}

/** Every failure that is neither ours nor the operating system's comes from what the archive says. */
function unpackingError(error: unknown, path: string): unknown {
  const known = fileErrorToImportError(error, path);
  if (known instanceof ImportError) return known;
  return importRefusal(
    { code: 'damaged-archive', details: { cause: messageOf(error) } },
    'importErrors.archiveDamaged',
  );
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 500);

function wrongKind(kind: ArchiveKind, name: string): ImportError {
  const details = { name, kind };
  switch (kind) {
    case 'empty':
      return importRefusal({ code: 'not-a-course', details }, 'importErrors.fileEmpty', { name });
    case 'pdf':
      return importRefusal({ code: 'not-a-course', details }, 'importErrors.filePdf', { name });
    case 'other-archive':
      return importRefusal({ code: 'unsupported-format', details }, 'importErrors.archiveOther', { name });
    default:
      return /\.(?:imscc|zip|tar|t?gz)$/i.test(name)
        ? importRefusal({ code: 'damaged-archive', details }, 'importErrors.archiveUnlike', { name })
        : importRefusal({ code: 'not-a-course', details }, 'importErrors.fileOther', { name });
  }
}

const withoutEnding = (name: string): string => name.replace(/(?:\.tar)?\.[A-Za-z0-9]{1,6}$/, '') || name;
