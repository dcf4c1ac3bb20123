/** Takes over what a person chose to import: one archive, or the files of a folder with their paths. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import { refusal } from '../ipc/refusal.ts';
import { PATH_FIELD, readUploadPath } from '../ipc/upload.ts';

/** Bounds of one upload: above any real course, below what fills a disk. */
const MAX_FILES = 50_000;
const MAX_TOTAL_BYTES = 4 * 1024 ** 3;
/** Above what any file system takes, written as JSON. */
const MAX_PATH_BYTES = 128 * 1024;

/** Writes the upload below `folder`; the path to hand to the import. On any failure nothing of it stays. */
export async function receiveUpload(request: IncomingMessage, folder: string): Promise<string> {
  const target = join(folder, randomUUID());
  await mkdir(target, { recursive: true, mode: 0o700 });
  try {
    const paths = await writeFiles(request, target);
    const [first] = paths;
    if (!first) throw refusal('INVALID', 'refusals.uploadEmpty');
    // A single file is an archive; a folder comes as many files that begin with its name.
    return join(target, first[0] ?? '');
  } catch (error) {
    await rm(target, { recursive: true, force: true });
    throw error;
  }
}

async function writeFiles(request: IncomingMessage, target: string): Promise<string[][]> {
  const paths: string[][] = [];
  const writes: Promise<void>[] = [];
  let totalBytes = 0;
  const form = parser(request);
  /** Of the file that comes next. */
  let announced: string | null = null;
  const failed = new Promise<never>((_resolve, reject) => {
    form.on('field', (field: string, value: string, { valueTruncated }: { valueTruncated: boolean }) => {
      if (field === PATH_FIELD && !valueTruncated) announced = readUploadPath(value);
    });
    form.on('file', (_field: string, stream: Readable) => {
      const name = announced ?? '';
      const parts = safeParts(name);
      announced = null;
      // Also of a file that is not written: it fails when the form ends within it.
      stream.on('error', reject);
      if (!parts || paths.length >= MAX_FILES) {
        stream.resume();
        return reject(
          parts
            ? refusal('INVALID', 'refusals.uploadTooMany', { n: MAX_FILES })
            : refusal('INVALID', 'refusals.uploadBadName', { name }),
        );
      }
      paths.push(parts);
      const bound = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          totalBytes += chunk.length;
          done(totalBytes > MAX_TOTAL_BYTES ? refusal('INVALID', 'refusals.uploadTooLarge') : null, chunk);
        },
      });
      const path = join(target, ...parts);
      const written = mkdir(dirname(path), { recursive: true }).then(() =>
        pipeline(stream, bound, createWriteStream(path, { flags: 'wx' })),
      );
      written.catch(reject);
      writes.push(written);
    });
    // Heard until the end: an error that nobody hears would end the process.
    request.on('error', reject);
    request.once('aborted', () => reject(refusal('CANCELLED', 'refusals.uploadCancelled')));
  });
  try {
    await Promise.race([finished(request.pipe(form)), failed]);
    await Promise.all(writes);
    return paths;
  } catch (error) {
    // What still arrives is read and dropped, so that the answer reaches the browser, but makes no files any more.
    request.unpipe(form);
    request.resume();
    form.destroy();
    await Promise.allSettled(writes);
    throw error;
  }
}

function parser(request: IncomingMessage) {
  try {
    return busboy({
      headers: request.headers,
      limits: { fields: MAX_FILES + 1, fieldSize: MAX_PATH_BYTES },
    });
  } catch {
    throw refusal('INVALID', 'refusals.uploadNoFiles');
  }
}

/** A colon is an ordinary character but on Windows, where it leads to a drive or to a stream beside the file. */
const NEVER_IN_NAMES = process.platform === 'win32' ? /[\\:\0]/ : /[\\\0]/;

/** The parts of a relative path; null when it leads anywhere else or no file can have this name. */
function safeParts(path: string): string[] | null {
  const parts = path.split('/');
  const isSafe = parts.every(
    (part) =>
      part !== '' && part !== '.' && part !== '..' && part.length <= 255 && !NEVER_IN_NAMES.test(part),
  );
  return isSafe && parts.length <= 64 ? parts : null;
}
