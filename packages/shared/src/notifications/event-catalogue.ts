/**
 * Everything that people are told about: what an event says, in which words, where it leads and by which ways it goes.
 * A feature notes an event in the transaction that causes it; who hears of it is that feature's to say.
 */
import * as z from 'zod';
import type { PlainMessageKey, Translate } from '../messages/translate.ts';
import { currencySchema, formatMoney, minorSchema, money } from '../primitives/money.ts';
import { storableText } from '../primitives/text.ts';

/** `bell`: a line in the list of notifications. `desktop`: the operating system says it as well. */
export type Channel = 'bell' | 'mail' | 'desktop';

/** Words in one person's language. */
export interface Wording {
  readonly t: Translate;
  /** BCP 47, for dates and numbers. */
  readonly locale: string;
}

interface EventDefinition<Schema extends z.ZodType> {
  readonly data: Schema;
  /** In the list of what can come by mail. */
  readonly label: PlainMessageKey;
  /** Concerns people at work in the school, not those who learn or pledge. */
  readonly isForStaff: boolean;
  readonly channels: readonly Channel[];
  /** Whether people get the mail who have not said whether they want it. */
  readonly mailByDefault: boolean;
  /** Field of the data: a person has at most one unread notification for each of its values. */
  readonly onceFor?: string;
  readonly title: (data: z.output<Schema>, wording: Wording) => string;
  readonly body: (data: z.output<Schema>, wording: Wording) => string;
  /** Path on the school's pages; null where there is nothing to see in a browser. */
  readonly webPath: (data: z.output<Schema>) => string | null;
  /** Path in the desktop app. */
  readonly desktopPath: (data: z.output<Schema>) => string;
}

const defineEvent = <Schema extends z.ZodType>(definition: EventDefinition<Schema>) => definition;

const id = z.uuid();
const title = storableText(300);
const personName = storableText(120);
const amount = { amountMinor: minorSchema, currency: currencySchema };
const campaign = { campaignId: id, campaignTitle: title };

export const eventCatalogue = {
  'course.enrolled': defineEvent({
    data: z.strictObject({ courseId: id, courseTitle: title, studentName: personName }),
    label: 'notifications.enrolledLabel',
    isForStaff: true,
    channels: ['bell', 'desktop', 'mail'],
    mailByDefault: false,
    title: (data, { t }) => t('notifications.enrolledTitle', { student: data.studentName }),
    body: (data, { t }) => t('notifications.enrolledBody', { course: data.courseTitle }),
    webPath: (data) => `/courses/${data.courseId}`,
    desktopPath: (data) => `/course/${data.courseId}`,
  }),
  'pledge.collected': defineEvent({
    data: z.strictObject({ ...campaign, pledgeId: id, backerName: personName, ...amount }),
    label: 'notifications.collectedLabel',
    isForStaff: true,
    channels: ['bell', 'desktop', 'mail'],
    mailByDefault: true,
    title: (data, { t, locale }) =>
      t('notifications.collectedTitle', { backer: data.backerName, amount: amountText(data, locale) }),
    body: (data, { t }) => t('notifications.collectedBody', { campaign: data.campaignTitle }),
    webPath: (data) => `/campaigns/${data.campaignId}`,
    desktopPath: (data) => `/campaign/${data.campaignId}`,
  }),
  'payment.failed': defineEvent({
    data: z.strictObject({ ...campaign, pledgeId: id, ...amount, reason: storableText(500) }),
    label: 'notifications.failedLabel',
    isForStaff: true,
    channels: ['bell', 'desktop', 'mail'],
    mailByDefault: true,
    title: (data, { t, locale }) => t('notifications.failedTitle', { amount: amountText(data, locale) }),
    body: (data, { t }) =>
      t('notifications.failedBody', { campaign: data.campaignTitle, reason: data.reason }),
    webPath: (data) => `/campaigns/${data.campaignId}`,
    desktopPath: (data) => `/campaign/${data.campaignId}`,
  }),
  'refund.failed': defineEvent({
    data: z.strictObject({ ...campaign, pledgeId: id, backerName: personName, ...amount }),
    label: 'notifications.refundFailedLabel',
    isForStaff: true,
    channels: ['bell', 'desktop', 'mail'],
    mailByDefault: true,
    title: (data, { t, locale }) =>
      t('notifications.refundFailedTitle', { backer: data.backerName, amount: amountText(data, locale) }),
    body: (data, { t }) => t('notifications.refundFailedBody', { campaign: data.campaignTitle }),
    webPath: (data) => `/campaigns/${data.campaignId}`,
    desktopPath: (data) => `/campaign/${data.campaignId}`,
  }),
  'campaignUpdate.published': defineEvent({
    data: z.strictObject({ ...campaign, updateId: id, title }),
    label: 'notifications.updateLabel',
    isForStaff: false,
    channels: ['bell', 'mail'],
    mailByDefault: true,
    title: (data, { t }) =>
      t('notifications.updateTitle', { campaign: data.campaignTitle, title: data.title }),
    body: (_data, { t }) => t('notifications.updateBody'),
    webPath: (data) => `/campaigns/${data.campaignId}/updates/${data.updateId}`,
    desktopPath: (data) => `/campaign/${data.campaignId}`,
  }),
  'conflict.waiting': defineEvent({
    data: z.strictObject({
      scope: storableText(60),
      entityName: storableText(60),
      rowId: id,
      rowLabel: title,
      /** Null: something came back from Trash. */
      field: storableText(60).nullable(),
    }),
    label: 'notifications.conflictLabel',
    isForStaff: true,
    channels: ['bell', 'desktop'],
    mailByDefault: false,
    onceFor: 'rowId',
    title: (data, { t }) =>
      data.rowLabel === ''
        ? t('notifications.conflictUnnamed')
        : t('notifications.conflictTitle', { label: data.rowLabel }),
    body: (_data, { t }) => t('notifications.conflictBody'),
    webPath: () => null,
    desktopPath: () => '/sync',
  }),
} as const;

/** All events, in the order in which people are asked about them. */
export const eventNames = Object.keys(eventCatalogue) as EventName[];

export type EventName = keyof typeof eventCatalogue;
export type EventData<Name extends EventName> = z.input<(typeof eventCatalogue)[Name]['data']>;

const amountText = (
  data: { readonly amountMinor: number; readonly currency: z.output<typeof currencySchema> },
  locale: string,
): string => formatMoney(money(data.amountMinor, data.currency), locale);
