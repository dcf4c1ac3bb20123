import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Upload } from '@tus/server';
import { expect, onTestFinished, test } from 'vitest';
import { createBlobStorage } from '../../platform/blob-storage.ts';
import { deleteExpiredUploads } from './index.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

test('what arrived of an upload goes when nobody has gone on with it for a week', async () => {
  const storageDir = await mkdtemp(join(tmpdir(), 'educrowd-uploads-'));
  onTestFinished(() => rm(storageDir, { recursive: true }));
  const { incomingDir } = createBlobStorage(storageDir);
  const store = new FileStore({ directory: incomingDir });
  for (const [id, days] of [
    ['forgotten', 8],
    ['slow', 6],
  ] as const) {
    const creationDate = new Date(Date.now() - days * DAY_MS).toISOString();
    await store.create(new Upload({ id, size: 10, offset: 0, creation_date: creationDate }));
    await writeFile(join(incomingDir, id), 'half');
  }
  await deleteExpiredUploads({ settings: { storageDir } });
  expect((await readdir(incomingDir)).toSorted()).toEqual(['slow', 'slow.json']);
  await deleteExpiredUploads({ settings: { storageDir } });
});
