/**
 * Events that people are told about. Noting one costs an appended row: a job delivers it after the commit, in batches
 * with everything else that happened in the school meanwhile.
 */
import { notificationEvents } from '@educrowd/db/postgres/schema/notifications';
import { eventData, type EventData, type EventName } from '@educrowd/shared/notifications/event-catalogue';
import { newId } from '@educrowd/shared/primitives/id';
import type { TenantTx } from './with-tenant.ts';

const DELIVER_EVENTS_TASK = 'deliver-events';

/** Notes that something happened, in the transaction that made it happen; the acting person is not told. */
export async function noteEvent<Name extends EventName>(
  tx: TenantTx,
  name: Name,
  data: EventData<Name>,
): Promise<void> {
  await tx.db.insert(notificationEvents).values({
    tenantId: tx.tenantId,
    id: newId(),
    name,
    data: eventData(name, data),
    actorId: tx.userId,
    occurredAt: tx.now.toISOString(),
  });
  await queueDelivery(tx);
}

/** One waiting job serves the school, however many events it finds. */
const queueDelivery = (tx: TenantTx): Promise<void> =>
  tx.enqueue(DELIVER_EVENTS_TASK, {}, { key: 'waiting' });
