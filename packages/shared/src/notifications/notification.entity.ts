import { immutable, instant, json, nullable, serverOwned, text } from '../entity/fields.ts';
import { defineEntity, type RowOf, type WireRow } from '../entity/define-entity.ts';
import { jsonObjectSchema } from '../primitives/json.ts';

/** Something that happened, told to one person: a line under the bell. Made by a job from the events of a school. */
export const notification = defineEntity({
  name: 'Notification',
  table: 'notifications',
  scope: (row: WireRow) => `user:${String(row.userId)}`,
  fields: {
    userId: serverOwned(immutable(text(36))),
    /** Name in the event catalogue, which says what `data` holds. */
    event: serverOwned(immutable(text(60))),
    data: serverOwned(immutable(json(jsonObjectSchema))),
    occurredAt: serverOwned(immutable(instant())),
    /** Set by the command `notification.markRead`: when somebody reads on two devices at once, neither is a conflict. */
    readAt: serverOwned(nullable(instant()), null),
  },
});
export type Notification = RowOf<typeof notification>;
