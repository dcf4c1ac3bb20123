import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { cleanText } from '@educrowd/shared/content/clean-text';

import { fileErrorToImportError, importRefusal, type ImportError } from './import-error.ts';
import { formatBytes } from './import-limits.ts';
import { throwIfCancelled, type ImportTask } from './import-task.ts';
import type { ImportedMaterial, ImportProgress } from './imported-course.ts';
import { sniffMimeType, SNIFF_BYTES } from './sniff-mime-type.ts';
import { READ_NO_FOLLOW, type SourceFile } from './source/course-source.ts';

/** The files of the course that become materials, each content once. */
export interface Materials {
  /** Reads files so that `find` knows them; as a step of its own, or as a part of the one that is in progress. */
  take(files: readonly SourceFile[], within?: ImportProgress): Promise<void>;
  find(path: string): ImportedMaterial | undefined;
  /** Adds a file that stood within a page, and gives its key. It is written by `flush`. */
  add(name: string, bytes: Uint8Array, mimeType: string): string;
  flush(): Promise<void>;
  /** Forgets the materials that no lesson needs. */
  keepOnly(keys: ReadonlySet<string>): void;
  /** In the order in which they were taken. */
  list(): ImportedMaterial[];
  discard(): Promise<void>;
}

export function createMaterials(workDir: string, task: ImportTask): Materials {
  const byKey = new Map<string, ImportedMaterial>();
  const byPath = new Map<string, ImportedMaterial>();
  const unwritten = new Map<string, Uint8Array>();
  let folder: string | null = null;
  let totalBytes = 0;

  const addOnce = (material: ImportedMaterial): ImportedMaterial => {
    const known = byKey.get(material.key);
    if (known !== undefined) return known;
    totalBytes += material.sizeBytes;
    if (totalBytes > task.limits.totalBytes) {
      throw importRefusal({ code: 'too-large' }, 'importErrors.filesTooLarge', {
        limit: formatBytes(task.limits.totalBytes),
      });
    }
    byKey.set(material.key, material);
    return material;
  };

  return {
    async take(files, within) {
      const { length: total } = files;
      for (const [done, file] of files.entries()) {
        await task.step(within ?? { phase: 'materials', done, total });
        if (!byPath.has(file.path)) byPath.set(file.path, addOnce(await readMaterial(file, task)));
      }
      await task.step(within ?? { phase: 'materials', done: total, total });
    },
    find: (path) => byPath.get(path),
    add(name, bytes, mimeType) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const isNew = !byKey.has(sha256);
      const sizeBytes = bytes.length;
      addOnce({ key: sha256, name: nameForPeople(name), mimeType, sizeBytes, sha256, path: '' });
      if (isNew) unwritten.set(sha256, bytes);
      return sha256;
    },
    async flush() {
      for (const [key, bytes] of unwritten) {
        const material = byKey.get(key);
        if (material === undefined) continue;
        try {
          await mkdir(workDir, { recursive: true });
          folder ??= await mkdtemp(join(workDir, 'from-pages-'));
          material.path = join(folder, key);
          await writeFile(material.path, bytes, { flag: 'wx', mode: 0o600 });
        } catch (error) {
          throw fileErrorToImportError(error, material.name);
        }
        unwritten.delete(key);
      }
    },
    keepOnly(keys) {
      for (const key of byKey.keys()) if (!keys.has(key)) byKey.delete(key);
    },
    list: () => [...byKey.values()],
    async discard() {
      if (folder !== null) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function readMaterial(file: SourceFile, task: ImportTask): Promise<ImportedMaterial> {
  const hash = createHash('sha256');
  const head: Buffer[] = [];
  let headBytes = 0;
  let sizeBytes = 0;
  try {
    await using handle = await open(file.diskPath, READ_NO_FOLLOW);
    // A stream that is given a signal after it was raised fails where nobody listens, and ends the process.
    for await (const chunk of handle.createReadStream({ autoClose: false })) {
      throwIfCancelled(task.signal);
      const bytes = Buffer.from(chunk);
      hash.update(bytes);
      sizeBytes += bytes.length;
      if (sizeBytes > task.limits.fileBytes) throw grown(file);
      if (headBytes < SNIFF_BYTES) head.push(bytes);
      headBytes += bytes.length;
    }
  } catch (error) {
    throw fileErrorToImportError(error, file.path);
  }
  const sha256 = hash.digest('hex');
  const mimeType = await sniffMimeType(Buffer.concat(head), file.path);
  return { key: sha256, name: nameForPeople(file.path), mimeType, sizeBytes, sha256, path: file.diskPath };
}

const grown = (file: SourceFile): ImportError =>
  importRefusal({ code: 'too-large', details: { path: file.path } }, 'importErrors.fileGrew', {
    path: file.path,
  });

const MAX_NAME_LENGTH = 255;

/** The last part of a path, shortened before its ending where it is too long. */
function nameForPeople(path: string): string {
  const name = cleanText(path.slice(path.lastIndexOf('/') + 1)).trim() || 'file';
  if (name.length <= MAX_NAME_LENGTH) return name;
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  return `${name.slice(0, MAX_NAME_LENGTH - ending.length).toWellFormed()}${ending}`;
}
