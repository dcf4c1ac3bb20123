import { and, eq, lt } from 'drizzle-orm';
import { notificationEvents } from '@educrowd/db/postgres/schema/notifications';
import type { AppContext } from '../../platform/app-context.ts';
import { eachSchool } from '../../platform/each-school.ts';
import { withTenant } from '../../platform/with-tenant.ts';

/** Whoever was told has a line of their own by then; the event itself is only looked at when something went wrong. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

export const forgetToldEvents = ({ door }: Pick<AppContext, 'door'>): Promise<void> =>
  eachSchool(door, (context) =>
    withTenant(door, context, (tx) =>
      tx.db
        .delete(notificationEvents)
        .where(
          and(
            eq(notificationEvents.tenantId, tx.tenantId),
            lt(notificationEvents.deliveredAt, new Date(tx.now.getTime() - KEPT_MS).toISOString()),
          ),
        ),
    ),
  );
