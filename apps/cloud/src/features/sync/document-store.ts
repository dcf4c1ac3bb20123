/** Texts as the database keeps them: a compacted state and the updates since. */
import { and, eq, gt, inArray, lte, max, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
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
  if (documentIds.length === 0) return new Map();
  const ids = [...new Set(documentIds)];
  // One statement sees one moment. Two would lose what a compaction moves from one table to the other in between.
  const parts = await unionAll(
    tx.db
      .select({
        documentId: documentStates.documentId,
        version: documentStates.version,
        ordinal: sql<number>`0`.as('ordinal'),
        bytes: documentStates.state,
        isState: sql<boolean>`true`.as('is_state'),
      })
      .from(documentStates)
      .where(newer(tx, documentStates, { ids, sinceVersion })),
    tx.db
      .select({
        documentId: documentUpdates.documentId,
        version: documentUpdates.version,
        ordinal: documentUpdates.ordinal,
        bytes: documentUpdates.bytes,
        isState: sql<boolean>`false`.as('is_state'),
      })
      .from(documentUpdates)
      .where(newer(tx, documentUpdates, { ids, sinceVersion })),
  );
  const found = new Map<string, StoredText>();
  for (const [documentId, of] of Map.groupBy(parts, (part) => part.documentId)) {
    const stateVersion = of.find((part) => part.isState)?.version ?? FROM_THE_START;
    const needed = of
      .filter((part) => part.isState || part.version > stateVersion)
      .toSorted((a, b) => a.version - b.version || a.ordinal - b.ordinal);
    const version = needed.at(-1)?.version ?? stateVersion;
    found.set(documentId, { updates: needed.map(({ bytes }) => bytes), version });
  }
  return found;
}

const newer = (
  tx: ReadTx,
  table: typeof documentStates | typeof documentUpdates,
  { ids, sinceVersion }: { readonly ids: string[]; readonly sinceVersion: number },
) => and(eq(table.tenantId, tx.tenantId), inArray(table.documentId, ids), gt(table.version, sinceVersion));

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

/** Everything that was ever written in these documents. */
export async function deleteTexts(tx: TenantTx, documentIds: readonly string[]): Promise<void> {
  if (documentIds.length === 0) return;
  const ids = [...documentIds];
  for (const table of [documentUpdates, documentStates])
    await tx.db.delete(table).where(and(eq(table.tenantId, tx.tenantId), inArray(table.documentId, ids)));
}

export interface Projection {
  /** What the text says, where nothing has been written since; else null: the text itself has to be read. */
  readonly content: ContentDoc | null;
}

/** The last projection of each document in which anything was written. */
export async function readProjections(
  tx: ReadTx,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, Projection>> {
  if (documentIds.length === 0) return new Map();
  const ids = [...documentIds];
  // One statement, for the reason that `readTexts` has.
  const parts = await unionAll(
    tx.db
      .select({
        documentId: documentStates.documentId,
        version: documentStates.version,
        content: sql<ContentDoc | null>`${documentStates.content}`.as('content'),
      })
      .from(documentStates)
      .where(newer(tx, documentStates, { ids, sinceVersion: FROM_THE_START })),
    tx.db
      .select({
        documentId: documentUpdates.documentId,
        version: sql<number>`${max(documentUpdates.version)}`.mapWith(Number),
        content: sql<ContentDoc | null>`null::jsonb`.as('content'),
      })
      .from(documentUpdates)
      .where(newer(tx, documentUpdates, { ids, sinceVersion: FROM_THE_START }))
      .groupBy(documentUpdates.documentId),
  );
  return new Map(
    [...Map.groupBy(parts, (part) => part.documentId)].map(([documentId, of]) => {
      const [newest] = of.toSorted((a, b) => b.version - a.version);
      return [documentId, { content: newest?.content ?? null }];
    }),
  );
}
