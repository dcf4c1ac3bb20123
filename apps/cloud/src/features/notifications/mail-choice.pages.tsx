/** @jsxImportSource hono/jsx */
import { Hono, type Context } from 'hono';
import { holdingsOf } from '@educrowd/shared/permissions/holdings';
import { eventTraits } from '@educrowd/shared/notifications/describe-event';
import { eventNames, type EventName } from '@educrowd/shared/notifications/event-catalogue';
import type { AppContext } from '../../platform/app-context.ts';
import { AppError } from '../../platform/app-error.ts';
import { authorize } from '../../platform/access.ts';
import { Button } from '../../platform/page/button.tsx';
import { Notice, PageTitle } from '../../platform/page/form.tsx';
import { formFields } from '../../platform/page/read-form.ts';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import { readTenant, withTenant, type ReadTx } from '../../platform/with-tenant.ts';
import { STOP_PATH } from './compose-mail.ts';
import { readMailPreferences, saveMailPreference, saveMailStop } from './notification-store.ts';
import { readStopKey, type MailStop } from './stop-key.ts';

/** Which events come by mail, for somebody with an account; and the end of one campaign's mails, for anybody. */
export const mailChoicePages = (ctx: AppContext) =>
  new Hono<AppEnv>()
    .get('/account/notifications', async (c) => {
      const { userId } = accountOf(c.var);
      const { events, wishes } = await readTenant(ctx.door, tenantOf(c.var), async (tx) => ({
        events: mailEventsOf(tx),
        wishes: await readMailPreferences(tx, [userId]),
      }));
      const { t } = c.var;
      return c.render(
        <>
          <PageTitle>{t('notifications.mailTitle')}</PageTitle>
          {c.req.query('done') !== undefined && <Notice>{t('notifications.mailSaved')}</Notice>}
          <p class="mb-6 text-muted">{t('notifications.mailIntro')}</p>
          <form method="post" action="/account/notifications">
            <ul class="mb-6 divide-y divide-line rounded-card border border-line bg-surface">
              {events.map((name) => {
                const { label, mailByDefault } = eventTraits(name);
                return (
                  <li key={name}>
                    <label class="flex min-h-14 items-center gap-4 px-4 py-2">
                      <input
                        type="checkbox"
                        name={name}
                        checked={wishes.get(`${userId} ${name}`) ?? mailByDefault}
                        class="size-6 shrink-0 accent-brand"
                      />
                      {t(label)}
                    </label>
                  </li>
                );
              })}
            </ul>
            <Button>{t('notifications.mailSave')}</Button>
          </form>
        </>,
        { title: t('notifications.mailTitle') },
      );
    })
    .post('/account/notifications', async (c) => {
      const { userId } = accountOf(c.var);
      const fields = await formFields(c);
      await withTenant(ctx.door, tenantOf(c.var), async (tx) => {
        authorize(tx, 'notification.read');
        for (const event of mailEventsOf(tx))
          await saveMailPreference(tx, { userId, event, isWanted: fields[event] !== undefined });
      });
      return c.redirect('/account/notifications?done', 303);
    })
    // Mail readers follow links by themselves: only the button, or their own POST, ends the mails.
    .get(STOP_PATH, (c) => {
      const { email } = stopOf(ctx, c);
      const { t } = c.var;
      return c.render(
        <>
          <PageTitle>{t('notifications.stopTitle')}</PageTitle>
          <p class="mb-6">{t('notifications.stopBody', { email })}</p>
          <form method="post">
            <Button>{t('notifications.mailStop')}</Button>
          </form>
        </>,
        { title: t('notifications.stopTitle'), width: 'form' },
      );
    })
    .post(STOP_PATH, async (c) => {
      const { campaignId, email } = stopOf(ctx, c);
      // The key is the authority: it was sent to this address alone.
      await withTenant(ctx.door, { ...tenantOf(c.var), userId: null, isSystem: true }, (tx) =>
        saveMailStop(tx, campaignId, email),
      );
      const { t } = c.var;
      return c.render(
        <>
          <PageTitle>{t('notifications.stoppedTitle')}</PageTitle>
          <p>{t('notifications.stoppedBody', { email })}</p>
        </>,
        { title: t('notifications.stoppedTitle'), width: 'form' },
      );
    });

/** Those that can concern the acting person. */
function mailEventsOf(tx: ReadTx): EventName[] {
  const isStaff = tx.access !== null && holdingsOf(tx.access, tx.now).length > 0;
  return eventNames.filter((name) => {
    const { channels, isForStaff } = eventTraits(name);
    return channels.includes('mail') && (isStaff || !isForStaff);
  });
}

function stopOf(ctx: AppContext, c: Context<AppEnv>): MailStop {
  const stop = readStopKey(ctx.settings.secret, tenantOf(c.var).tenantId, c.req.query('key') ?? '');
  if (!stop) throw new AppError('INVALID', c.var.t('notifications.stopUnknown'));
  return stop;
}
