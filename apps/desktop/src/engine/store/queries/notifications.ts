import type { Notification } from '@educrowd/shared/notifications/notification.entity';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { Notification as ListedNotification } from '../../../ipc/notifications.ts';
import type { Store } from '../open-store.ts';

const entity = entityNamed('Notification');
const KEPT_IN_LIST = 100;

/** The newest first. */
export function listNotifications({ views }: Store): ListedNotification[] {
  const rows = views.select(
    entity,
    'deleted_at is null order by occurred_at desc, id desc limit ?',
    KEPT_IN_LIST,
  ) as unknown as Notification[];
  return rows.map(({ id, event, data, occurredAt, readAt }) => ({
    id,
    event,
    data,
    occurredAt,
    isRead: readAt !== null,
  }));
}

/** The newest first. */
export const unreadNotificationIds = ({ views }: Store): string[] =>
  views
    .select(entity, 'deleted_at is null and read_at is null order by occurred_at desc, id desc')
    .map((row) => String(row.id));
