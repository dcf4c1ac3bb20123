/**
 * Tells people what happened: the bell's lines and the mails of the events that wait. One batch is one transaction that
 * also marks what it has delivered, so a delivery that dies or runs twice tells nobody twice; and it touches synced rows
 * once for everything that happened meanwhile, however often that was.
 */
import { createTranslate } from '@educrowd/shared/messages/translate';
import { eventTraits, isEventName } from '@educrowd/shared/notifications/describe-event';
import { eventCatalogue, type EventName } from '@educrowd/shared/notifications/event-catalogue';
import { must } from '@educrowd/shared/primitives/assert';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import * as z from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import type { Audience, Audiences, Recipient } from '../../platform/events.ts';
import { defineJob, type JobHandler } from '../../platform/jobs.ts';
import type { Mail } from '../../platform/mail.ts';
import { queueMails } from '../../platform/mail-job.ts';
import type { School } from '../../platform/request.ts';
import { writeRows } from '../../platform/synced-rows.ts';
import { withTenant, type TenantTx } from '../../platform/with-tenant.ts';
import { composeMail, type MailPlace } from './compose-mail.ts';
import {
  findMailStops,
  markDelivered,
  markDeliveredThrough,
  readMailPreferences,
  takeWaitingEvents,
  unreadValues,
  type WaitingEvent,
} from './notification-store.ts';

/** Of one batch: events looked at, and people told about one of them or all. */
const MAX_EVENTS = 100;
const MAX_RECIPIENTS = 500;

export interface DeliveryDeps {
  readonly ctx: AppContext;
  readonly audiences: Audiences;
  readonly readSchool: (tenantId: string) => Promise<School | null>;
}

const payload = z.strictObject({ tenantId: z.uuid() });

export const deliverEventsJob = (deps: DeliveryDeps): JobHandler =>
  defineJob(payload, async ({ tenantId }, { signal }) => {
    const school = must(await deps.readSchool(tenantId), 'the school of an event');
    const place = mailPlace(deps.ctx, school);
    const context = { tenantId, userId: null, isSystem: true };
    while (await withTenant(deps.ctx.door, context, (tx) => deliverBatch(tx, deps, place))) {
      signal.throwIfAborted();
    }
  });

function mailPlace({ settings }: AppContext, { id, host, name, language }: School): MailPlace {
  const url = new URL(settings.publicUrl);
  url.hostname = host;
  const wording = { t: createTranslate(language), locale: language };
  return { tenantId: id, schoolName: name, origin: url.origin, wording, secret: settings.secret };
}

/** Somebody who is to be told about an event. */
interface Telling {
  readonly event: WaitingEvent;
  readonly recipient: Recipient;
}

/** False when nothing waits any more. */
async function deliverBatch(tx: TenantTx, deps: DeliveryDeps, place: MailPlace): Promise<boolean> {
  const events = await takeWaitingEvents(tx, MAX_EVENTS);
  const tellings: Telling[] = [];
  const done: string[] = [];
  for (const event of events) {
    const limit = MAX_RECIPIENTS - tellings.length;
    if (limit <= 0) break;
    const recipients = await nextRecipients(tx, { deps, event, limit });
    tellings.push(
      ...recipients
        .filter((each) => each.userId === null || each.userId !== event.actorId)
        .map((recipient) => ({ event, recipient })),
    );
    const last = recipients.at(-1);
    if (last && recipients.length === limit) await markDeliveredThrough(tx, event.id, last.key);
    else done.push(event.id);
  }
  await ringBells(tx, tellings);
  await queueMails(tx, await composeMails(tx, tellings, place));
  await markDelivered(tx, done);
  return events.length > 0;
}

async function nextRecipients(
  tx: TenantTx,
  { deps, event, limit }: { deps: DeliveryDeps; event: WaitingEvent; limit: number },
): Promise<readonly Recipient[]> {
  const data = isEventName(event.name) ? eventCatalogue[event.name].data.safeParse(event.data) : null;
  if (!data?.success) {
    // Nobody can be told; the others must not wait for it.
    deps.ctx.logger.error({ event: event.id, name: event.name }, 'an event cannot be read');
    return [];
  }
  const audience = deps.audiences[event.name] as Audience<EventName>;
  return audience(tx, {
    data: data.data,
    actorId: event.actorId,
    after: event.deliveredThrough ?? '',
    limit,
  });
}

async function ringBells(tx: TenantTx, tellings: readonly Telling[]): Promise<void> {
  const entity = entityNamed('Notification');
  const at = tx.now.toISOString();
  const unread = await unreadOnes(tx, tellings);
  const rows = tellings.flatMap(({ event, recipient: { userId } }) => {
    const { channels, onceFor } = eventTraits(event.name);
    if (userId === null || !channels.includes('bell')) return [];
    const once = onceFor === undefined ? null : `${event.name} ${userId} ${String(event.data[onceFor])}`;
    if (once !== null && unread.has(once)) return [];
    if (once !== null) unread.add(once);
    return [
      {
        id: newId<'Notification'>(),
        createdAt: at,
        updatedAt: at,
        deletedAt: null,
        userId,
        event: event.name,
        data: event.data,
        occurredAt: event.occurredAt,
        readAt: null,
      },
    ];
  });
  if (rows.length === 0) return;
  await writeRows(
    tx,
    rows.map((after) => ({ entity, before: null, after, authors: {} })),
  );
}

/** `<event> <user> <value>` of the unread notifications that stand for further ones. */
async function unreadOnes(tx: TenantTx, tellings: readonly Telling[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const [name, group] of Map.groupBy(tellings, (each) => each.event.name)) {
    const { onceFor } = eventTraits(name);
    if (onceFor === undefined) continue;
    const userIds = group.flatMap(({ recipient }) => recipient.userId ?? []);
    for (const value of await unreadValues(tx, { event: name, field: onceFor, userIds }))
      found.add(`${name} ${value}`);
  }
  return found;
}

async function composeMails(tx: TenantTx, tellings: readonly Telling[], place: MailPlace): Promise<Mail[]> {
  const mails: Mail[] = [];
  const mailed = tellings.filter(({ event }) => eventTraits(event.name).channels.includes('mail'));
  const wishes = await readMailPreferences(
    tx,
    mailed.flatMap(({ recipient }) => recipient.userId ?? []),
  );
  for (const [event, group] of Map.groupBy(mailed, (each) => each.event)) {
    const { mailByDefault } = eventTraits(event.name);
    const wanting = group.flatMap(({ recipient: { userId, email } }) =>
      email !== null && (userId === null || (wishes.get(`${userId} ${event.name}`) ?? mailByDefault))
        ? [email.toLowerCase()]
        : [],
    );
    const stopped =
      event.name === 'campaignUpdate.published'
        ? await findMailStops(tx, String(event.data.campaignId), wanting)
        : new Set<string>();
    const addresses = [...new Set(wanting)].filter((email) => !stopped.has(email));
    mails.push(...addresses.map((email) => composeMail(event, email, place)));
  }
  return mails;
}
