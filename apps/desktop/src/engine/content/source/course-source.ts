import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

import { fileErrorToImportError, importRefusal } from '../import-error.ts';
import { formatBytes, type ImportLimits } from '../import-limits.ts';
import { decodeText, type DecodedText } from './decode-text.ts';
import { isHiddenPath } from './entry-path.ts';

/** The files of a course, wherever they came from: a folder of the person's, or an unpacked archive. */
export interface CourseSource {
  /** What people call it: the name of the folder, or of the archive without its ending. */
  name: string;
  /** By path from the course's root, with `/`, in Unicode NFC; iterates in path order. */
  files: ReadonlyMap<string, SourceFile>;
  /** Files that file managers do not show, likewise. They are no part of a course unless something in it leads to them. */
  hidden: ReadonlyMap<string, SourceFile>;
  /** What was seen and not taken: links, special files, files that are too large. */
  skipped: readonly SkippedEntry[];
}

export interface SourceFile {
  path: string;
  /** Where the bytes are. The name on disk need not resemble `path`. */
  diskPath: string;
  sizeBytes: number;
}

export interface SkippedEntry {
  path: string;
  /** A sentence for the report. */
  why: string;
}

export function createCourseSource(
  name: string,
  found: { files: Iterable<SourceFile>; skipped: readonly SkippedEntry[] },
): CourseSource {
  const ordered = [...found.files].toSorted(
    (a, b) => compareText(a.path, b.path) || compareText(a.diskPath, b.diskPath),
  );
  const doubles = ordered.filter(({ path }, index) => ordered[index - 1]?.path === path);
  const isDouble = new Set(doubles);
  const byPath = (isHidden: boolean): Map<string, SourceFile> =>
    new Map(
      ordered
        .filter((file) => isHiddenPath(file.path) === isHidden && !isDouble.has(file))
        .map((file) => [file.path, file]),
    );
  return {
    name,
    files: byPath(false),
    hidden: byPath(true),
    skipped: [...found.skipped, ...doubles.map(({ path }) => ({ path, why: SKIPPED_TWIN }))].toSorted(
      (a, b) => compareText(a.path, b.path),
    ),
  };
}

/** Names on a disk can differ in bytes that no reader sees: é as one character, or as e with an accent. */
const SKIPPED_TWIN = 'Another file has a name that looks exactly the same; that one was read.';

/** The same files seen from one of its folders; what lies outside is not visible. */
export function sourceWithin(source: CourseSource, root: string): CourseSource {
  if (root === '') return source;
  const within = <Entry extends { path: string }>(entries: Iterable<Entry>): Entry[] =>
    [...entries]
      .filter((entry) => entry.path.startsWith(`${root}/`))
      .map((entry) => ({ ...entry, path: entry.path.slice(root.length + 1) }));
  const name = root.slice(root.lastIndexOf('/') + 1);
  return createCourseSource(name, {
    files: within([...source.files.values(), ...source.hidden.values()]),
    skipped: within(source.skipped),
  });
}

/**
 * The file as text, or null where it is no text at all; `options` are those of `decodeText`. Throws `ImportError` where
 * it is longer than a text may be.
 */
export async function readSourceText(
  file: SourceFile,
  limits: ImportLimits,
  options?: Parameters<typeof decodeText>[1],
): Promise<DecodedText | null> {
  if (file.sizeBytes > limits.textBytes) {
    throw importRefusal(
      { code: 'too-large', details: { path: file.path, sizeBytes: file.sizeBytes } },
      'importErrors.textTooLong',
      { path: file.path, limit: formatBytes(limits.textBytes) },
    );
  }
  return decodeText(await readSourceBytes(file, file.sizeBytes), options);
}

/** Up to `maxBytes` from the start of the file. Never follows a link, even if the file became one meanwhile. */
export async function readSourceBytes(file: SourceFile, maxBytes: number): Promise<Buffer> {
  try {
    await using handle = await open(file.diskPath, READ_NO_FOLLOW);
    const buffer = Buffer.alloc(Math.min(maxBytes, file.sizeBytes));
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return buffer.subarray(0, length);
  } catch (error) {
    throw fileErrorToImportError(error, file.path);
  }
}

/** Windows has no O_NOFOLLOW. */
export const READ_NO_FOLLOW = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

/** Code-unit order: the same on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
