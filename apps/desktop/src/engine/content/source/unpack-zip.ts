import { getFileNameLowLevel, openPromise, type Entry } from 'yauzl';

import { importRefusal } from '../import-error.ts';
import type { ImportTask } from '../import-task.ts';
import { tooManyFiles } from './open-folder.ts';
import type { Unpacking } from './unpack.ts';

/**
 * Unpacks a zip archive; yauzl checks sizes and checksums against the directory of the archive. Names are checked where
 * those of every archive are: yauzl takes any that begins like `a:` for a drive of Windows.
 */
export async function unpackZip(path: string, unpacking: Unpacking, task: ImportTask): Promise<void> {
  const zip = await openPromise(path, { decodeStrings: false });
  try {
    if (zip.entryCount > task.limits.entries) throw tooManyFiles(task.limits.entries);
    for await (const entry of zip.eachEntry()) {
      await task.step({ phase: 'unpack', done: zip.entriesRead, total: zip.entryCount });
      const name = nameOf(entry);
      const entryPath = unpacking.admit(name);
      if (entryPath === null || name.endsWith('/')) continue;
      if (isSymbolicLink(entry)) {
        unpacking.skipLink(entryPath);
        continue;
      }
      if (entry.isEncrypted()) {
        throw importRefusal({ code: 'unsupported-format', details: { path } }, 'importErrors.archiveLocked');
      }
      await unpacking.write(entryPath, entry.uncompressedSize, () => zip.openReadStreamPromise(entry));
    }
  } finally {
    zip.close();
  }
}

/** Backslashes as slashes, as Windows means them. */
const nameOf = ({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string =>
  getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);

const UNIX = 3;
const FILE_TYPE_MASK = 0o170_000;
const SYMBOLIC_LINK = 0o120_000;

/** Zip files made on Unix keep the file's mode in the upper half of the external attributes. */
function isSymbolicLink(entry: Entry): boolean {
  const mode = entry.externalFileAttributes >>> 16;
  return entry.versionMadeBy >>> 8 === UNIX && (mode & FILE_TYPE_MASK) === SYMBOLIC_LINK;
}
