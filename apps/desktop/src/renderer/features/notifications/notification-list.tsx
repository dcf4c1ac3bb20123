import { describeEvent } from '@educrowd/shared/notifications/describe-event';
import type { Notification } from '../../../ipc/notifications.ts';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { EmptyState } from '../../ui/empty-state.tsx';

interface ListProps {
  notifications: readonly Notification[];
  /** The person goes where a notification leads. */
  onLeave: () => void;
}

export function NotificationList({ notifications, onLeave }: ListProps) {
  const { t } = useApp();
  if (notifications.length === 0)
    return <EmptyState icon="bell" title={t('notifications.none')} body={t('notifications.noneHint')} />;
  return (
    <ul className="min-h-0 flex-1 divide-y divide-line overflow-y-auto">
      {notifications.map((each) => (
        <li key={each.id}>
          <Item notification={each} onLeave={onLeave} />
        </li>
      ))}
    </ul>
  );
}

function Item({
  notification: { id, event, data, occurredAt, isRead },
  onLeave,
}: {
  notification: Notification;
  onLeave: () => void;
}) {
  const { engine, formats, t } = useApp();
  const act = useAct();
  const { title, body, desktopPath } = describeEvent(event, data, { t, locale: formats.locale });
  const follow = () => {
    if (!isRead) void act(() => engine.client.notifications.markRead({ ids: [id] }));
    if (desktopPath !== null) onLeave();
  };
  const content = (
    <>
      <span
        aria-hidden="true"
        className={`mt-1.5 size-2 shrink-0 rounded-full ${isRead ? 'bg-transparent' : 'bg-brand'}`}
      />
      <span className="min-w-0 flex-1">
        {!isRead && <span className="sr-only">{t('notifications.unread')} </span>}
        <span className={`block text-14 break-words ${isRead ? '' : 'font-semibold'}`}>{title}</span>
        <span className="block text-13 break-words text-muted">{body}</span>
      </span>
      <time
        dateTime={occurredAt}
        title={formats.exact(occurredAt)}
        className="shrink-0 text-13 text-muted tabular-nums"
      >
        {formats.moment(occurredAt)}
      </time>
    </>
  );
  const look = 'flex w-full items-start gap-3 py-3 pr-4 pl-3 text-left hover:bg-sunken dark:hover:bg-line';
  // The address is the router's: the place of a notification is one of its own.
  return desktopPath === null ? (
    <button type="button" onClick={follow} className={look}>
      {content}
    </button>
  ) : (
    <a href={`#${desktopPath}`} onClick={follow} className={look}>
      {content}
    </a>
  );
}
