import { createTransport } from 'nodemailer';
import * as z from 'zod';
import type { Clock } from '@educrowd/shared/primitives/instant';
import { createMailbox, type Mailbox } from './mailbox.ts';

/** A mail that only has to be sent: every word is in it. */
export const mailSchema = z.strictObject({
  to: z.email().max(254),
  subject: z.string().max(200),
  text: z.string().max(50_000),
  html: z.string().max(100_000),
});
export type Mail = z.output<typeof mailSchema>;

export interface Mailer {
  send(mail: Mail): Promise<void>;
  /** What was sent, where no mail server is set; null where mails really leave. */
  readonly mailbox: Mailbox | null;
  close(): void;
}

export interface MailerOptions {
  readonly smtpUrl: string | null;
  readonly from: string;
  readonly clock: Clock;
}

export function createMailer({ smtpUrl, from, clock }: MailerOptions): Mailer {
  if (smtpUrl === null) {
    const mailbox = createMailbox(clock);
    return { mailbox, send: async (mail) => mailbox.add(mail), close: () => undefined };
  }
  const transport = createTransport(
    {
      url: smtpUrl,
      pool: true,
      maxConnections: 3,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
    },
    { from },
  );
  return {
    mailbox: null,
    send: async (mail) => {
      await transport.sendMail({ ...mail, headers: { 'Auto-Submitted': 'auto-generated' } });
    },
    close: () => transport.close(),
  };
}
