/** The two decisions about an upload: whether it may begin, and what its end means. */
import { subjectOfScope, type Subject } from '@educrowd/shared/permissions/can';
import { homeScope } from '@educrowd/shared/sync/home';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { authorize, mayDo } from '../../platform/access.ts';
import { AppError, notFound, words } from '../../platform/app-error.ts';
import type { BlobStorage } from '../../platform/blob-storage.ts';
import { lockRows, writeRows, type RowWrite } from '../../platform/synced-rows.ts';
import type { ReadTx, TenantTx } from '../../platform/with-tenant.ts';
import { findMaterial, findMaterialsOf, lockFile, type MaterialRow } from './material-store.ts';

export interface AnnouncedUpload {
  readonly materialId: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** The row comes first: it says which bytes are expected, and whose rights count. */
export async function allowUpload(tx: ReadTx, upload: AnnouncedUpload): Promise<void> {
  const material = await findMaterial(tx, upload.materialId);
  if (!material || !mayDo(tx, 'material.upload', subjectOf(material))) throw notFound();
  if (material.sha256 !== upload.sha256 || material.sizeBytes !== upload.sizeBytes) {
    throw new AppError('CONFLICT', words('serverRefusals.uploadOther'));
  }
}

/**
 * The bytes are in place: every material with them that the uploader may write is ready, here and on all devices.
 * Refused with CONFLICT when they were collected in between.
 */
export async function markUploaded(
  tx: TenantTx,
  sha256: string,
  storage: Pick<BlobStorage, 'find'>,
): Promise<void> {
  authorize(tx, 'sync.use');
  await lockFile(tx, sha256);
  if ((await storage.find(tx.tenantId, sha256)) === null)
    throw new AppError('CONFLICT', words('serverRefusals.uploadDamaged'));
  const waiting = (await findMaterialsOf(tx, sha256)).filter(
    (material) => material.state === 'pending' && mayDo(tx, 'material.upload', subjectOf(material)),
  );
  const entity = entityNamed('Material');
  const locked = await lockRows(
    tx,
    waiting.map((material) => ({ entityName: entity.name, id: material.id })),
  );
  const writes = [...locked.values()].map((before): RowWrite => ({
    entity,
    before,
    after: { ...before.row, state: 'ready' },
    authors: before.authors,
  }));
  await writeRows(tx, writes);
}

/** Whether somebody who adds a material with these bytes can read them in this school already: then they need not be sent again. */
export async function isKnownTo(
  tx: ReadTx,
  bytes: { readonly sha256: string; readonly sizeBytes: number },
): Promise<boolean> {
  const ready = (await findMaterialsOf(tx, bytes.sha256)).filter(
    (material) =>
      material.state === 'ready' && material.deletedAt === null && material.sizeBytes === bytes.sizeBytes,
  );
  return ready.some((material) => mayDo(tx, 'content.author', subjectOf(material)));
}

const subjectOf = ({ courseId, campaignId }: MaterialRow): Subject =>
  subjectOfScope(homeScope({ courseId, campaignId }));
