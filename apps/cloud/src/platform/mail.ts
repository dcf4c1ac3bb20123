import * as z from 'zod';
import { shortened } from '@educrowd/shared/primitives/text';

/** Longer ones are cut off by mail readers anyway. */
const MAX_SUBJECT = 200;

/** A mail that only has to be sent: every word is in it. */
export const mailSchema = z.strictObject({
  to: z.email().max(254),
  subject: z.string().max(MAX_SUBJECT),
  text: z.string().max(50_000),
  html: z.string().max(100_000),
  /** Where mail readers can end such mails by themselves, without asking the person anything. */
  oneClickStop: z.url().max(2_000).optional(),
});
export type Mail = z.output<typeof mailSchema>;

/** What a mail says; every part is plain text. */
export interface MailContent {
  readonly to: string;
  /** BCP 47: in which language it is written. */
  readonly locale: string;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly action?: { readonly label: string; readonly url: string };
  /** Said after the action. */
  readonly closing?: readonly string[];
  /** How such mails are ended; said last. `isOneClick`: a POST there needs nothing else. */
  readonly stop?: { readonly label: string; readonly url: string; readonly isOneClick: boolean };
}

/** The same content as plain text and as HTML that every mail reader shows. */
export function renderMail(content: MailContent): Mail {
  const { to, locale, subject, paragraphs, action, closing = [], stop } = content;
  const text = [
    ...paragraphs,
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    ...closing,
    ...(stop ? [`${stop.label}:\n${stop.url}`] : []),
  ].join('\n\n');
  const html = [
    `<!doctype html><html lang="${escapeHtml(locale)}"><body style="margin:0;padding:24px;background:#fbfaf8;color:#25221c;font:17px/27px system-ui,sans-serif">`,
    '<div style="max-width:560px;margin:0 auto;background:#fff;border:1px solid #e3e0da;border-radius:10px;padding:32px">',
    `<h1 style="margin:0 0 16px;font-size:20px;line-height:28px">${escapeHtml(subject)}</h1>`,
    ...paragraphs.map(paragraph),
    action
      ? `<p style="margin:24px 0"><a href="${escapeHtml(action.url)}" style="display:inline-block;padding:12px 24px;border-radius:6px;background:#3f3fbf;color:#fff;text-decoration:none;font-weight:600">${escapeHtml(action.label)}</a></p>`
      : '',
    ...closing.map(
      (each) =>
        `<p style="margin:0 0 12px;color:#69645b;font-size:15px;line-height:22px">${escapeHtml(each)}</p>`,
    ),
    stop
      ? `<p style="margin:0;font-size:15px;line-height:22px"><a href="${escapeHtml(stop.url)}" style="color:#69645b">${escapeHtml(stop.label)}</a></p>`
      : '',
    '</div></body></html>',
  ].join('\n');
  return {
    to,
    subject: shortened(subject, MAX_SUBJECT),
    text: `${text}\n`,
    html,
    ...(stop?.isOneClick ? { oneClickStop: stop.url } : {}),
  };
}

const paragraph = (text: string): string => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
