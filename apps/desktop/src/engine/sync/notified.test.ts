import { expect, test } from 'vitest';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { PeerUser } from './testing/school-peer.ts';
import { createWorld, type WorldDevice } from './testing/test-world.ts';

const entity = entityNamed('Notification');
const userId = newId();
const ada: PeerUser = { userId, holdings: ['staff', `user:${userId}`] };

const told = (device: WorldDevice): string[] =>
  device.events.flatMap((event) => (event.type === 'notified' ? event.notificationIds : []));

test('windows hear of what is new, once; not of what the first sync finds, nor of what was read elsewhere', async () => {
  const world = createWorld();
  try {
    const tell = (more = {}): string => {
      const id = newId<'Notification'>();
      const occurredAt = world.clock.now().toISOString();
      world.peer.edit((tx) =>
        tx.put(entity, {
          id,
          createdAt: occurredAt,
          updatedAt: occurredAt,
          deletedAt: null,
          userId,
          event: 'course.enrolled',
          data: {},
          occurredAt,
          readAt: null,
          ...more,
        }),
      );
      return id;
    };
    tell();
    const device = world.open(ada);
    await world.clock.advance(10_000);
    expect(device.shown().size).toBe(1);
    expect(told(device)).toEqual([]);

    const id = tell();
    tell({ readAt: world.clock.now().toISOString() });
    await world.clock.advance(120_000);
    expect(device.shown().size).toBe(3);
    expect(told(device)).toEqual([id]);

    world.peer.edit((tx) =>
      tx.put(entity, { ...tx.find(entity, id), readAt: world.clock.now().toISOString() }),
    );
    await world.clock.advance(120_000);
    expect(told(device)).toEqual([id]);
  } finally {
    await world.close();
  }
});
