import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { describeEvent } from '@educrowd/shared/notifications/describe-event';
import { markReadArgs } from '@educrowd/shared/sync/mutations';
import type { AppContext } from '../../platform/app-context.ts';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import { answers, envelope, envelopeOf, listOf, pageQuery, restOptions } from '../../platform/rest.ts';
import { readTenant, withTenant } from '../../platform/with-tenant.ts';
import { markRead } from './mark-read.ts';
import { readNotifications } from './read-notifications.ts';

const tags = ['Notifications'];

const notificationSchema = z
  .object({
    id: z.string(),
    event: z.string(),
    title: z.string(),
    body: z.string(),
    /** Path on the school's pages; null where there is none. */
    path: z.string().nullable(),
    occurred_at: z.string(),
    read_at: z.string().nullable(),
  })
  .openapi('Notification');

const list = createRoute({
  method: 'get',
  path: '/notifications',
  tags,
  summary: 'The caller’s notifications, the newest first',
  request: { query: pageQuery.extend({ unread: z.enum(['true', 'false']).default('false') }) },
  responses: answers(listOf(notificationSchema), 'One page of notifications', [
    'INVALID',
    'SIGN_IN',
    'NOT_FOUND',
  ]),
});

const read = createRoute({
  method: 'post',
  path: '/notifications/read',
  tags,
  summary: 'Mark notifications as read',
  description: 'Repeating it is harmless. One that is not the caller’s does not exist; then none is marked.',
  request: { body: { content: { 'application/json': { schema: markReadArgs } }, required: true } },
  responses: answers(envelopeOf(z.object({ unread: z.int() })), 'Marked; how many are unread now', [
    'INVALID',
    'SIGN_IN',
    'NOT_FOUND',
  ]),
});

export function notificationRest(ctx: AppContext): OpenAPIHono<AppEnv> {
  const rest = new OpenAPIHono<AppEnv>(restOptions);

  rest.openapi(list, async (c) => {
    accountOf(c.var);
    const { page, per_page: perPage, unread } = c.req.valid('query');
    const wanted = { page, perPage, isUnread: unread === 'true' };
    const { rows, total } = await readTenant(ctx.door, tenantOf(c.var), (tx) =>
      readNotifications(tx, wanted),
    );
    const data = rows.map((row) => {
      const { title, body, webPath } = describeEvent(row.event, row.data, c.var);
      return {
        id: row.id,
        event: row.event,
        title,
        body,
        path: webPath,
        occurred_at: row.occurredAt,
        read_at: row.readAt,
      };
    });
    return c.json({ ...envelope(data), meta: { total, page, per_page: perPage } }, 200);
  });

  rest.openapi(read, async (c) => {
    accountOf(c.var);
    const { ids } = c.req.valid('json');
    const unread = await withTenant(ctx.door, tenantOf(c.var), async (tx) => {
      await markRead(tx, ids);
      return (await readNotifications(tx, { page: 1, perPage: 1, isUnread: true })).unread;
    });
    return c.json(envelope({ unread }), 200);
  });

  return rest;
}
