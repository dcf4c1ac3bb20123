/** SQL of materials: which files are waited for, and which are there. */
import { and, eq, isNull } from 'drizzle-orm';
import { materials } from '@educrowd/db/postgres/schema/synced';
import { lockUntilCommit } from '../../platform/lock-until-commit.ts';
import type { ReadTx, TenantTx } from '../../platform/with-tenant.ts';

export type MaterialRow = typeof materials.$inferSelect;

/** Until the transaction ends nobody else decides whether these bytes are here. */
export const lockFile = (tx: TenantTx, sha256: string): Promise<void> =>
  lockUntilCommit(tx, `file ${sha256}`);

export async function findMaterial(tx: ReadTx, materialId: string): Promise<MaterialRow | null> {
  const [row] = await tx.db
    .select()
    .from(materials)
    .where(
      and(
        eq(materials.tenantId, tx.tenantId),
        eq(materials.id, materialId as MaterialRow['id']),
        isNull(materials.deletedAt),
      ),
    );
  return row ?? null;
}

/** Every material of the school with these bytes. */
export const findMaterialsOf = (tx: ReadTx, sha256: string): Promise<MaterialRow[]> =>
  tx.db
    .select()
    .from(materials)
    .where(and(eq(materials.tenantId, tx.tenantId), eq(materials.sha256, sha256)));
