import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

import { throwIfCancelled } from '../import-task.ts';

/** What the first bytes say, whatever the name says. `gzip` alone is a compressed file that holds no tar archive. */
export type ArchiveKind = 'tar' | 'tar.gz' | 'zip' | 'gzip' | 'other-archive' | 'pdf' | 'empty' | 'unknown';

const TAR_BLOCK_BYTES = 512;

export async function archiveKindOf(path: string, signal: AbortSignal): Promise<ArchiveKind> {
  const head = await readHead(createReadStream(path, { end: TAR_BLOCK_BYTES - 1 }));
  throwIfCancelled(signal);
  if (head.length === 0) return 'empty';
  if (isTarHeader(head)) return 'tar';
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) return 'zip';
  if (startsWith(head, [0x25, 0x50, 0x44, 0x46])) return 'pdf';
  if (OTHER_ARCHIVES.some((magic) => startsWith(head, magic))) return 'other-archive';
  if (!startsWith(head, [0x1f, 0x8b])) return 'unknown';
  return isTarHeader(await readHead(createReadStream(path).pipe(createGunzip()))) ? 'tar.gz' : 'gzip';
}

/** bzip2, xz, zstd, 7-Zip, RAR. */
const OTHER_ARCHIVES = [
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x52, 0x61, 0x72, 0x21],
];

/** The first bytes of a stream; what comes before an error in it counts. */
async function readHead(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(Buffer.from(chunk));
      length += chunk.length;
      if (length >= TAR_BLOCK_BYTES) break;
    }
  } catch {
    // A damaged stream is judged by what could be read of it.
  }
  return Buffer.concat(chunks);
}

const startsWith = (bytes: Buffer, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

/** A tar header carries the sum of its own bytes: old archives have no other mark. */
function isTarHeader(bytes: Buffer): boolean {
  if (bytes.length < TAR_BLOCK_BYTES) return false;
  const stated = Number.parseInt(bytes.toString('latin1', 148, 156).replaceAll(/[\0 ]/g, ''), 8);
  let sum = 8 * 0x20;
  for (let index = 0; index < TAR_BLOCK_BYTES; index++) {
    if (index < 148 || index >= 156) sum += bytes[index] ?? 0;
  }
  return stated === sum && sum > 8 * 0x20;
}
