import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Makes a folder that is slow to fill. `fill` writes into a folder beside it, which takes the final name when it is
 * complete, so the folder is either absent or whole. Processes that ask at the same time wait for the one that began;
 * if that one died, the next takes over.
 */
export async function makeFolderOnce(
  folder: string,
  fill: (partial: string) => Promise<void>,
): Promise<void> {
  const lock = `${folder}.lock`;
  const partial = `${folder}.partial`;
  await mkdir(dirname(folder), { recursive: true });
  while (!existsSync(folder)) {
    if (!(await take(lock))) {
      await delay(100);
      continue;
    }
    try {
      // Another process may have finished between the look and the lock.
      if (existsSync(folder)) return;
      await rm(partial, { recursive: true, force: true });
      await mkdir(partial);
      await fill(partial);
      await rename(partial, folder);
    } finally {
      await rm(lock, { force: true });
    }
  }
}

/** Whether this process now holds the lock. A lock whose process is gone is removed, for the next try. */
async function take(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
  // Zero: the lock went away meanwhile, or its holder is just writing its id.
  if (holder !== 0 && !isRunning(holder)) await rm(lock, { force: true });
  return false;
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
