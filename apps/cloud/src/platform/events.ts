/**
 * Events that people are told about. Noting one costs an appended row: a job delivers it after the commit, in batches
 * with everything else that happened in the school meanwhile.
 */
import type * as z from 'zod';
import { notificationEvents } from '@educrowd/db/postgres/schema/notifications';
import { checkedEventData } from '@educrowd/shared/notifications/describe-event';
import type { eventCatalogue, EventData, EventName } from '@educrowd/shared/notifications/event-catalogue';
import { newId } from '@educrowd/shared/primitives/id';
import type { ReadTx, TenantTx } from './with-tenant.ts';

export const DELIVER_EVENTS_TASK = 'deliver-events';

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
    data: checkedEventData(name, data),
    actorId: tx.userId,
    occurredAt: tx.now.toISOString(),
  });
  // One waiting job serves the school, however many events it finds.
  await tx.enqueue(DELIVER_EVENTS_TASK, {}, { key: 'waiting' });
}

/** Somebody who is told about an event. */
export interface Recipient {
  /** Unique within the audience. */
  readonly key: string;
  /** Null: somebody without an account, who is told by mail alone. */
  readonly userId: string | null;
  /** Null: told without mail. */
  readonly email: string | null;
}

/** A part of an audience: its next `limit` recipients after the key `after`, in byte order of their keys. */
export interface AudiencePart<Data> {
  readonly data: Data;
  /** Who did it; null for a visitor, or the system. */
  readonly actorId: string | null;
  /** Empty at the start. */
  readonly after: string;
  readonly limit: number;
}

/** Who hears of an event: its feature knows. */
export type Audience<Name extends EventName> = (
  tx: ReadTx,
  part: AudiencePart<z.output<(typeof eventCatalogue)[Name]['data']>>,
) => Promise<readonly Recipient[]>;

export type Audiences = { readonly [Name in EventName]: Audience<Name> };
