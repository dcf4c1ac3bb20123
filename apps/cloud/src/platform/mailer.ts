import { createTransport } from 'nodemailer';
import type { Clock } from '@educrowd/shared/primitives/instant';
import type { Mail } from './mail.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';

export interface Mailer {
  send(mail: Mail): Promise<void>;
  /** What was sent, where no mail server is set; null where mails really leave. */
  readonly mailbox: Mailbox | null;
  close(): void;
}

export interface MailerOptions {
  readonly smtpUrl: string | null;
  readonly from: string;
  /** Where mails are kept when there is no mail server. */
  readonly mailboxDir: string;
  readonly clock: Clock;
}

export function createMailer({ smtpUrl, from, mailboxDir, clock }: MailerOptions): Mailer {
  if (smtpUrl === null) {
    const mailbox = createMailbox(mailboxDir, clock);
    return { mailbox, send: (mail) => mailbox.add(mail), close: () => undefined };
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
    send: async ({ oneClickStop, ...mail }) => {
      const headers = {
        'Auto-Submitted': 'auto-generated',
        // RFC 8058.
        ...(oneClickStop === undefined
          ? {}
          : {
              'List-Unsubscribe': `<${oneClickStop}>`,
              'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            }),
      };
      await transport.sendMail({ ...mail, headers });
    },
    close: () => transport.close(),
  };
}
