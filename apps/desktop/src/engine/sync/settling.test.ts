import { afterEach, describe, expect, it } from 'vitest';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { PeerUser } from './testing/school-peer.ts';
import { openDevice, shownRows } from './testing/test-device.ts';
import { createWorld, type TestWorld } from './testing/test-world.ts';

const campaign = entityNamed('Campaign');
const mara = (): PeerUser => ({ userId: 'mara', holdings: ['staff', 'campaign:*'] });

let world: TestWorld = createWorld();
afterEach(async () => {
  await world.close();
  world = createWorld();
});

it('asking now is not answered by a pull that is under way', async () => {
  const device = world.open(mara());
  const id = newId<'Campaign'>();
  device.write((write) => write.create(campaign, { id, title: 'A telescope' }));
  await world.clock.advance(10_000);
  device.network.cutPokes();
  device.runner.syncNow();
  // A way takes 20 ms: the school has answered, and this is not in it.
  await world.clock.advance(25);
  world.peer.edit((tx) => tx.put(campaign, { ...tx.find(campaign, id), status: 'live' }));
  device.runner.syncNow();
  await world.clock.advance(200);
  expect(device.store.views.read(campaign, id)?.status).toBe('live');
});

describe('settling', () => {
  it('waits until what was written is in the school and has come back', async () => {
    const device = world.open(mara());
    await world.clock.advance(2_000);
    const id = newId<'Campaign'>();
    device.write((write) => write.create(campaign, { id, title: 'A telescope' }));
    const settled = device.runner.settle();
    await world.clock.advance(1_000);
    await settled;
    expect(device.store.outbox.isEmpty()).toBe(true);
    expect(world.peer.state.head).toBeGreaterThan(0);
    expect(device.pill()).toBe('synced');
  });

  it('brings what the school had when it began, also while a round is under way', async () => {
    const device = world.open(mara());
    const id = newId<'Campaign'>();
    device.write((write) => write.create(campaign, { id, title: 'A telescope' }));
    await world.clock.advance(10_000);
    device.runner.syncNow();
    // The request of that round is on its way: it may have been answered before this.
    await world.clock.advance(15);
    world.peer.edit((tx) => tx.put(campaign, { ...tx.find(campaign, id), status: 'live' }));
    device.network.cutPokes();
    const settled = device.runner.settle();
    await world.clock.advance(1_000);
    await settled;
    expect(device.store.views.read(campaign, id)?.status).toBe('live');
  });

  it('fails without a connection, and everything stays', async () => {
    const device = world.open(mara());
    await world.clock.advance(2_000);
    device.weather.isOnline = false;
    device.write((write) => write.create(campaign, { id: newId(), title: 'A telescope' }));
    const failure = device.runner.settle().catch((error: unknown) => error);
    await world.clock.advance(5_000);
    expect(await failure).toMatchObject({ failure: { kind: 'offline' } });
    expect(device.store.outbox.countUnsent()).toBe(1);
    const alone = openDevice({ network: null, clock: world.clock, random: () => 0.5 });
    await expect(alone.runner.settle()).rejects.toMatchObject({ failure: { kind: 'offline' } });
    await alone.close();
  });
});

it('two devices that set another goal while they are apart agree, and the one that came late is told', async () => {
  const user = mara();
  const [first, second] = [world.open(user), world.open(user)];
  const id = newId<'Campaign'>();
  first.write((write) => write.create(campaign, { id, title: 'A telescope', goalMinor: 100_000 }));
  await world.clock.advance(10_000);
  for (const device of [first, second]) device.weather.isOnline = false;
  first.write((write) => write.patch(campaign, id, { goalMinor: 200_000, summary: 'For all' }));
  second.write((write) => write.patch(campaign, id, { goalMinor: 300_000 }));
  second.write((write) => write.patch(campaign, id, { title: 'A large telescope' }));
  first.weather.isOnline = true;
  first.runner.syncNow();
  await world.clock.advance(5_000);
  second.weather.isOnline = true;
  second.runner.syncNow();
  await world.clock.advance(120_000);

  expect(shownRows(second.store)).toEqual(shownRows(first.store));
  expect(first.store.views.read(campaign, id)).toMatchObject({
    goalMinor: 200_000,
    summary: 'For all',
    title: 'A large telescope',
  });
  const refused = second.store.db
    .prepare<[], Record<string, unknown>>('select row_label, campaign_id, course_id, code from quarantine')
    .all();
  expect(refused).toEqual([
    { row_label: 'A large telescope', campaign_id: id, course_id: null, code: 'CONFLICT' },
  ]);
  expect(second.runner.status().toDecide).toBe(1);
});
