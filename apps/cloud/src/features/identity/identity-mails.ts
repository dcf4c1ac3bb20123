/** What the mails about accounts say. */
import { createTranslate } from '@educrowd/shared/messages/translate';
import { renderMail, type Mail } from '../../platform/mail.ts';
import { ONWARD } from './onward.ts';

export interface MailSubject {
  readonly email: string;
  /** Null until the address is confirmed: whoever signed up could otherwise put words of theirs into a mail of ours. */
  readonly name: string | null;
  /** Where it was asked for: the school's name, or the platform's. */
  readonly place: string;
  /** Address of the pages that links lead to, e.g. `https://northfield.example.org`. */
  readonly origin: string;
  /** Where they wanted to go, encrypted (onward.ts); null: the start page. */
  readonly onward: string | null;
}

const LOCALE = 'en';
const t = createTranslate(LOCALE);

/** What a message needs that greets by name where there is one. */
const greeted = (name: string | null) => ({ named: name === null ? 'no' : 'yes', name: name ?? '' });

/** Nobody has shown yet that the address is theirs: it says no word that whoever signed up has typed. */
export const confirmMail = ({ email, place, origin, onward }: MailSubject, token: string): Mail =>
  renderMail({
    to: email,
    locale: LOCALE,
    subject: t('mail.confirmSubject'),
    paragraphs: [t('mail.confirmBody', { place })],
    action: { label: t('mail.confirmAction'), url: link(`${origin}/verify-email`, { token, onward }) },
    closing: [t('mail.confirmClosing')],
  });

export const knownAddressMail = ({ email, name, place, origin, onward }: MailSubject): Mail =>
  renderMail({
    to: email,
    locale: LOCALE,
    subject: t('mail.knownSubject'),
    paragraphs: [t('mail.knownBody', { ...greeted(name), place })],
    action: { label: t('mail.knownAction'), url: link(`${origin}/sign-in`, { onward }) },
    closing: [t('mail.knownClosing')],
  });

export const resetMail = ({ email, name, place, origin, onward }: MailSubject, token: string): Mail =>
  renderMail({
    to: email,
    locale: LOCALE,
    subject: t('mail.resetSubject'),
    paragraphs: [t('mail.resetBody', { ...greeted(name), place })],
    action: { label: t('mail.resetAction'), url: link(`${origin}/reset-password`, { token, onward }) },
    closing: [t('mail.resetClosing')],
  });

export const passwordChangedMail = ({ email, name, origin }: MailSubject): Mail =>
  renderMail({
    to: email,
    locale: LOCALE,
    subject: t('mail.changedSubject'),
    paragraphs: [t('mail.changedBody', greeted(name))],
    action: { label: t('mail.changedAction'), url: `${origin}/forgot-password` },
    closing: [t('mail.changedClosing')],
  });

function link(address: string, { token, onward }: { token?: string; onward: string | null }): string {
  const url = new URL(address);
  if (token !== undefined) url.searchParams.set('token', token);
  if (onward !== null) url.searchParams.set(ONWARD, onward);
  return url.href;
}
