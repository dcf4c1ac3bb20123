/** All SQL of notifications that is not syncing. */
import { and, count, desc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import {
  campaignMailStops,
  mailPreferences,
  notificationEvents,
} from '@educrowd/db/postgres/schema/notifications';
import { notifications } from '@educrowd/db/postgres/schema/synced';
import type { EventName } from '@educrowd/shared/notifications/event-catalogue';
import type { ReadTx, TenantTx } from '../../platform/with-tenant.ts';

export type NotificationRow = typeof notifications.$inferSelect;
export type WaitingEvent = typeof notificationEvents.$inferSelect;

const isOf = (tx: ReadTx, userId: string): SQL | undefined =>
  and(
    eq(notifications.tenantId, tx.tenantId),
    eq(notifications.userId, userId),
    isNull(notifications.deletedAt),
  );

export interface ListOptions {
  readonly isUnread?: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** The newest first. */
export const listNotifications = (
  tx: ReadTx,
  userId: string,
  { isUnread = false, offset, limit }: ListOptions,
): Promise<NotificationRow[]> =>
  tx.db
    .select()
    .from(notifications)
    .where(and(isOf(tx, userId), isUnread ? isNull(notifications.readAt) : undefined))
    .orderBy(desc(notifications.occurredAt), desc(notifications.id))
    .offset(offset)
    .limit(limit);

export async function countNotifications(tx: ReadTx, userId: string, isUnread: boolean): Promise<number> {
  const [row] = await tx.db
    .select({ total: count() })
    .from(notifications)
    .where(and(isOf(tx, userId), isUnread ? isNull(notifications.readAt) : undefined));
  return row?.total ?? 0;
}

/** Ids of a person's unread notifications, the oldest first. */
export async function unreadIds(
  tx: ReadTx,
  userId: string,
  { until, limit }: { readonly until: string; readonly limit: number },
): Promise<string[]> {
  const rows = await tx.db
    .select({ id: notifications.id })
    .from(notifications)
    .where(and(isOf(tx, userId), isNull(notifications.readAt), sql`${notifications.occurredAt} <= ${until}`))
    .orderBy(notifications.occurredAt, notifications.id)
    .limit(limit);
  return rows.map((row) => row.id);
}

/** The oldest events that are not delivered yet, kept from other deliveries until this transaction ends. */
export const takeWaitingEvents = (tx: TenantTx, limit: number): Promise<WaitingEvent[]> =>
  tx.db
    .select()
    .from(notificationEvents)
    .where(and(eq(notificationEvents.tenantId, tx.tenantId), isNull(notificationEvents.deliveredAt)))
    .orderBy(notificationEvents.occurredAt, notificationEvents.id)
    .limit(limit)
    .for('no key update');

export async function markDelivered(tx: TenantTx, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return;
  await tx.db
    .update(notificationEvents)
    .set({ deliveredAt: tx.now.toISOString() })
    .where(and(eq(notificationEvents.tenantId, tx.tenantId), inArray(notificationEvents.id, [...eventIds])));
}

export async function markDeliveredThrough(tx: TenantTx, eventId: string, key: string): Promise<void> {
  await tx.db
    .update(notificationEvents)
    .set({ deliveredThrough: key })
    .where(and(eq(notificationEvents.tenantId, tx.tenantId), eq(notificationEvents.id, eventId)));
}

/** For each unread notification of an event: `<user> <value of the data's field>`. */
export async function unreadValues(
  tx: ReadTx,
  { event, field, userIds }: { event: string; field: string; userIds: readonly string[] },
): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  const rows = await tx.db
    .select({ userId: notifications.userId, value: sql<string | null>`${notifications.data} ->> ${field}` })
    .from(notifications)
    .where(
      and(
        eq(notifications.tenantId, tx.tenantId),
        inArray(notifications.userId, [...userIds]),
        eq(notifications.event, event),
        isNull(notifications.readAt),
        isNull(notifications.deletedAt),
      ),
    );
  return new Set(rows.map((row) => `${row.userId} ${row.value ?? ''}`));
}

/** What people have said about mails: `<user> <event>` → whether they want them. */
export async function readMailPreferences(
  tx: ReadTx,
  userIds: readonly string[],
): Promise<Map<string, boolean>> {
  if (userIds.length === 0) return new Map();
  const rows = await tx.db
    .select()
    .from(mailPreferences)
    .where(
      and(eq(mailPreferences.tenantId, tx.tenantId), inArray(mailPreferences.userId, [...new Set(userIds)])),
    );
  return new Map(rows.map((row) => [`${row.userId} ${row.event}`, row.isWanted]));
}

export async function saveMailPreference(
  tx: TenantTx,
  { userId, event, isWanted }: { userId: string; event: EventName; isWanted: boolean },
): Promise<void> {
  await tx.db
    .insert(mailPreferences)
    .values({ tenantId: tx.tenantId, userId, event, isWanted })
    .onConflictDoUpdate({
      target: [mailPreferences.tenantId, mailPreferences.userId, mailPreferences.event],
      set: { isWanted },
    });
}

/** Those of the addresses that want no mails about the campaign. */
export async function findMailStops(
  tx: ReadTx,
  campaignId: string,
  emails: readonly string[],
): Promise<Set<string>> {
  if (emails.length === 0) return new Set();
  const rows = await tx.db
    .select({ email: campaignMailStops.email })
    .from(campaignMailStops)
    .where(
      and(
        eq(campaignMailStops.tenantId, tx.tenantId),
        eq(campaignMailStops.campaignId, campaignId),
        inArray(campaignMailStops.email, [...emails]),
      ),
    );
  return new Set(rows.map((row) => row.email));
}

export async function saveMailStop(tx: TenantTx, campaignId: string, email: string): Promise<void> {
  await tx.db
    .insert(campaignMailStops)
    .values({ tenantId: tx.tenantId, campaignId, email, stoppedAt: tx.now.toISOString() })
    .onConflictDoNothing();
}
