/** What a text says now, and the job that keeps that cheap to read. */
import * as z from 'zod';
import type { ContentDoc } from '@educrowd/shared/content/content-json';
import { readDocumentForDisplay } from '@educrowd/shared/content/content-for-display';
import { mergeUpdates } from '@educrowd/shared/content/yjs-document';
import { projectText } from '@educrowd/shared/content/project-text';
import {
  readTenant,
  withTenant,
  type ReadTx,
  type TenantDoor,
  type TenantTx,
} from '../../platform/with-tenant.ts';
import {
  FROM_THE_START,
  readProjections,
  readTexts,
  saveCompacted,
  type CompactedText,
} from './document-store.ts';

const emptyContent: ContentDoc = { type: 'doc', content: [{ type: 'paragraph' }] };

/** The present content of one text; an empty one where nothing has been written. */
export async function readDocumentContent(tx: ReadTx, documentId: string): Promise<ContentDoc> {
  return (await readDocumentContents(tx, [documentId])).get(documentId) ?? emptyContent;
}

/**
 * What texts say now, by document id: the projection, or the document itself where updates have come since. Texts in
 * which nothing has been written are left out. Two statements at most, however many texts.
 */
export async function readDocumentContents(
  tx: ReadTx,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, ContentDoc>> {
  const projected = await readProjections(tx, documentIds);
  const stale = [...projected].filter(([, { content }]) => content === null).map(([id]) => id);
  const whole = await readTexts(tx, stale, FROM_THE_START);
  const contents = new Map<string, ContentDoc>();
  for (const [id, { content }] of projected) if (content !== null) contents.set(id, content);
  for (const [id, { updates }] of whole) contents.set(id, compact(updates, 0).content);
  return contents;
}

export const COMPACT_TASK = 'compact-document';
export const compactPayload = z.strictObject({ tenantId: z.uuid(), documentId: z.uuid() });

/** Typing goes on for a while: one compaction follows it instead of one per keystroke. */
const COMPACT_AFTER_MS = 5_000;

export const queueCompaction = (tx: TenantTx, documentId: string): Promise<void> =>
  tx.enqueue(
    COMPACT_TASK,
    { documentId },
    {
      key: `${COMPACT_TASK} ${tx.tenantId} ${documentId}`,
      runAt: new Date(tx.now.getTime() + COMPACT_AFTER_MS),
    },
  );

/** Loads the document outside any writing transaction; updates that arrive meanwhile are newer and stay. */
export async function compactDocument(
  door: TenantDoor,
  { tenantId, documentId }: z.output<typeof compactPayload>,
): Promise<void> {
  const context = { tenantId, userId: null, isSystem: true };
  const text = await readTenant(door, context, async (tx) =>
    (await readTexts(tx, [documentId], FROM_THE_START)).get(documentId),
  );
  if (!text) return;
  const compacted = compact(text.updates, text.version);
  await withTenant(door, context, (tx) => saveCompacted(tx, documentId, compacted));
}

function compact(updates: readonly Uint8Array[], version: number): CompactedText {
  const content = readDocumentForDisplay(updates);
  return { version, state: mergeUpdates(updates), content, plainText: projectText(content) };
}
