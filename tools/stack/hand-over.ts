import { randomUUID } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ImportSource } from '../../apps/desktop/src/ipc/import.ts';

/** Puts a course where the browser host receives uploads; an import takes it from there, once. */
export async function handOver(dataFolder: string, path: string): Promise<ImportSource> {
  const upload = join(dataFolder, 'uploads', randomUUID(), basename(path));
  await cp(path, upload, { recursive: true, verbatimSymlinks: true });
  return { path: upload, grant: null };
}
