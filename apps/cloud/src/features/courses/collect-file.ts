/**
 * The bytes of a file go some time after the last row that refers to them, since a device may just be adding another.
 * They belong to one school, whatever other schools have the same. Nothing says that they have arrived while it is
 * decided whether they go: whoever sends them waits for the end of that, and sends them again if they went.
 */
import * as z from 'zod';
import { createBlobStorage } from '../../platform/blob-storage.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { defineJob, type JobHandler } from '../../platform/jobs.ts';
import { withTenant, type TenantTx } from '../../platform/with-tenant.ts';
import { findMaterialsOf, lockFile } from './material-store.ts';

export const COLLECT_FILE_TASK = 'collect-file';

const GRACE_MS = 7 * 24 * 60 * 60_000;

const payload = z.strictObject({ tenantId: z.uuid(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

export const queueCollection = (tx: TenantTx, sha256: string): Promise<void> =>
  tx.enqueue(COLLECT_FILE_TASK, { sha256 }, { key: sha256, runAt: new Date(tx.now.getTime() + GRACE_MS) });

export function collectFileJob({ door, settings }: Pick<AppContext, 'door' | 'settings'>): JobHandler {
  const storage = createBlobStorage(settings.storageDir);
  return defineJob(payload, async ({ tenantId, sha256 }) => {
    const context = { tenantId, userId: null, isSystem: true };
    await withTenant(door, context, async (tx) => {
      await lockFile(tx, sha256);
      const referring = await findMaterialsOf(tx, sha256);
      if (referring.length === 0) await storage.remove(tenantId, sha256);
    });
  });
}
