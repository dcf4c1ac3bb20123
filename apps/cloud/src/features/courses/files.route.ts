/**
 * Uploads from desktops, resumable after any cut (tus protocol). An upload belongs to the person and school that began
 * it; its bytes are checked against the hash that the material's row announced before anybody can read them.
 */
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { Hono, type Context } from 'hono';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { MAX_MATERIAL_BYTES } from '@educrowd/shared/courses/material.entity';
import { AppError, errorStatus, words } from '../../platform/app-error.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { createBlobStorage } from '../../platform/blob-storage.ts';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import { readTenant, withTenant, type TenantContext } from '../../platform/with-tenant.ts';
import { allowUpload, markUploaded } from './upload-material.ts';

const PATH = '/api/files';
/** An upload that nobody goes on with is forgotten after this time. */
const EXPIRES_MS = 7 * 24 * 60 * 60 * 1000;
/** Tells the handlers below whose request this is; set here, whatever the caller sent. */
const OWNER_HEADER = 'x-educrowd-upload-owner';

const metadataSchema = z.object({ materialId: z.uuid(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

export function fileRoutes(ctx: AppContext): Hono<AppEnv> {
  const storage = createBlobStorage(ctx.settings.storageDir);
  const store = incoming(ctx);
  const server = new Server({
    path: PATH,
    datastore: store,
    maxSize: MAX_MATERIAL_BYTES,
    relativeLocation: true,
    namingFunction: () => randomUUID(),
    onUploadCreate: async (request, upload) => {
      const owner = ownerOf(request);
      const metadata = metadataSchema.safeParse(upload.metadata);
      if (!metadata.success || upload.size === undefined)
        throw new UploadRefused(new AppError('INVALID', words('serverRefusals.uploadUnnamed')));
      const announced = { ...metadata.data, sizeBytes: upload.size };
      await refusing(readTenant(ctx.door, owner, (tx) => allowUpload(tx, announced)));
      return { metadata: { ...metadata.data, owner: JSON.stringify(owner) } };
    },
    onIncomingRequest: async (request, uploadId) => {
      if (request.method === 'POST') return;
      const upload = await store.getUpload(uploadId);
      if (upload.metadata?.owner !== JSON.stringify(ownerOf(request)))
        throw new UploadRefused(new AppError('NOT_FOUND', words('serverRefusals.noSuchUpload')));
    },
    onUploadFinish: async (request, upload) => {
      const owner = ownerOf(request);
      const { sha256 } = metadataSchema.parse(upload.metadata);
      const isKept = await storage.keep(owner.tenantId, sha256, join(storage.incomingDir, upload.id));
      await store.configstore.delete(upload.id);
      // Of an empty file, which is over as soon as it is announced, the library would look up when it expires.
      delete upload.creation_date;
      if (!isKept) throw new UploadRefused(new AppError('CONFLICT', words('serverRefusals.uploadDamaged')));
      await refusing(withTenant(ctx.door, owner, (tx) => markUploaded(tx, sha256, storage)));
      return {};
    },
  });
  const handle = (c: Context<AppEnv>): Promise<Response> => {
    accountOf(c.var);
    const headers = new Headers(c.req.raw.headers);
    headers.set(OWNER_HEADER, JSON.stringify(tenantOf(c.var)));
    return server.handleWeb(new Request(c.req.raw, { headers }));
  };
  return new Hono<AppEnv>().all(`${PATH}/*`, handle).all(PATH, handle);
}

interface Storing {
  readonly settings: Pick<AppContext['settings'], 'storageDir'>;
}

const incoming = ({ settings }: Storing): FileStore =>
  new FileStore({
    directory: createBlobStorage(settings.storageDir).incomingDir,
    expirationPeriodInMilliseconds: EXPIRES_MS,
  });

/** What arrived of uploads that nobody went on with. */
export async function deleteExpiredUploads(ctx: Storing): Promise<void> {
  await incoming(ctx).deleteExpired();
}

const ownerOf = (request: { readonly headers: Headers }): TenantContext =>
  JSON.parse(request.headers.get(OWNER_HEADER) ?? '') as TenantContext;

/** A refusal in the form that the upload server answers with. */
class UploadRefused extends Error {
  readonly status_code: number;
  readonly body: string;
  constructor({ code, message }: AppError) {
    super(message);
    this.name = 'UploadRefused';
    this.status_code = errorStatus[code];
    this.body = message;
  }
}

async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof AppError ? new UploadRefused(error) : error;
  }
}
