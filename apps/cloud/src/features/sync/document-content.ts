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
  readProjection,
  readTexts,
  saveCompacted,
  type CompactedText,
} from './document-store.ts';

const emptyContent: ContentDoc = { type: 'doc', content: [{ type: 'paragraph' }] };

/** The present content: the projection, or the document itself where updates have come since. */
export async function readDocumentContent(tx: ReadTx, documentId: string): Promise<ContentDoc> {
  const projected = await readProjection(tx, documentId);
  const newer = await readTexts(tx, [documentId], projected?.version ?? FROM_THE_START);
  if (!newer.has(documentId)) return projected?.content ?? emptyContent;
  const whole = await readTexts(tx, [documentId], FROM_THE_START);
  return compact(whole.get(documentId)?.updates ?? [], 0).content;
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
