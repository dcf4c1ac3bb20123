/** A campaign that is drafted on two devices without a network, and launched once both have sent everything. */
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@educrowd/shared/primitives/id';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { entityNamed } from '@educrowd/shared/synced-entities';
import {
  createCampaign,
  createReward,
  patchCampaign,
  patchReward,
} from '../../apps/desktop/src/engine/campaigns/campaign-edits.ts';
import type { LocalWrite } from '../../apps/desktop/src/engine/store/local-write.ts';
import type { TestPerson } from '../../apps/cloud/src/testing/people.ts';
import type { SchoolConnection } from '../../apps/desktop/src/engine/network/create-network.ts';
import { textOf, treeOf, typeWords } from '../../apps/desktop/src/engine/sync/testing/typing.ts';
import { callCampaigns, daysFromNow } from '../../apps/cloud/src/testing/build-campaign.ts';
import { until, type RealDevice } from './real-device.ts';
import { useRealSchool } from './real-school.ts';

const campaign = entityNamed('Campaign');
const reward = entityNamed('Reward');

const there = useRealSchool();
let manager: TestPerson;
let instructor: TestPerson;

beforeAll(async () => {
  manager = await there.join('Mia', 'campaignManager');
  instructor = await there.join('Ida', 'instructor');
});

/** A line on which nothing reaches the school while it is held. */
function holdableLine() {
  let held = Promise.withResolvers<void>();
  held.resolve();
  return {
    hold: () => void (held = Promise.withResolvers<void>()),
    release: () => held.resolve(),
    through: (line: SchoolConnection): SchoolConnection => ({
      ...line,
      push: async (...sent) => {
        await held.promise;
        return line.push(...sent);
      },
    }),
  };
}

function draft(write: LocalWrite) {
  const ids = { campaignId: newId(), rewardId: newId(), storyId: newId() };
  const { campaignId } = ids;
  const row = { id: campaignId, title: 'A telescope', goalMinor: 500_000, deadline: daysFromNow(30) };
  write.create(campaign, row);
  const postcard = { id: ids.rewardId, campaignId, title: 'Postcard', amountMinor: 500, position: 'a0' };
  write.create(reward, postcard);
  write.create(entityNamed('Document'), { id: ids.storyId, campaignId, contentSchema: 1 });
  write.append(ids.storyId, textOf('Once'));
  return ids;
}

describe('a campaign on two devices', () => {
  it('becomes one draft of what both wrote apart, is launched, and shows that on both', async () => {
    const [one, two] = [await there.deviceOf(manager), await there.deviceOf(manager)];
    const { campaignId, rewardId, storyId } = one.writer.write(draft);
    await one.settled();
    await two.settled();
    await until(
      () => two.store.views.read(reward, rewardId) !== null,
      () => JSON.stringify(two.runner.status()),
    );

    one.writer.write((write) => write.patch(campaign, campaignId, { title: 'A big telescope' }));
    two.writer.write((write) => {
      write.patch(campaign, campaignId, { title: 'A dome', summary: 'To look up.' });
      write.patch(reward, rewardId, { description: 'Signed' });
    });
    typeWords(one, storyId, 'one ');
    typeWords(two, storyId, 'two ');
    await one.settled();
    await two.settled();
    await one.settled();
    expect(two.shown()).toEqual(one.shown());
    expect([one.runner.status().toDecide, two.runner.status().toDecide]).toEqual([1, 1]);
    for (const words of ['one', 'two', 'Once']) expect(treeOf(one.store, storyId)).toContain(words);

    const token = await there.tokenOf(manager);
    const args = { id: campaignId, expected: 'draft' };
    const answer = await callCampaigns(there.server, { host: there.school.host, token }, ['launch', args]);
    expect(answer.status).toBe(200);
    // Too late: the terms are fixed, and the device keeps what it could not send.
    two.writer.write((write) => write.patch(campaign, campaignId, { goalMinor: 1 }));
    await two.settled();
    await one.settled();
    for (const device of [one, two]) {
      expect(device.store.views.read(campaign, campaignId)).toMatchObject({
        status: 'live',
        goalMinor: 500_000,
      });
    }
    expect(two.store.db.prepare('select name, code from quarantine').all()).toEqual([
      { name: 'Campaign.patch', code: 'CONFLICT' },
    ]);
    // What no card can be charged is not even taken at the device.
    const charge = (amountMinor: number) =>
      one.writer.write((write) => patchReward(one.store, write, { id: rewardId, patch: { amountMinor } }));
    expect(() => charge(49)).toThrow('less than a card can be charged');
    charge(50);
    await one.settled();
    await two.settled();
    expect(two.store.views.read(reward, rewardId)).toMatchObject({ amountMinor: 50 });
  });

  it('has its amounts in the currency that they were meant in, and no others', async () => {
    const line = holdableLine();
    const [one, two] = [
      await there.deviceOf(manager),
      await there.deviceOf(manager, { through: line.through }),
    ];
    const { campaignId, rewardId } = one.writer.write(draft);
    await one.settled();
    await two.settled();
    const changeCurrency = (device: RealDevice, currency: string) =>
      device.writer.write((write) =>
        patchCampaign(device.store, write, { id: campaignId, patch: { currency } }),
      );
    const charge = (device: RealDevice, amountMinor: number) =>
      device.writer.write((write) => write.patch(reward, rewardId, { amountMinor }));
    const amounts = (device: RealDevice) => [
      device.store.views.read(campaign, campaignId)?.currency,
      device.store.views.read(campaign, campaignId)?.goalMinor,
      device.store.views.read(reward, rewardId)?.amountMinor,
    ];
    await until(
      () => two.store.views.read(reward, rewardId) !== null,
      () => JSON.stringify(two.runner.status()),
    );

    // Each decides for another currency, and one of them for an amount in it.
    line.hold();
    changeCurrency(two, 'EUR');
    charge(two, 2500);
    expect(amounts(two)).toEqual(['EUR', 500_000, 2500]);
    changeCurrency(one, 'JPY');
    await one.settled();
    line.release();
    await two.settled();
    expect(amounts(two)).toEqual(['JPY', 5000, 5]);
    const putAside = two.store.db.prepare('select name, code from quarantine order by seq').all();
    expect(putAside).toEqual([
      { name: 'Campaign.patch', code: 'CONFLICT' },
      { name: 'Reward.patch', code: 'CONFLICT' },
    ]);

    // What was meant in the currency that was there goes nowhere else either; what is meant in the new one does.
    line.hold();
    charge(two, 7);
    changeCurrency(one, 'USD');
    await one.settled();
    line.release();
    await two.settled();
    expect(amounts(two)).toEqual(['USD', 500_000, 500]);
    charge(two, 700);
    await two.settled();

    // Launched meanwhile: not even the rewards are in another currency than the rest.
    const token = await there.tokenOf(manager);
    one.writer.write((write) => write.patch(campaign, campaignId, { summary: 'To look up.' }));
    await one.settled();
    await two.settled();
    line.hold();
    changeCurrency(two, 'JPY');
    const args = { id: campaignId, expected: 'draft' };
    const answer = await callCampaigns(there.server, { host: there.school.host, token }, ['launch', args]);
    expect(answer.status).toBe(200);
    line.release();
    await two.settled();
    await one.settled();
    for (const device of [one, two]) expect(amounts(device)).toEqual(['USD', 500_000, 700]);
  });

  it('keeps its amounts when the currency is chosen last, before anything was sent', async () => {
    const line = holdableLine();
    line.hold();
    const one = await there.deviceOf(manager, { through: line.through });
    const campaignId = one.writer.write((write) => createCampaign(one.store, write, 'A telescope'));
    const rewardId = one.writer.write((write) =>
      createReward(one.store, write, { campaignId, title: 'Postcard' }),
    );
    const edit = (patch: JsonObject) =>
      one.writer.write((write) => patchCampaign(one.store, write, { id: campaignId, patch }));
    one.writer.write((write) => write.patch(reward, rewardId, { amountMinor: 2500 }));
    edit({ currency: 'EUR' });
    edit({ goalMinor: 100_000 });
    edit({ currency: 'KWD' });
    line.release();
    await one.settled();
    expect(one.store.views.read(campaign, campaignId)).toMatchObject({
      currency: 'KWD',
      goalMinor: 1_000_000,
    });
    expect(one.store.views.read(reward, rewardId)).toMatchObject({ amountMinor: 25_000 });
    expect(one.store.db.prepare('select * from quarantine').all()).toEqual([]);
  });

  it('changes its currency with every amount that is there, seen or not, also in Trash', async () => {
    const line = holdableLine();
    const [one, two] = [
      await there.deviceOf(manager),
      await there.deviceOf(manager, { through: line.through }),
    ];
    const campaignId = one.writer.write((write) => createCampaign(one.store, write, 'A telescope'));
    const addReward = (amountMinor: number): string =>
      one.writer.write((write) => {
        const id = createReward(one.store, write, { campaignId, title: 'Postcard' });
        write.patch(reward, id, { amountMinor });
        return id;
      });
    const trashed = addReward(300);
    one.writer.write((write) => write.trash(reward, trashed));
    await one.settled();
    await two.settled();
    line.hold();
    two.writer.write((write) =>
      patchCampaign(two.store, write, { id: campaignId, patch: { currency: 'JPY' } }),
    );
    const unseen = addReward(2500);
    one.writer.write((write) => write.patch(campaign, campaignId, { goalMinor: 100_000 }));
    await one.settled();
    line.release();
    await two.settled();
    await one.settled();
    for (const { store } of [one, two]) {
      expect(store.views.read(campaign, campaignId)).toMatchObject({ currency: 'JPY', goalMinor: 1000 });
      expect(store.views.read(reward, unseen)).toMatchObject({ amountMinor: 25 });
      expect(store.views.read(reward, trashed)).toMatchObject({ amountMinor: 3 });
      expect(store.views.read(reward, trashed)?.deletedAt).not.toBeNull();
    }
  });

  it('never reaches an instructor', async () => {
    const [one, other] = [await there.deviceOf(manager), await there.deviceOf(instructor)];
    const { campaignId } = one.writer.write(draft);
    await one.settled();
    await other.settled();
    expect(other.store.views.read(campaign, campaignId)).toBeNull();
    expect([...other.shown().values()].filter((row) => 'campaignId' in row)).toEqual([]);
  });
});
