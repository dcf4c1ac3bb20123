/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { describeEvent } from '@educrowd/shared/notifications/describe-event';
import { Button } from '../../platform/page/button.tsx';
import { PageLinks } from '../../platform/page/page-links.tsx';
import type { AppEnv } from '../../platform/request.ts';
import type { NotificationRow } from './notification-store.ts';
import type { NotificationPage } from './read-notifications.ts';

interface PageProps {
  readonly c: Context<AppEnv>;
  readonly found: NotificationPage;
  readonly page: number;
  readonly pages: number;
}

/** Day by day, the newest first; what is unread stands out by more than its colour. */
export function NotificationsPage({ c, found: { rows, unread }, page, pages }: PageProps) {
  const { t, locale, school } = c.var;
  const timeZone = school?.timeZone ?? 'UTC';
  const dayOf = (row: NotificationRow): string =>
    new Date(row.occurredAt).toLocaleDateString(locale, { dateStyle: 'full', timeZone });
  const newest = rows[0];
  return (
    <>
      <div class="mb-6 flex flex-wrap items-center justify-between gap-4">
        <h1 class="text-title font-bold">{t('notifications.title')}</h1>
        {unread > 0 && newest && (
          <form method="post" action="/notifications/read">
            <input type="hidden" name="until" value={newest.occurredAt} />
            <Button look="quiet">{t('notifications.markAllRead')}</Button>
          </form>
        )}
      </div>
      {pages === 0 && (
        <div class="rounded-card border border-line bg-surface p-6">
          <p class="font-semibold">{t('notifications.none')}</p>
          <p class="mt-1 text-muted">{t('notifications.noneHint')}</p>
        </div>
      )}
      {[...Map.groupBy(rows, dayOf)].map(([day, group]) => (
        <section key={day} class="mb-8">
          <h2 class="mb-2 text-small font-semibold text-muted">{day}</h2>
          <ul class="divide-y divide-line rounded-card border border-line bg-surface">
            {group.map((row) => (
              <Item key={row.id} c={c} row={row} timeZone={timeZone} />
            ))}
          </ul>
        </section>
      ))}
      <PageLinks
        t={t}
        page={page}
        pages={pages}
        hrefOf={(to) => `/notifications?page=${to}`}
        words={{ previous: t('notifications.newer'), next: t('notifications.older') }}
      />
      <p class="mt-8">
        <a href="/account/notifications" class="inline-flex min-h-12 items-center text-brand-text underline">
          {t('notifications.mailChoose')}
        </a>
      </p>
    </>
  );
}

interface ItemProps {
  readonly c: Context<AppEnv>;
  readonly row: NotificationRow;
  readonly timeZone: string;
}

function Item({ c, row, timeZone }: ItemProps) {
  const { t, locale } = c.var;
  const { title, body, webPath } = describeEvent(row.event, row.data, c.var);
  const isUnread = row.readAt === null;
  const time = new Date(row.occurredAt).toLocaleTimeString(locale, { timeStyle: 'short', timeZone });
  return (
    <li class="relative flex min-h-14 gap-3 p-4 hover:bg-sunken">
      <span
        aria-hidden="true"
        class={`mt-2 size-2.5 shrink-0 rounded-full ${isUnread ? 'bg-brand' : 'bg-transparent'}`}
      />
      <div class="min-w-0 flex-1">
        <p class={`break-words ${isUnread ? 'font-semibold' : ''}`}>
          {isUnread && <span class="sr-only">{t('notifications.unread')} </span>}
          {webPath === null ? (
            title
          ) : (
            <a href={`/notifications/${row.id}`} class="text-text no-underline after:absolute after:inset-0">
              {title}
            </a>
          )}
        </p>
        <p class="text-small break-words text-muted">{body}</p>
        {row.event === 'conflict.waiting' && (
          <p class="text-small text-muted">{t('notifications.decideInApp')}</p>
        )}
      </div>
      <time datetime={row.occurredAt} class="shrink-0 text-small text-muted tabular-nums">
        {time}
      </time>
    </li>
  );
}
