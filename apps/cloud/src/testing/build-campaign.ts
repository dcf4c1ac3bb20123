/** A campaign in a school, made the way a manager's device makes it: by pushing mutations, then launching online. */
import { createDocumentState } from '@educrowd/shared/content/yjs-document';
import { bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { newId } from '@educrowd/shared/primitives/id';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { firstPositions } from '@educrowd/shared/sync/order';
import type { TestDevice } from './build-course.ts';
import type { Answer, TestServer } from './start-test-server.ts';

export interface TestCampaign {
  readonly campaignId: string;
  readonly rewardIds: readonly string[];
  readonly storyId: string;
}

interface CampaignShape {
  /** Fields of the campaign, over those of one that is ready to be launched. */
  readonly campaign?: JsonObject;
  /** Fields of each reward, over those of one that is complete. */
  readonly rewards?: readonly JsonObject[];
  /** One paragraph. */
  readonly story?: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** `2027-01-31T22:59:00.000Z` in so many days from now. */
export const daysFromNow = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

export async function buildCampaign(device: TestDevice, shape: CampaignShape = {}): Promise<TestCampaign> {
  const { campaign = {}, rewards = [{}], story = 'The old telescope is worn out.' } = shape;
  const [campaignId, storyId] = [newId(), newId()];
  const positions = firstPositions(rewards.length);
  const rows = rewards.map((reward, index) => ({
    id: newId(),
    campaignId,
    title: `Reward ${index + 1}`,
    amountMinor: 2_500,
    position: positions[index] ?? '',
    ...reward,
  }));
  const row = {
    id: campaignId,
    title: 'A new telescope',
    summary: 'So that everybody can look up.',
    currency: 'EUR',
    goalMinor: 500_000,
    deadline: daysFromNow(30),
    ...campaign,
  };
  const results = await device.push(
    ['Campaign.create', { row }],
    ...rows.map((reward): [string, JsonObject] => ['Reward.create', { row: reward }]),
    ['Document.create', { row: { id: storyId, campaignId, contentSchema: 1 } }],
    ['document.append', { id: storyId, update: paragraph(story) }],
  );
  for (const result of results)
    if (result.code !== 'APPLIED') throw new Error(`${result.code}: ${result.detail}`);
  return { campaignId, rewardIds: rows.map(({ id }) => id), storyId };
}

/** A text of one paragraph, as an update. */
export const paragraph = (text: string): string =>
  bytesToBase64(
    createDocumentState({
      type: 'doc',
      content: [{ type: 'paragraph', ...(text === '' ? {} : { content: [{ type: 'text', text }] }) }],
    }),
  );

/** Calls a command that is online only, as a device does. */
export const callCampaigns = (
  server: TestServer,
  { host, token }: { readonly host: string; readonly token: string },
  [name, args]: readonly [name: 'launch' | 'publishUpdate', args: JsonObject],
): Promise<Answer> =>
  server.request(`/trpc/campaigns.${name}`, {
    host,
    headers: { authorization: `Bearer ${token}` },
    json: args,
  });
