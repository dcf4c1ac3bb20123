import type { Translate } from '@educrowd/shared/messages/translate';
import { renderMail, type Mail } from '../../platform/mail.ts';

/** Where somebody enrols, and in which words they read. */
export interface EnrolmentPlace {
  /** Address of the school's pages. */
  readonly origin: string;
  readonly schoolName: string;
  readonly locale: string;
  readonly t: Translate;
}

export interface Welcomed {
  readonly email: string;
  readonly name: string;
  readonly course: { readonly id: string; readonly title: string };
}

export const welcomeMail = (
  { email, name, course }: Welcomed,
  { origin, schoolName, locale, t }: EnrolmentPlace,
): Mail =>
  renderMail({
    to: email,
    locale,
    subject: t('mail.welcomeSubject', { course: course.title }),
    paragraphs: [t('mail.welcomeBody', { name, course: course.title, school: schoolName })],
    action: { label: t('mail.welcomeAction'), url: `${origin}/courses/${course.id}` },
    closing: [t('mail.welcomeClosing')],
  });
