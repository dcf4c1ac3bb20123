import { must } from '@educrowd/shared/primitives/assert';
import { authorize } from '../../platform/access.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { countNotifications, listNotifications, type NotificationRow } from './notification-store.ts';

export interface NotificationPage {
  readonly rows: readonly NotificationRow[];
  readonly total: number;
  readonly unread: number;
}

export interface PageWanted {
  readonly page: number;
  readonly perPage: number;
  readonly isUnread: boolean;
}

/** One page of the acting person's own notifications, the newest first. */
export async function readNotifications(
  tx: ReadTx,
  { page, perPage, isUnread }: PageWanted,
): Promise<NotificationPage> {
  authorize(tx, 'notification.read');
  const userId = must(tx.userId, 'signed-in user');
  const rows = await listNotifications(tx, userId, {
    isUnread,
    offset: (page - 1) * perPage,
    limit: perPage,
  });
  const unread = await countNotifications(tx, userId, true);
  return { rows, unread, total: isUnread ? unread : await countNotifications(tx, userId, false) };
}
