import { useMemo } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { useCommands } from '../../app/use-commands.ts';
import { useOpenHere } from '../../app/use-place-change.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Popover } from '../../ui/popover.tsx';
import { NotificationList } from './notification-list.tsx';
import { useNews } from './use-news.ts';

/** How much is unread, and behind it what happened. */
export function Bell() {
  const { command, engine, queries, t } = useApp();
  const act = useAct();
  const { data } = useSuspenseQuery(queries.notifications());
  const [isOpen, setOpen] = useOpenHere();
  useNews();
  const { notifications, unread } = data;
  const isAnyUnread = unread > 0;
  const markAllRead = useMemo(
    () => command('markAllRead', () => void act(() => engine.client.notifications.markAllRead())),
    [act, command, engine],
  );
  useCommands(
    useMemo(
      () => [command('notifications', () => setOpen(true)), ...(isAnyUnread ? [markAllRead] : [])],
      [command, isAnyUnread, markAllRead, setOpen],
    ),
  );
  const label = t('notifications.bell', { n: unread });
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      label={t('notifications.title')}
      trigger={
        <button
          type="button"
          aria-label={label}
          title={label}
          className="inline-flex h-8 min-w-8 shrink-0 items-center justify-center gap-1 rounded-control px-1.5 text-muted transition-colors duration-(--motion-hover) hover:bg-sunken hover:text-text"
        >
          <Icon name="bell" />
          {isAnyUnread && (
            <span className="min-w-5 rounded-full bg-brand px-1 text-center text-13 leading-5 font-bold text-on-solid tabular-nums">
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </button>
      }
    >
      <div className="flex min-h-11 shrink-0 items-center justify-between gap-2 border-b border-line pr-2 pl-4">
        <h2 className="text-14 font-semibold">{t('notifications.title')}</h2>
        {isAnyUnread && (
          <Button look="link" onClick={markAllRead.run}>
            {t('notifications.markAllRead')}
          </Button>
        )}
      </div>
      <NotificationList notifications={notifications} onLeave={() => setOpen(false)} />
    </Popover>
  );
}
