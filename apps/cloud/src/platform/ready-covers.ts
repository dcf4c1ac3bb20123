import { and, eq, inArray, isNull } from 'drizzle-orm';
import { materials } from '@educrowd/db/postgres/schema/synced';
import { PICTURE_TYPES } from '@educrowd/shared/content/picture-types';
import type { ReadTx } from './with-tenant.ts';

type MaterialId = (typeof materials.$inferSelect)['id'];

/** Which covers of these courses or campaigns have arrived and are pictures. */
export async function findReadyCovers(
  tx: ReadTx,
  of: readonly { readonly coverMaterialId: MaterialId | null }[],
): Promise<ReadonlySet<string>> {
  const ids = of.flatMap(({ coverMaterialId }) => (coverMaterialId === null ? [] : [coverMaterialId]));
  if (ids.length === 0) return new Set();
  const rows = await tx.db
    .select({ id: materials.id })
    .from(materials)
    .where(
      and(
        eq(materials.tenantId, tx.tenantId),
        inArray(materials.id, ids),
        eq(materials.state, 'ready'),
        inArray(materials.mimeType, [...PICTURE_TYPES]),
        isNull(materials.deletedAt),
      ),
    );
  return new Set<string>(rows.map(({ id }) => id));
}
