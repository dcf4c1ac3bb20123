/** @jsxImportSource hono/jsx */
import { Hono, type Context } from 'hono';
import { notFound } from '../../platform/app-error.ts';
import type { Mailbox, ReceivedMail } from '../../platform/mailbox.ts';
import { Card, PageTitle } from '../../platform/page/form.tsx';
import type { AppEnv } from '../../platform/request.ts';

/** Mails that were not sent because no mail server is set up. Mounted in development alone. */
export function mailboxPages(mailbox: Mailbox): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();

  /** For tests and tools: `?to=` one address, newest first. */
  pages.get('/dev/mailbox.json', async (c) => c.json(await mailbox.list(c.req.query('to'))));

  pages.get('/dev/mailbox', async (c) => {
    const { t } = c.var;
    const mails = await mailbox.list(c.req.query('to'));
    return c.render(
      <>
        <PageTitle>{t('account.mailboxTitle')}</PageTitle>
        <p class="mb-6 text-muted">
          {mails.length === 0 ? t('account.mailboxEmpty') : t('account.mailboxBody')}
        </p>
        <ul class="grid gap-3">
          {mails.map((mail) => (
            <li key={mail.id} class="rounded-card border border-line bg-surface">
              <a href={`/dev/mailbox/${mail.id}`} class="block p-4 no-underline">
                <span class="block font-semibold text-brand-text underline">{mail.subject}</span>
                <span class="block text-small text-muted">{receiver(c, mail)}</span>
              </a>
            </li>
          ))}
        </ul>
      </>,
      { title: t('account.mailboxTitle') },
    );
  });

  pages.get('/dev/mailbox/:id', async (c) => {
    const mail = await mailbox.find(c.req.param('id'));
    if (!mail) throw notFound();
    return c.render(
      <>
        <p class="mb-6">
          <a href="/dev/mailbox" class="font-semibold text-brand-text underline">
            {c.var.t('account.mailboxBack')}
          </a>
        </p>
        <PageTitle>{mail.subject}</PageTitle>
        <p class="mb-6 text-small text-muted">{receiver(c, mail)}</p>
        <Card>
          {mail.text
            .trim()
            .split('\n\n')
            .map((paragraph) => (
              <p class="mb-4 whitespace-pre-line last:mb-0">{withLinks(paragraph)}</p>
            ))}
        </Card>
      </>,
      { title: mail.subject },
    );
  });

  return pages;
}

const receiver = (c: Context<AppEnv>, mail: ReceivedMail): string =>
  c.var.t('account.mailboxTo', {
    email: mail.to,
    date: mail.at.toLocaleString(c.var.locale, { dateStyle: 'medium', timeStyle: 'medium' }),
  });

const withLinks = (text: string) =>
  text.split(/(https?:\/\/\S+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a href={part} class="text-brand-text underline">
        {part}
      </a>
    ) : (
      part
    ),
  );
