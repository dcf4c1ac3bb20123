/**
 * What the engine's modules for files get in place of `node:fs` and `node:fs/promises`: disks of simulated computers. A
 * path begins with the name under which a disk was mounted for one start of an engine, so that nothing of an engine
 * whose power is gone reaches the disk any more. Bytes that were not flushed are gone then; names are kept at once.
 */
import { dirname } from 'node:path';
import { Readable, Writable } from 'node:stream';

interface Kept {
  bytes: Buffer;
  /** Null where nothing of it has been flushed. */
  flushed: Buffer | null;
}

export interface FileDisk {
  /** By their paths from the root of the disk. */
  readonly files: Map<string, Kept>;
  readonly folders: Set<string>;
}

export interface Mount {
  readonly root: string;
  /** The power is gone. */
  readonly unmount: () => void;
}

const mounted = new Map<string, { readonly disk: FileDisk; readonly onFlush: () => void }>();
let mounts = 0;
const nothing = Buffer.alloc(0);

export const emptyDisk = (): FileDisk => ({ files: new Map(), folders: new Set(['']) });

export const copyDisk = ({ files, folders }: FileDisk): FileDisk => ({
  files: new Map([...files].map(([path, kept]) => [path, { ...kept }])),
  folders: new Set(folders),
});

/** `onFlush` is called after everything that is on the disk for good, and may unmount it. */
export function mountDisk(disk: FileDisk, onFlush: () => void): Mount {
  const name = `disk-${++mounts}`;
  mounted.set(name, { disk, onFlush });
  return {
    root: `/${name}`,
    unmount: () => {
      if (!mounted.delete(name)) return;
      for (const kept of disk.files.values()) kept.bytes = kept.flushed ?? nothing;
    },
  };
}

class NoPower extends Error {}

function failure(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}

function at(path: string) {
  const [, name = '', ...rest] = path.split('/');
  const mount = mounted.get(name);
  if (!mount) throw new NoPower(`no power: ${path}`);
  return { ...mount, path: rest.join('/') };
}

function found(path: string): Kept {
  const { disk, path: key } = at(path);
  const kept = disk.files.get(key);
  if (!kept) throw failure('ENOENT', path);
  return kept;
}

function created(path: string, flags: string): Kept {
  const { disk, path: key } = at(path);
  if (flags === 'wx' && disk.files.has(key)) throw failure('EEXIST', path);
  const kept = { bytes: nothing, flushed: null };
  disk.files.set(key, kept);
  return kept;
}

function flush(path: string, kept: Kept): void {
  at(path);
  kept.flushed = kept.bytes;
  noteFlush(path);
}

/** Nothing of the engine runs on where that was its last word. */
function noteFlush(path: string): void {
  at(path).onFlush();
  at(path);
}

function write(path: string, kept: Kept, { bytes, start }: { bytes: Uint8Array; start: number }): void {
  at(path);
  const end = Math.max(kept.bytes.length, start + bytes.length);
  const grown = Buffer.concat([kept.bytes], end);
  grown.set(bytes, start);
  kept.bytes = grown;
}

// node:fs

export const existsSync = (path: string): boolean => {
  const { disk, path: key } = at(path);
  return disk.files.has(key);
};

export function mkdirSync(path: string): string | undefined {
  const { disk, path: key } = at(path);
  if (disk.folders.has(key)) return undefined;
  for (let folder = key; !disk.folders.has(folder); folder = folder.includes('/') ? dirname(folder) : '')
    disk.folders.add(folder);
  return path;
}

export function readdirSync(path: string): string[] {
  const { disk, path: key } = at(path);
  return [...disk.files.keys(), ...disk.folders]
    .filter((each) => each.startsWith(`${key}/`))
    .map((each) => each.slice(key.length + 1))
    .filter((name) => !name.includes('/'));
}

export function renameSync(from: string, to: string): void {
  const kept = found(from);
  const { disk, path } = at(to);
  if (!disk.folders.has(dirname(path))) throw failure('ENOENT', to);
  disk.files.delete(at(from).path);
  disk.files.set(path, kept);
}

export function rmSync(path: string): void {
  const { disk, path: key } = at(path);
  disk.files.delete(key);
}

export const openSync = (path: string): string => path;
export const fsyncSync = noteFlush;
export const closeSync = (): void => undefined;

export function createReadStream(
  path: string,
  { start = 0, end = Infinity }: { start?: number; end?: number } = {},
): Readable {
  return new Readable({
    read() {
      try {
        const part = found(path).bytes.subarray(start, end + 1);
        if (part.length > 0) this.push(part);
        this.push(null);
      } catch (error) {
        this.destroy(error as Error);
      }
    },
  });
}

export function createWriteStream(
  path: string,
  { flags, flush: isFlushed }: { flags: string; flush: boolean },
): Writable {
  const kept = created(path, flags);
  return new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      try {
        write(path, kept, { bytes: chunk, start: kept.bytes.length });
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    final(done) {
      try {
        if (isFlushed) flush(path, kept);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

// node:fs/promises

export const stat = async (path: string): Promise<{ size: number }> => ({ size: found(path).bytes.length });
export const readFile = async (path: string): Promise<Buffer> => found(path).bytes;
export const rm = async (path: string): Promise<void> => rmSync(path);

export async function open(path: string, flags: 'r+' | 'w') {
  const kept = flags === 'w' ? created(path, flags) : found(path);
  return {
    write: async (chunk: Uint8Array, ...[from, length, start]: [number, number, number]): Promise<void> =>
      write(path, kept, { bytes: chunk.subarray(from, from + length), start }),
    sync: async (): Promise<void> => flush(path, kept),
    close: async (): Promise<void> => undefined,
  };
}
