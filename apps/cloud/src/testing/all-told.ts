import { and, eq, isNull } from 'drizzle-orm';
import { notificationEvents } from '@educrowd/db/postgres/schema/notifications';
import { readTenant } from '../platform/with-tenant.ts';
import type { TestServer } from './start-test-server.ts';

/** Waits until everybody has been told of everything that happened in the school so far. */
export async function allTold(server: TestServer, tenantId: string): Promise<void> {
  const context = { tenantId, userId: null, isSystem: true };
  for (;;) {
    const waiting = await readTenant(server.ctx.door, context, (tx) =>
      tx.db
        .select({ id: notificationEvents.id })
        .from(notificationEvents)
        .where(and(eq(notificationEvents.tenantId, tx.tenantId), isNull(notificationEvents.deliveredAt))),
    );
    if (waiting.length === 0) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
