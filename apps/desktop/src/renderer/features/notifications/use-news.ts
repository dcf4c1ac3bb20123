import { useEffect } from 'react';
import { useApp } from '../../app/app-context.tsx';
import { noticesOf } from './news.ts';

/** Says through the system what has just arrived, and aloud in this window. */
export function useNews(): void {
  const { announce, engine, formats, platform, t } = useApp();
  useEffect(() => {
    const tell = async (ids: readonly string[]): Promise<void> => {
      const { notifications, unread } = await engine.client.notifications.list();
      const arrived = notifications.filter((each) => ids.includes(each.id));
      for (const notice of noticesOf(arrived, { t, locale: formats.locale })) platform.notify(notice);
      if (arrived.some((each) => !each.isRead)) announce(t('notifications.bell', { n: unread }));
    };
    return engine.listen((event) => {
      // When the engine is away, the bell shows it as soon as it is back.
      if (event.type === 'notified') tell(event.notificationIds).catch(() => undefined);
    });
  }, [announce, engine, formats, platform, t]);
}
