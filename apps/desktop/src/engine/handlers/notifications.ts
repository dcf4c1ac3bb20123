import type { EngineHandlers } from '../../ipc/contract.ts';
import { listNotifications, unreadNotificationIds } from '../store/queries/notifications.ts';
import type { Workspace } from '../workspace.ts';

/** What one mutation may name. */
const READ_AT_ONCE = 500;

export function notificationHandlers({
  workspace,
}: {
  readonly workspace: () => Workspace;
}): EngineHandlers['notifications'] {
  const markRead = (wanted: (id: string) => boolean): void => {
    const { store, writer } = workspace();
    const ids = unreadNotificationIds(store).filter(wanted);
    writer.write((write) => {
      for (let start = 0; start < ids.length; start += READ_AT_ONCE)
        write.command('notification.markRead', { ids: ids.slice(start, start + READ_AT_ONCE) });
    });
  };
  return {
    list: () => {
      const { store } = workspace();
      return {
        notifications: listNotifications(store),
        unread: unreadNotificationIds(store).length,
      };
    },
    markRead: ({ ids }) => markRead((id) => ids.includes(id)),
    markAllRead: () => markRead(() => true),
  };
}
