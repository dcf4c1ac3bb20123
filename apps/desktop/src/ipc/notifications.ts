import * as z from 'zod';
import { jsonObjectSchema } from '@educrowd/shared/primitives/json';
import { command, query } from './procedure.ts';

/** Something that the person has been told; `event` and `data` are put into words by the event catalogue. */
export const notification = z.strictObject({
  id: z.uuid(),
  event: z.string(),
  data: jsonObjectSchema,
  occurredAt: z.string(),
  isRead: z.boolean(),
});
export type Notification = z.output<typeof notification>;

export const notificationsContract = {
  /** The latest ones, the newest first, and how many are unread in all. */
  list: query(z.void(), z.strictObject({ notifications: z.array(notification), unread: z.int().min(0) })),
  /** Works without a network. Those that are read already, or gone, are left out. */
  markRead: command(z.strictObject({ ids: z.array(z.uuid()).min(1).max(500) }), z.void()),
  markAllRead: command(z.void(), z.void()),
};
