/** Mails of a school: queued in the transaction that causes them, sent by a job. */
import * as z from 'zod';
import { defineJob, type JobHandler } from './jobs.ts';
import { mailSchema, type Mail } from './mail.ts';
import type { TenantTx } from './with-tenant.ts';

export const SEND_MAIL_TASK = 'send-mail';

const payload = z.strictObject({ tenantId: z.uuid(), mail: mailSchema });

/** `mail` is finished: see `renderMail`. */
export const queueMail = (tx: TenantTx, mail: Mail): Promise<void> => tx.enqueue(SEND_MAIL_TASK, { mail });

export const queueMails = (tx: TenantTx, mails: readonly Mail[]): Promise<void> =>
  tx.enqueueAll(
    SEND_MAIL_TASK,
    mails.map((mail) => ({ mail })),
  );

export const sendMailJob: JobHandler = defineJob(payload, ({ mail }, { ctx }) => ctx.mailer.send(mail));
