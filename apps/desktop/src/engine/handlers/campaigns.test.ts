import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import type { OpenCampaign } from '../../ipc/campaigns.ts';
import type { EngineClient } from '../../ipc/contract.ts';
import { openTestEngine, type TestEngine } from '../testing/test-engine.ts';
import { openWriter } from '../testing/write-text.ts';

let folder = '';
let opened: TestEngine;
let client: EngineClient;
let campaignId = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'educrowd-engine-'));
  opened = openTestEngine(join(folder, 'data'));
  client = opened.client;
  await client.session.startLocal({ displayName: 'Mara' });
  campaignId = (await client.campaigns.create({ title: 'A new telescope' })).id;
});
afterEach(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const read = (): Promise<OpenCampaign> => client.campaigns.read({ campaignId });
const addReward = async (title: string): Promise<string> =>
  (await client.campaigns.createReward({ campaignId, title })).id;
const addFaq = async (question: string): Promise<string> =>
  (await client.campaigns.createFaq({ campaignId, question })).id;
const rewardTitles = async (): Promise<string[]> => (await read()).rewards.map((each) => each.title);

test('a campaign that was drafted without a network is all there after a power cut', async () => {
  await client.campaigns.patch({
    campaignId,
    patch: { summary: 'So that everybody can look up.', currency: 'KWD', goalMinor: 1_234_500 },
  });
  await client.campaigns.patch({ campaignId, patch: { deadline: '2027-01-31T22:59:00.000Z' } });
  const { materialId } = await client.materials.addPicture({
    home: { campaignId },
    name: 'moon.png',
    bytes: bytesToBase64(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
  });
  await client.campaigns.patch({ campaignId, patch: { coverMaterialId: materialId } });
  const rewardId = await addReward('A postcard');
  await client.campaigns.patchReward({
    rewardId,
    patch: { amountMinor: 5_250, limitCount: 20, deliveryMonth: '2027-03', description: 'Signed.' },
  });
  await addFaq('When does it start?');
  const { id: updateId, documentId } = await client.campaigns.createUpdate({ campaignId, title: 'We began' });
  const story = await openWriter(client, (await read()).campaign.storyDocumentId);
  await story.type('We have watched the sky for years.');
  await (await openWriter(client, documentId)).type('The mirror has come.');
  const before = await read();

  // What is on the disk at this moment, with nothing closed properly.
  cpSync(join(folder, 'data'), join(folder, 'after-the-cut'), { recursive: true });
  rmSync(join(folder, 'after-the-cut', 'engine.lock'), { force: true });
  const reopened = openTestEngine(join(folder, 'after-the-cut'));
  try {
    const after = await reopened.client.campaigns.read({ campaignId });
    expect(after).toEqual(before);
    expect(after.campaign).toMatchObject({
      title: 'A new telescope',
      currency: 'KWD',
      goalMinor: 1_234_500,
      storyText: 'We have watched the sky for years.',
      status: 'draft',
      pending: true,
    });
    expect(after.rewards).toMatchObject([{ title: 'A postcard', amountMinor: 5_250, limitCount: 20 }]);
    expect(after.updates).toMatchObject([
      { id: updateId, title: 'We began', isEmpty: false, publishedAt: null },
    ]);
    expect((await openWriter(reopened.client, after.campaign.storyDocumentId)).words()).toBe(story.words());
  } finally {
    await reopened.close();
  }
});

test('another currency leaves the numbers as they are, and asks again for what it cannot hold', async () => {
  await client.campaigns.patch({ campaignId, patch: { currency: 'EUR', goalMinor: 123_450 } });
  const rewardId = await addReward('A postcard');
  await client.campaigns.patchReward({ rewardId, patch: { amountMinor: 500 } });
  const amounts = async (): Promise<unknown[]> => {
    const { campaign, rewards } = await read();
    return [campaign.currency, campaign.goalMinor, ...rewards.map((each) => each.amountMinor)];
  };
  await client.campaigns.patch({ campaignId, patch: { currency: 'KWD' } });
  expect(await amounts()).toEqual(['KWD', 1_234_500, 5_000]);
  await client.campaigns.patch({ campaignId, patch: { currency: 'JPY' } });
  expect(await amounts()).toEqual(['JPY', null, 5]);
  await expect(client.campaigns.patch({ campaignId, patch: { currency: 'nonsense' } })).rejects.toMatchObject(
    { code: 'INVALID' },
  );
  expect(await amounts()).toEqual(['JPY', null, 5]);
});

test('the list tells of every campaign that is not in Trash', async () => {
  const other = await client.campaigns.create({ title: 'Other' });
  await client.campaigns.trash({ kind: 'campaign', id: other.id });
  expect(await client.campaigns.list()).toMatchObject([{ id: campaignId, status: 'draft', pledgedMinor: 0 }]);
  expect(await client.campaigns.access()).toEqual({ isShown: true, mayCreate: true });
});

describe('rewards and questions', () => {
  test('come last and are moved among their own', async () => {
    const first = await addReward('First');
    const second = await addReward('Second');
    await addReward('Third');
    await client.campaigns.move({ kind: 'reward', id: first, afterId: second });
    expect(await rewardTitles()).toEqual(['Second', 'First', 'Third']);
    await client.campaigns.move({ kind: 'reward', id: first, afterId: null });
    expect(await rewardTitles()).toEqual(['First', 'Second', 'Third']);
    const question = await addFaq('Why?');
    await addFaq('How?');
    await client.campaigns.move({ kind: 'faq', id: question, afterId: null });
    expect((await read()).faqs.map((each) => each.question)).toEqual(['Why?', 'How?']);
  });

  test('refuse at once what the school would refuse', async () => {
    const rewardId = await addReward('First');
    await expect(
      client.campaigns.patchReward({ rewardId, patch: { deliveryMonth: 'soon' } }),
    ).rejects.toMatchObject({ code: 'INVALID', message: expect.stringContaining('2027-03') as string });
    await expect(client.campaigns.patchReward({ rewardId, patch: { limitCount: 0 } })).rejects.toMatchObject({
      code: 'INVALID',
    });
  });
});

test('Trash names what was put there with its campaign, and gives it back with it', async () => {
  const rewardId = await addReward('A postcard');
  await client.campaigns.trash({ kind: 'reward', id: rewardId });
  await client.campaigns.trash({ kind: 'campaign', id: campaignId });
  await expect(read()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(addFaq('Why?')).rejects.toMatchObject({ code: 'INVALID' });
  expect((await client.trash.list()).map(({ kind, title, homeTitle }) => [kind, title, homeTitle])).toEqual(
    expect.arrayContaining([
      ['reward', 'A postcard', 'A new telescope'],
      ['campaign', 'A new telescope', 'A new telescope'],
    ]),
  );
  await client.campaigns.restore({ kind: 'reward', id: rewardId });
  expect(await rewardTitles()).toEqual(['A postcard']);
  expect(await client.trash.list()).toEqual([]);
});

test('search finds every word of a campaign and says where it lies', async () => {
  const find = async (text: string): Promise<unknown[]> =>
    (await client.search.find({ text, limit: 10 })).map(({ kind, title, place, homeId }) => {
      expect(homeId).toBe(campaignId);
      return [kind, title, place];
    });
  await client.campaigns.patch({ campaignId, patch: { summary: 'Galaxies for everybody' } });
  const rewardId = await addReward('Star map');
  await client.campaigns.patchReward({ rewardId, patch: { description: 'Printed on linen' } });
  const faqId = await addFaq('Is it heavy?');
  await client.campaigns.patchFaq({ faqId, patch: { answer: 'Forty kilograms' } });
  const { documentId } = await client.campaigns.createUpdate({ campaignId, title: 'First light' });
  await (await openWriter(client, documentId)).type('Saturn was sharp');
  await (await openWriter(client, (await read()).campaign.storyDocumentId)).type('Nebulae and clusters');

  expect(await find('galax')).toEqual([['campaign', 'A new telescope', '']]);
  expect(await find('nebul')).toEqual([['story', 'A new telescope', '']]);
  expect(await find('linen')).toEqual([['reward', 'Star map', 'A new telescope']]);
  expect(await find('forty')).toEqual([['faq', 'Is it heavy?', 'A new telescope']]);
  expect(await find('saturn')).toEqual([['update', 'First light', 'A new telescope']]);
  await client.campaigns.trash({ kind: 'campaign', id: campaignId });
  expect(await find('saturn')).toEqual([]);
});

test('without a school nothing can be launched, and nothing is lost', async () => {
  const before = await read();
  await expect(client.campaigns.launch({ campaignId })).rejects.toMatchObject({ code: 'OFFLINE' });
  expect(await read()).toEqual(before);
});
