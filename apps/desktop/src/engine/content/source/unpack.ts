import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { assert } from '@educrowd/shared/primitives/assert';

import { fileErrorToImportError, importRefusal } from '../import-error.ts';
import { formatBytes } from '../import-limits.ts';
import type { ImportTask } from '../import-task.ts';
import type { SkippedEntry, SourceFile } from './course-source.ts';
import { isSystemPath, safeEntryPath } from './entry-path.ts';
import { SKIPPED_LINK, tooManyFiles } from './open-folder.ts';

const SKIPPED_DOUBLE = 'The archive holds another file of this name, which came after it.';

/**
 * Where the entries of an archive go, whatever the archive's kind. Each file is written under a number, never under the
 * name it claims: names can neither leave the folder nor meet a device name or another case of themselves on disk.
 */
export interface Unpacking {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly skipped: readonly SkippedEntry[];
  /** Counts an entry of any kind and gives its path, or null for one that is no part of a course. */
  admit(name: string): string | null;
  /**
   * Writes a file, the later one winning where a path comes twice: the earlier one is told of. `sizeBytes` is what the archive claims. `open` is
   * called once that is admitted: a stream that nobody reads would fail with nobody listening.
   */
  write(path: string, sizeBytes: number, open: () => Promise<AsyncIterable<unknown>>): Promise<void>;
  /** Gives a file that was written a second path. */
  link(path: string, target: string): void;
  skipLink(path: string): void;
}

export function createUnpacking(folder: string, archiveBytes: number, task: ImportTask): Unpacking {
  const files = new Map<string, SourceFile>();
  const skipped: SkippedEntry[] = [];
  const bound = createExpansionBound(archiveBytes, task);
  let entries = 0;
  let written = 0;
  const keep = (file: SourceFile): void => {
    if (files.has(file.path)) skipped.push({ path: file.path, why: SKIPPED_DOUBLE });
    files.set(file.path, file);
  };

  return {
    files,
    skipped,
    admit(name) {
      if (++entries > task.limits.entries) throw tooManyFiles(task.limits.entries);
      const path = safeEntryPath(name, task.limits);
      return path === '' || isSystemPath(path) ? null : path;
    },
    async write(path, sizeBytes, open) {
      bound.checkFile(path, sizeBytes);
      const diskPath = join(folder, String(written++));
      let actualBytes = 0;
      const counted = async function* (chunks: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
        for await (const chunk of chunks) {
          assert(chunk instanceof Uint8Array, 'archives are read as bytes');
          actualBytes += chunk.length;
          bound.checkFile(path, actualBytes);
          bound.add(chunk.length);
          yield chunk;
        }
      };
      try {
        await pipeline(await open(), counted, createWriteStream(diskPath, { flags: 'wx', mode: 0o600 }), {
          signal: task.signal,
        });
      } catch (error) {
        throw fileErrorToImportError(error, path);
      }
      keep({ path, diskPath, sizeBytes: actualBytes });
    },
    link(path, target) {
      const file = files.get(target);
      if (file === undefined) skipped.push({ path, why: SKIPPED_LINK });
      else keep({ ...file, path });
    },
    skipLink: (path) => void skipped.push({ path, why: SKIPPED_LINK }),
  };
}

/** Stops a decompression bomb by what comes out, since what an archive says of itself proves nothing. */
interface ExpansionBound {
  add(bytes: number): void;
  checkFile(path: string, sizeBytes: number): void;
}

export function createExpansionBound(
  archiveBytes: number,
  { limits }: Pick<ImportTask, 'limits'>,
): ExpansionBound {
  let expandedBytes = 0;
  return {
    add(bytes) {
      expandedBytes += bytes;
      if (expandedBytes > limits.totalBytes) {
        throw importRefusal(
          { code: 'too-large', details: { archiveBytes } },
          'importErrors.archiveTooLarge',
          {
            limit: formatBytes(limits.totalBytes),
          },
        );
      }
      if (
        expandedBytes > limits.expansionFloorBytes &&
        expandedBytes > archiveBytes * limits.expansionRatio
      ) {
        throw importRefusal(
          { code: 'unsafe-archive', details: { archiveBytes, expandedBytes } },
          'importErrors.archiveExpands',
        );
      }
    },
    checkFile(path, sizeBytes) {
      if (sizeBytes > limits.fileBytes) {
        throw importRefusal(
          { code: 'too-large', details: { path, sizeBytes } },
          'importErrors.fileTooLarge',
          {
            path,
            limit: formatBytes(limits.fileBytes),
          },
        );
      }
    },
  };
}
