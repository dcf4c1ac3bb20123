import { notFound } from '../../platform/app-error.ts';
import { authorize } from '../../platform/access.ts';
import { must } from '@educrowd/shared/primitives/assert';
import { lockRows, writeRows } from '../../platform/synced-rows.ts';
import type { TenantTx } from '../../platform/with-tenant.ts';

/** Marks notifications of the acting person as read. One that is not theirs does not exist for them. */
export async function markRead(tx: TenantTx, ids: readonly string[]): Promise<void> {
  authorize(tx, 'notification.read');
  const userId = must(tx.userId, 'signed-in user');
  const found = await lockRows(
    tx,
    ids.map((id) => ({ entityName: 'Notification', id })),
  );
  const rows = [...found.values()];
  if (rows.length < new Set(ids).size || rows.some(({ row }) => row.userId !== userId)) throw notFound();
  const readAt = tx.now.toISOString();
  await writeRows(
    tx,
    rows
      .filter(({ row }) => row.readAt === null)
      .map((before) => ({
        entity: before.entity,
        before,
        after: { ...before.row, readAt },
        authors: before.authors,
      })),
  );
}
