/** What is said of notifications that have just arrived. */
import { describeEvent, eventTraits, isEventName } from '@educrowd/shared/notifications/describe-event';
import type { Wording } from '@educrowd/shared/notifications/event-catalogue';
import type { Notification } from '../../../ipc/notifications.ts';
import type { Notice } from '../../app/platform.ts';

/** More at once become one. */
const MAX_NOTICES = 3;

/** Those that have arrived and are worth interrupting somebody for, who may be at work elsewhere. */
export function noticesOf(arrived: readonly Notification[], wording: Wording): Notice[] {
  const notices = arrived
    .filter(
      ({ event, isRead }) => !isRead && isEventName(event) && eventTraits(event).channels.includes('desktop'),
    )
    .map(({ event, data }) => {
      const { title, body, desktopPath } = describeEvent(event, data, wording);
      return { title, body, place: desktopPath ?? '/' };
    });
  const [latest] = notices;
  if (latest === undefined || notices.length <= MAX_NOTICES) return notices;
  const { t } = wording;
  return [
    {
      title: t('notifications.seeMany', { n: notices.length }),
      body: t('notifications.seeManyBody', { title: latest.title }),
      place: '/',
    },
  ];
}
