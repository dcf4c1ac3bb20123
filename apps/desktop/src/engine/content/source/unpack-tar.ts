import { createReadStream } from 'node:fs';
import { posix } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

import { extract, type Extract, type Header } from 'tar-stream';

import { importRefusal, type ImportError } from '../import-error.ts';
import type { ImportTask } from '../import-task.ts';
import { safeEntryPath } from './entry-path.ts';
import { createExpansionBound, type Unpacking } from './unpack.ts';

/** More keys than any tool writes; tar-stream copies them for every entry. */
const MAX_EXTENDED_HEADER_KEYS = 200;

interface TarArchive {
  path: string;
  sizeBytes: number;
  isCompressed: boolean;
}

/** Unpacks a tar archive entry by entry; never more than a few chunks of it are in memory. */
export async function unpackTar(archive: TarArchive, unpacking: Unpacking, task: ImportTask): Promise<void> {
  const entries = extract();
  const cancel = new AbortController();
  const headers = createHeaderBound(archive, task);
  const signal = AbortSignal.any([task.signal, cancel.signal]);
  const feeding = pipeline(
    createReadStream(archive.path),
    headers.countPacked,
    archive.isCompressed ? createGunzip() : new PassThrough(),
    headers.count,
    writableOf(entries),
    { signal },
  );
  // Awaited below; until then a failure also surfaces through the entries.
  feeding.catch(() => undefined);

  try {
    for await (const entry of entries) {
      headers.entry(entry.header);
      await task.step({ phase: 'unpack', done: headers.packedBytes(), total: archive.sizeBytes });
      const path = admitted(entry.header, unpacking, task);
      if (path === null) entry.resume();
      else await unpacking.write(path, entry.header.size, () => Promise.resolve(entry));
    }
    await feeding;
  } catch (error) {
    cancel.abort();
    await feeding.catch(() => undefined);
    throw error;
  }
}

/** tar-stream's streams are not Node's, though they behave alike. */
const writableOf = (entries: Extract): Writable =>
  new Writable({
    write(chunk, _encoding, done) {
      if (entries.write(chunk)) done();
      else entries.once('drain', () => done());
    },
    final(done) {
      entries.end(null);
      done();
    },
    destroy(error, done) {
      if (error !== null) entries.destroy(error);
      done(error);
    },
  });

/** The path to write the entry at, or null for one that holds no file. */
function admitted(header: Header, unpacking: Unpacking, task: ImportTask): string | null {
  const { type, name, pax } = header;
  const linkname = header.linkname ?? '';
  if (typeof pax === 'object' && pax !== null && Object.keys(pax).length > MAX_EXTENDED_HEADER_KEYS) {
    throw unsafeEntry(name);
  }
  const path = unpacking.admit(name);
  switch (type) {
    case 'file':
    case 'contiguous-file':
      return path;
    case 'directory':
      return null;
    case 'link':
      // The target of a hard link is named from the root of the archive.
      if (path !== null) unpacking.link(path, safeEntryPath(linkname, task.limits));
      return null;
    case 'symlink':
      if (linkname.startsWith('/')) throw unsafeEntry(name);
      safeEntryPath(posix.join(posix.dirname(path ?? name), linkname), task.limits);
      if (path !== null) unpacking.skipLink(path);
      return null;
    default:
      throw unsafeEntry(name);
  }
}

/** Bounds what lies between the files, which tar-stream reads without asking: headers, long names, padding. */
function createHeaderBound(archive: TarArchive, task: ImportTask) {
  const expansion = createExpansionBound(archive.sizeBytes, task);
  let packedBytes = 0;
  let passedBytes = 0;
  let entryEndBytes = 0;

  return {
    async *countPacked(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        packedBytes += chunk.length;
        yield chunk;
      }
    },
    packedBytes: () => packedBytes,
    entry(header: Header) {
      // tar-stream knows the offset; its types do not.
      const dataOffset =
        'byteOffset' in header && typeof header.byteOffset === 'number' ? header.byteOffset : passedBytes;
      entryEndBytes = dataOffset + Math.ceil(header.size / 512) * 512;
    },
    async *count(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        passedBytes += chunk.length;
        expansion.add(chunk.length);
        if (passedBytes > entryEndBytes + task.limits.tarHeaderBytes) throw unsafeEntry('');
        yield chunk;
      }
    },
  };
}

const unsafeEntry = (name: string): ImportError =>
  importRefusal(
    { code: 'unsafe-archive', details: { entry: name.slice(0, 200) } },
    'importErrors.archiveUnsafe',
  );
