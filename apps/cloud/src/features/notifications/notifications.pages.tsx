/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import * as z from 'zod';
import { describeEvent } from '@educrowd/shared/notifications/describe-event';
import { instantSchema } from '@educrowd/shared/primitives/instant';
import type { AppContext } from '../../platform/app-context.ts';
import { notFound } from '../../platform/app-error.ts';
import { formFields } from '../../platform/page/read-form.ts';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import { readRows } from '../../platform/synced-rows.ts';
import { readTenant, withTenant } from '../../platform/with-tenant.ts';
import { markRead } from './mark-read.ts';
import { NotificationsPage } from './notifications.page.tsx';
import { unreadIds } from './notification-store.ts';
import { readNotifications } from './read-notifications.ts';
import { mailChoicePages } from './mail-choice.pages.tsx';

const PER_PAGE = 20;
/** Rows that one transaction marks. */
const READ_AT_ONCE = 500;

const listQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });
const readForm = z.object({ until: instantSchema });

/** What somebody has been told, and what they want to be told by mail. */
export const notificationPages = (ctx: AppContext) =>
  new Hono<AppEnv>()
    .route('/', mailChoicePages(ctx))
    .get('/notifications', async (c) => {
      accountOf(c.var);
      const { page } = listQuery.parse(c.req.query());
      const found = await readTenant(ctx.door, tenantOf(c.var), (tx) =>
        readNotifications(tx, { page, perPage: PER_PAGE, isUnread: false }),
      );
      const pages = Math.ceil(found.total / PER_PAGE);
      return c.render(<NotificationsPage c={c} found={found} page={page} pages={pages} />, {
        title: c.var.t('notifications.title'),
      });
    })
    // A link, so that it opens like one. Following it again changes nothing more.
    .get('/notifications/:id', async (c) => {
      accountOf(c.var);
      const id = z.uuid().safeParse(c.req.param('id'));
      if (!id.success) throw notFound();
      const ref = { entityName: 'Notification', id: id.data.toLowerCase() };
      const row = await withTenant(ctx.door, tenantOf(c.var), async (tx) => {
        // A browser that only guesses where somebody may go has not shown it to them.
        if (c.req.header('sec-purpose') === undefined) await markRead(tx, [ref.id]);
        const [found] = (await readRows(tx, [ref])).values();
        if (!found) throw notFound();
        return found.row;
      });
      const { webPath } = describeEvent(
        String(row.event),
        z.record(z.string(), z.json()).parse(row.data),
        c.var,
      );
      return c.redirect(webPath ?? '/notifications', 303);
    })
    .post('/notifications/read', async (c) => {
      const { userId } = accountOf(c.var);
      const form = readForm.safeParse(await formFields(c));
      if (form.success) {
        const { until } = form.data;
        const markSome = (): Promise<number> =>
          withTenant(ctx.door, tenantOf(c.var), async (tx) => {
            const ids = await unreadIds(tx, userId, { until, limit: READ_AT_ONCE });
            if (ids.length > 0) await markRead(tx, ids);
            return ids.length;
          });
        while ((await markSome()) === READ_AT_ONCE);
      }
      return c.redirect('/notifications', 303);
    });
