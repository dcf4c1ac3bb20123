/** The mail that tells somebody about an event. */
import { describeEvent } from '@educrowd/shared/notifications/describe-event';
import type { Wording } from '@educrowd/shared/notifications/event-catalogue';
import { renderMail, type Mail } from '../../platform/mail.ts';
import type { WaitingEvent } from './notification-store.ts';
import { createStopKey } from './stop-key.ts';

/** From where mails are sent, and in which words. */
export interface MailPlace {
  readonly tenantId: string;
  readonly schoolName: string;
  /** Address of the school's pages. */
  readonly origin: string;
  readonly wording: Wording;
  readonly secret: string;
}

export function composeMail(event: WaitingEvent, to: string, place: MailPlace): Mail {
  const { wording, origin, schoolName } = place;
  const { t } = wording;
  const words = describeEvent(event.name, event.data, wording);
  const { campaignId, campaignTitle } = event.data;
  const isForBackers = event.name === 'campaignUpdate.published';
  const stopKey = isForBackers
    ? createStopKey(place.secret, { tenantId: place.tenantId, campaignId: String(campaignId), email: to })
    : null;
  return renderMail({
    to,
    locale: wording.locale,
    subject: words.title,
    paragraphs: [words.body],
    ...(words.webPath === null
      ? {}
      : { action: { label: t('notifications.mailAction'), url: `${origin}${words.webPath}` } }),
    closing: [
      isForBackers
        ? t('notifications.mailWhyBacker', { campaign: String(campaignTitle), school: schoolName })
        : t('notifications.mailWhy', { school: schoolName }),
    ],
    stop:
      stopKey === null
        ? { label: t('notifications.mailChoose'), url: `${origin}/account/notifications`, isOneClick: false }
        : {
            label: t('notifications.mailStop'),
            url: `${origin}${STOP_PATH}?key=${stopKey}`,
            isOneClick: true,
          },
  });
}

/** Where the key of a mail ends further ones. */
export const STOP_PATH = '/stop-mails';
