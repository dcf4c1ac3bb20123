/**
 * Uploaded files, by school and by the hash of their bytes. Files arrive under `incoming/` and are moved into place
 * only when their hash has been checked, so a name that exists always has the right bytes.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { assert } from '@educrowd/shared/primitives/assert';

export interface BlobStorage {
  /** Where unfinished uploads lie. */
  readonly incomingDir: string;
  /** Moves a file into place; false, and the file is gone, when its bytes do not have this hash. */
  keep(tenantId: string, sha256: string, incomingPath: string): Promise<boolean>;
  /** Null when there is no such file. */
  find(
    tenantId: string,
    sha256: string,
  ): Promise<{ readonly path: string; readonly sizeBytes: number } | null>;
  /** Harmless where there is none. */
  remove(tenantId: string, sha256: string): Promise<void>;
}

export function createBlobStorage(storageDir: string): BlobStorage {
  const pathOf = (tenantId: string, sha256: string): string => {
    assert(/^[0-9a-f-]{36}$/.test(tenantId) && /^[0-9a-f]{64}$/.test(sha256), 'name of a stored file');
    return join(storageDir, 'blobs', tenantId, sha256.slice(0, 2), sha256);
  };
  return {
    incomingDir: join(storageDir, 'incoming'),
    async keep(tenantId, sha256, incomingPath) {
      if ((await hashFile(incomingPath)) !== sha256) {
        await rm(incomingPath, { force: true });
        return false;
      }
      const target = pathOf(tenantId, sha256);
      await mkdir(join(target, '..'), { recursive: true });
      await flush(incomingPath);
      await rename(incomingPath, target);
      await flush(join(target, '..'));
      return true;
    },
    async find(tenantId, sha256) {
      const path = pathOf(tenantId, sha256);
      const found = await stat(path).catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      });
      return found && { path, sizeBytes: found.size };
    },
    remove: (tenantId, sha256) => rm(pathOf(tenantId, sha256), { force: true }),
  };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Durable before anybody is told: a power cut must not leave a name without its bytes. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
