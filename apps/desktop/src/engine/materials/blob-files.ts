/**
 * Files by the hash of their bytes, beside the database: `blobs/ab/abcdef…`. A file is complete or absent under its
 * name: it is written under another one, flushed and then renamed.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from '@educrowd/shared/primitives/id';
import type { BlobFiles } from '../sync/file-lane.ts';

export interface StoredFile {
  readonly sha256: string;
  readonly sizeBytes: number;
}

export interface FileStore extends BlobFiles {
  /** Keeps bytes durably. */
  readonly put: (bytes: Uint8Array) => Promise<StoredFile>;
  /** Keeps a copy of a file durably; rejects with an `AbortError` when the signal is aborted. */
  readonly copyIn: (path: string, signal: AbortSignal) => Promise<StoredFile>;
  /** Null when the file is not here. */
  readonly read: (sha256: string) => Promise<Buffer | null>;
  /** Removes files that nothing refers to: what a crash left behind. Unfinished downloads stay. */
  readonly sweep: (isReferred: (sha256: string) => boolean) => void;
}

export function createFileStore(folder: string): FileStore {
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256);
  const partsFolder = join(folder, 'parts');
  const newFolder = join(folder, 'new');
  mkdirSync(partsFolder, { recursive: true, mode: 0o700 });

  const keep = async (source: Readable, signal?: AbortSignal): Promise<StoredFile> => {
    await mkdir(newFolder, { recursive: true, mode: 0o700 });
    const fresh = join(newFolder, newId<'File'>());
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const counted = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) {
        hash.update(chunk);
        sizeBytes += chunk.length;
        yield chunk;
      }
    };
    try {
      const target = createWriteStream(fresh, { flags: 'wx', mode: 0o600, flush: true });
      await pipeline(source, counted, target, signal === undefined ? {} : { signal });
      const sha256 = hash.digest('hex');
      await moveInPlace(fresh, pathOf(sha256));
      return { sha256, sizeBytes };
    } catch (error) {
      await rm(fresh, { force: true });
      throw error;
    }
  };

  return {
    pathOf,
    partPathOf: (sha256) => join(partsFolder, sha256),
    adoptPart: (sha256) => moveInPlace(join(partsFolder, sha256), pathOf(sha256)),
    put: (bytes) => keep(Readable.from([bytes])),
    copyIn: (path, signal) => keep(createReadStream(path), signal),
    read: async (sha256) => {
      const path = pathOf(sha256);
      return existsSync(path) ? readFile(path) : null;
    },
    sweep: (isReferred) => {
      rmSync(newFolder, { recursive: true, force: true });
      for (const shard of listFolder(folder)) {
        if (!/^[0-9a-f]{2}$/.test(shard)) continue;
        for (const sha256 of listFolder(join(folder, shard))) {
          if (!isReferred(sha256)) rmSync(join(folder, shard, sha256), { force: true });
        }
      }
    },
  };
}

const listFolder = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

async function moveInPlace(from: string, to: string): Promise<void> {
  const folder = dirname(to);
  const isNew = !(await isThere(folder));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await rename(from, to);
  await flushFolder(folder);
  if (isNew) await flushFolder(dirname(folder));
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** The name of a file is kept in its folder, which has to reach the disk as well. Windows does it by itself. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
