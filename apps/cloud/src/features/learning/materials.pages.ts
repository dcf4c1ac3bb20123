import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { notFound } from '../../platform/app-error.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { createBlobStorage } from '../../platform/blob-storage.ts';
import { tenantOf, type AppEnv } from '../../platform/request.ts';
import { sendFile } from '../../platform/send-file.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { readShownFile } from '../campaigns/index.ts';
import { readMaterial } from '../courses/index.ts';
import { isEnrolled } from './enrol.ts';

/** Files of courses and campaigns: under one address for pages and one for devices and other programs. */
export function materialPages(ctx: AppContext): Hono<AppEnv> {
  const storage = createBlobStorage(ctx.settings.storageDir);
  const send = async (c: Context<AppEnv>): Promise<Response> => {
    const id = z.uuid().safeParse(c.req.param('materialId'));
    if (!id.success) throw notFound();
    const material = await readTenant(ctx.door, tenantOf(c.var), (tx) =>
      readMaterial(tx, id.data.toLowerCase(), { isStudent: isEnrolled, readShownFile }),
    );
    const file = await storage.find(material.tenantId, material.sha256);
    if (!file) throw notFound();
    return sendFile(
      { ...file, name: material.name, claimedType: material.mimeType, sha256: material.sha256 },
      c.req.raw,
    );
  };
  return new Hono<AppEnv>()
    .get('/materials/:materialId', send)
    .get('/api/v1/materials/:materialId/content', send);
}
