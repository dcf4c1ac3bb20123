import * as z from 'zod';

/** What the engine tells every open window. Events are hints to read again, except `document`, which carries the update. */
export const engineEvent = z.discriminatedUnion('type', [
  /** Rows changed; `courseIds` and `campaignIds` are empty when it concerns none. */
  z.strictObject({
    type: z.literal('rows'),
    tables: z.array(z.string()),
    courseIds: z.array(z.uuid()),
    campaignIds: z.array(z.uuid()),
  }),
  z.strictObject({
    type: z.literal('document'),
    documentId: z.uuid(),
    update: z.base64(),
    origin: z.string(),
  }),
  /** Texts that went, came back or were replaced: whoever has one open has to open it again. */
  z.strictObject({ type: z.literal('otherText'), documentIds: z.array(z.uuid()) }),
  /** The school told the person something new. Not said of what a first sync finds. */
  z.strictObject({ type: z.literal('notified'), notificationIds: z.array(z.uuid()) }),
  z.strictObject({ type: z.literal('sync') }),
  z.strictObject({ type: z.literal('session') }),
  z.strictObject({ type: z.literal('import'), importId: z.uuid() }),
]);
export type EngineEvent = z.output<typeof engineEvent>;
