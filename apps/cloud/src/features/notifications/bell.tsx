/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import type { Translate } from '@educrowd/shared/messages/translate';
import type { AppContext } from '../../platform/app-context.ts';
import { Icon } from '../../platform/page/icon.tsx';
import { tenantOf, type AppEnv } from '../../platform/request.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { countNotifications } from './notification-store.ts';

/** What a bell shows: as the page is made, and whenever the number changes (see islands/bell.ts). */
export interface BellWords {
  readonly unread: number;
  /** On the bell itself; empty for none. */
  readonly badge: string;
  readonly label: string;
}

export const bellWords = (unread: number, t: Translate): BellWords => ({
  unread,
  badge: unread === 0 ? '' : unread > 99 ? '99+' : String(unread),
  label: t('notifications.bell', { n: unread }),
});

/** The bell in the header of every page of somebody who has signed in. */
export const bellFor =
  (ctx: AppContext) =>
  async ({ c }: { readonly c: Context<AppEnv> }) => {
    const { userId } = tenantOf(c.var);
    const unread =
      userId === null
        ? 0
        : await readTenant(ctx.door, tenantOf(c.var), (tx) => countNotifications(tx, userId, true));
    const { badge, label } = bellWords(unread, c.var.t);
    return (
      <>
        <a
          href="/notifications"
          aria-label={label}
          data-bell={unread}
          class="relative inline-flex size-12 shrink-0 items-center justify-center rounded-control text-text hover:bg-sunken"
        >
          <Icon name="bell" />
          <span
            data-bell-badge
            hidden={badge === ''}
            class="absolute top-1.5 start-6 min-w-5 rounded-full bg-brand px-1 text-center text-[13px] leading-5 font-bold text-on-solid tabular-nums"
          >
            {badge}
          </span>
        </a>
        <span data-bell-news role="status" class="sr-only" />
      </>
    );
  };
