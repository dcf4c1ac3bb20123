/**
 * Files by the hash of their bytes, beside the database: `blobs/ab/abcdef…`. A file is complete or absent under its
 * name: it is drafted under another one and flushed. Taking a draft over is done in one go with the transaction that
 * names it, so no file is ever without a row but after a crash, and `sweep` finds those.
 */
import { assert } from '@educrowd/shared/primitives/assert';
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from '@educrowd/shared/primitives/id';
import type { BlobFiles } from '../sync/file-lane.ts';

export interface FileDraft {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly path: string;
}

export interface FileStore extends BlobFiles {
  /** Copies bytes, or the file at a path, durably. Rejects with an `AbortError` when the signal is aborted. */
  readonly draft: (source: Uint8Array | string, signal?: AbortSignal) => Promise<FileDraft>;
  /** Runs `write`, which names the drafts in a transaction, with the drafts in their places. */
  readonly keep: <T>(drafts: readonly FileDraft[], write: () => T) => T;
  readonly discard: (drafts: readonly FileDraft[]) => Promise<void>;
  /** Null when the file is not here. */
  readonly read: (sha256: string) => Promise<Buffer | null>;
  /** Removes what a crash left behind. Unfinished downloads stay. */
  readonly sweep: () => void;
}

/** `isNamed`: whether the database knows a file with this hash. */
export function createFileStore(folder: string, isNamed: (sha256: string) => boolean): FileStore {
  const pathOf = (sha256: string): string => join(folder, nameOf(sha256).slice(0, 2), sha256);
  const partsFolder = join(folder, 'parts');
  const draftsFolder = join(folder, 'drafts');
  for (const each of [partsFolder, draftsFolder]) mkdirSync(each, { recursive: true, mode: 0o700 });

  const removeUnnamed = (sha256s: readonly string[]): void => {
    for (const sha256 of sha256s) if (!isNamed(sha256)) rmSync(pathOf(sha256), { force: true });
  };

  return {
    pathOf,
    partPathOf: (sha256) => join(partsFolder, nameOf(sha256)),
    adoptPart: async (sha256) => moveInPlace([[join(partsFolder, nameOf(sha256)), pathOf(sha256)]]),
    remove: (sha256) => {
      for (const path of [pathOf(sha256), join(partsFolder, nameOf(sha256))]) rmSync(path, { force: true });
    },
    draft: async (source, signal) => {
      const path = join(draftsFolder, newId<'Draft'>());
      const hash = createHash('sha256');
      let sizeBytes = 0;
      const counted = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
        for await (const chunk of chunks) {
          hash.update(chunk);
          sizeBytes += chunk.length;
          yield chunk;
        }
      };
      const input = typeof source === 'string' ? createReadStream(source) : Readable.from([source]);
      const output = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
      try {
        await pipeline(input, counted, output, signal === undefined ? {} : { signal });
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
      return { sha256: hash.digest('hex'), sizeBytes, path };
    },
    keep: (drafts, write) => {
      try {
        moveInPlace(drafts.map(({ path, sha256 }) => [path, pathOf(sha256)]));
        return write();
      } catch (error) {
        removeUnnamed(drafts.map((draft) => draft.sha256));
        throw error;
      }
    },
    discard: async (drafts) => {
      for (const { path } of drafts) await rm(path, { force: true });
    },
    read: async (sha256) => {
      const path = pathOf(sha256);
      return existsSync(path) ? readFile(path) : null;
    },
    sweep: () => {
      for (const draft of readdirSync(draftsFolder)) rmSync(join(draftsFolder, draft), { force: true });
      for (const shard of readdirSync(folder)) {
        if (/^[0-9a-f]{2}$/.test(shard)) removeUnnamed(readdirSync(join(folder, shard)));
      }
    },
  };
}

/** The names of files are kept in their folders, which have to reach the disk as well. */
function moveInPlace(moves: readonly (readonly [from: string, to: string])[]): void {
  const changed = new Set<string>();
  for (const [from, to] of moves) {
    const shard = dirname(to);
    if (mkdirSync(shard, { recursive: true, mode: 0o700 }) !== undefined) changed.add(dirname(shard));
    renameSync(from, to);
    changed.add(shard);
  }
  for (const folder of changed) flushFolder(folder);
}

/** Windows does it by itself, and cannot open folders. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Rows come from elsewhere: what is no hash must never become a path. */
function nameOf(sha256: string): string {
  assert(/^[0-9a-f]{64}$/.test(sha256), 'name of a file');
  return sha256;
}
