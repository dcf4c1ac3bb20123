/** Texts as the database keeps them: a compacted state and the updates since. */
import { and, eq, gt, inArray, lte, max, sql } from 'drizzle-orm';
import { documentStates, documentUpdates } from '@educrowd/db/postgres/schema/documents';
import type { ContentDoc } from '@educrowd/shared/content/content-json';
import type { ReadTx, TenantTx } from '../../platform/with-tenant.ts';

export interface StoredText {
  /** The state, if it is newer than what was asked for, then updates, oldest first. */
  readonly updates: Uint8Array[];
  /** Version of the newest of them. */
  readonly version: number;
}

/** Below every version: asks for whole documents. */
export const FROM_THE_START = -1;

/** What of the documents is newer than `sinceVersion`. Documents without anything newer are left out. */
export async function readTexts(
  tx: ReadTx,
  documentIds: readonly string[],
  sinceVersion: number,
): Promise<Map<string, StoredText>> {
  const found = new Map<string, StoredText>();
  if (documentIds.length === 0) return found;
  const ids = [...new Set(documentIds)];
  const states = await tx.db
    .select({
      documentId: documentStates.documentId,
      version: documentStates.version,
      state: documentStates.state,
    })
    .from(documentStates)
    .where(
      and(
        eq(documentStates.tenantId, tx.tenantId),
        inArray(documentStates.documentId, ids),
        gt(documentStates.version, sinceVersion),
      ),
    );
  for (const { documentId, version, state } of states) found.set(documentId, { updates: [state], version });
  const updates = await tx.db
    .select({
      documentId: documentUpdates.documentId,
      version: documentUpdates.version,
      bytes: documentUpdates.bytes,
    })
    .from(documentUpdates)
    .where(
      and(
        eq(documentUpdates.tenantId, tx.tenantId),
        inArray(documentUpdates.documentId, ids),
        gt(documentUpdates.version, sinceVersion),
      ),
    )
    .orderBy(documentUpdates.documentId, documentUpdates.version, documentUpdates.ordinal);
  const stateVersions = new Map(states.map((each) => [each.documentId, each.version]));
  for (const { documentId, version, bytes } of updates) {
    if (version <= (stateVersions.get(documentId) ?? FROM_THE_START)) continue;
    found.set(documentId, { updates: [...(found.get(documentId)?.updates ?? []), bytes], version });
  }
  return found;
}

export interface CompactedText {
  readonly version: number;
  readonly state: Uint8Array;
  readonly content: ContentDoc;
  readonly plainText: string;
}

/** Replaces everything up to `version` by one state. An older compaction that comes late changes nothing. */
export async function saveCompacted(tx: TenantTx, documentId: string, text: CompactedText): Promise<void> {
  const { version, state, content, plainText } = text;
  await tx.db
    .insert(documentStates)
    .values({ tenantId: tx.tenantId, documentId, ...text })
    .onConflictDoUpdate({
      target: [documentStates.tenantId, documentStates.documentId],
      set: { version, state, content, plainText },
      setWhere: sql`${documentStates.version} < excluded.version`,
    });
  await tx.db
    .delete(documentUpdates)
    .where(
      and(
        eq(documentUpdates.tenantId, tx.tenantId),
        eq(documentUpdates.documentId, documentId),
        lte(documentUpdates.version, version),
      ),
    );
}

/** Content as last projected, with the version up to which that holds, by document. */
export async function readProjections(
  tx: ReadTx,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly version: number; readonly content: ContentDoc }>> {
  if (documentIds.length === 0) return new Map();
  const states = await tx.db
    .select({
      documentId: documentStates.documentId,
      version: documentStates.version,
      content: documentStates.content,
    })
    .from(documentStates)
    .where(
      and(eq(documentStates.tenantId, tx.tenantId), inArray(documentStates.documentId, [...documentIds])),
    );
  return new Map(states.map((state) => [state.documentId, state]));
}

/** Version of the newest update of each document that has any which are not compacted. */
export async function readNewestVersions(
  tx: ReadTx,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (documentIds.length === 0) return new Map();
  const rows = await tx.db
    .select({ documentId: documentUpdates.documentId, version: max(documentUpdates.version) })
    .from(documentUpdates)
    .where(
      and(eq(documentUpdates.tenantId, tx.tenantId), inArray(documentUpdates.documentId, [...documentIds])),
    )
    .groupBy(documentUpdates.documentId);
  return new Map(rows.map(({ documentId, version }) => [documentId, version ?? FROM_THE_START]));
}
