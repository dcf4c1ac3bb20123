/** A download whose last bytes came before the line broke, on a disk that forgets what was not flushed. */
import { createHash } from 'node:crypto';
import { downloadFile } from '../../../apps/desktop/src/engine/network/download-file.ts';
import type { Fetch } from '../../../apps/desktop/src/engine/network/fetch.ts';
import { emptyDisk, mountDisk } from '../device/memory-fs.ts';

const body = Buffer.from('all of it');

const breaking = (async () => ({
  ok: true,
  status: 200,
  headers: new Headers(),
  body: (async function* () {
    yield body;
    throw new Error('cut');
  })(),
})) as unknown as Fetch;

/** What is on the disk after the power has gone, once the download was said to be over. */
export async function downloadTwice(): Promise<string> {
  const disk = emptyDisk();
  const { root, unmount } = mountDisk(disk, () => undefined);
  const connection = { address: 'http://school.test', fetch: breaking, readToken: () => null };
  const request = {
    materialId: 'm',
    sha256: createHash('sha256').update(body).digest('hex'),
    sizeBytes: body.length,
    partPath: `${root}/part`,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  };
  await downloadFile(connection, request).catch(() => undefined);
  await downloadFile(connection, request);
  unmount();
  return String(disk.files.get('part')?.bytes);
}
