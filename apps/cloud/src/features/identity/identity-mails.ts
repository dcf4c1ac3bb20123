/** What the mails about accounts say. */
import { createTranslate } from '@educrowd/shared/messages/translate';
import { renderMail, type Mail } from '../../platform/mail.ts';

export interface MailSubject {
  readonly email: string;
  readonly name: string;
  /** Where it was asked for: the school's name, or the platform's. */
  readonly place: string;
  /** Address of the pages that links lead to, e.g. `https://northfield.example.org`. */
  readonly origin: string;
}

const LOCALE = 'en';
const t = createTranslate(LOCALE);

/** Nobody has shown yet that the address is theirs: it says no word that whoever signed up has typed. */
export const confirmMail = ({ email, place, origin }: MailSubject, token: string): Mail =>
  renderMail({
    to: email,
    locale: LOCALE,
    subject: t('mail.confirmSubject'),
    paragraphs: [t('mail.confirmBody', { place })],
    action: { label: t('mail.confirmAction'), url: link(origin, '/verify-email', token) },
    closing: [t('mail.confirmClosing')],
  });

export const knownAddressMail = ({ email, name, place, origin }: MailSubject): Mail =>
  renderMail({
    to: email,
    locale: LOCALE,
    subject: t('mail.knownSubject'),
    paragraphs: [t('mail.knownBody', { name, place })],
    action: { label: t('mail.knownAction'), url: `${origin}/sign-in` },
    closing: [t('mail.knownClosing')],
  });

export const resetMail = ({ email, name, place, origin }: MailSubject, token: string): Mail =>
  renderMail({
    to: email,
    locale: LOCALE,
    subject: t('mail.resetSubject'),
    paragraphs: [t('mail.resetBody', { name, place })],
    action: { label: t('mail.resetAction'), url: link(origin, '/reset-password', token) },
    closing: [t('mail.resetClosing')],
  });

export const passwordChangedMail = ({ email, name, origin }: MailSubject): Mail =>
  renderMail({
    to: email,
    locale: LOCALE,
    subject: t('mail.changedSubject'),
    paragraphs: [t('mail.changedBody', { name })],
    action: { label: t('mail.changedAction'), url: `${origin}/forgot-password` },
    closing: [t('mail.changedClosing')],
  });

const link = (origin: string, path: string, token: string): string =>
  `${origin}${path}?token=${encodeURIComponent(token)}`;
