/** On the same train: a campaign for the course, with a story, rewards and a question. Launching it needs a connection. */
import type { Device } from '../../support/engine-driver.ts';
import { addParagraph, beginText, openTypist } from '../../support/typist.ts';
import type { Cast, Story } from '../story.ts';
import { demand, type StepResult } from '../story-steps.ts';

export interface DraftedCampaign {
  readonly campaignId: string;
  /** One place. */
  readonly limitedRewardId: string;
  readonly openRewardId: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** A PNG of one pixel. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export async function draftCampaign(
  { canary }: Story,
  { device }: Cast,
): Promise<StepResult<DraftedCampaign>> {
  const { campaigns, materials } = device.client;
  const { id: campaignId } = await campaigns.create({ title: `Instruments ${canary}` });
  const { materialId } = await materials.addPicture({
    home: { campaignId },
    name: 'cover.png',
    bytes: PICTURE,
  });
  await campaigns.patch({
    campaignId,
    patch: {
      summary: `Help us buy what the ${canary} needs.`,
      coverMaterialId: materialId,
      currency: 'EUR',
      goalMinor: 50_000,
      deadline: new Date(Date.now() + 30 * DAY_MS).toISOString(),
    },
  });
  const limitedRewardId = await addReward(device, campaignId, {
    title: `A day in the field ${canary}`,
    amountMinor: 12_000,
    limitCount: 1,
  });
  const openRewardId = await addReward(device, campaignId, {
    title: `A postcard ${canary}`,
    amountMinor: 1_050,
    limitCount: null,
  });
  await campaigns.move({ kind: 'reward', id: openRewardId, afterId: null });
  const { id: faqId } = await campaigns.createFaq({ campaignId, question: `When does ${canary} begin?` });
  await campaigns.patchFaq({ faqId, patch: { answer: 'As soon as the instruments are here.' } });
  await writeStory(device, campaignId, canary);

  demand([
    ...(await missing(device, { campaignId, canary, rewards: [openRewardId, limitedRewardId] })),
    ...(await launchedOffline(device, campaignId)),
  ]);
  return {
    value: { campaignId, limitedRewardId, openRewardId },
    counted:
      '1 campaign, 2 rewards, 1 question, 1 picture, a story; launching it says that it needs a connection',
  };
}

async function addReward(
  { client }: Device,
  campaignId: string,
  { title, ...patch }: { title: string; amountMinor: number; limitCount: number | null },
): Promise<string> {
  const { id } = await client.campaigns.createReward({ campaignId, title });
  await client.campaigns.patchReward({ rewardId: id, patch });
  return id;
}

async function writeStory(device: Device, campaignId: string, canary: string): Promise<void> {
  const { campaign } = await device.client.campaigns.read({ campaignId });
  const typist = await openTypist(device, campaign.storyDocumentId, 200);
  await typist.edit(beginText(`Why ${canary} matters.`));
  await typist.edit(addParagraph(`And what ${canary} will do with it.`, 1));
  typist.close();
}

interface Expected {
  readonly campaignId: string;
  readonly canary: string;
  readonly rewards: readonly string[];
}

async function missing(device: Device, { campaignId, canary, rewards }: Expected): Promise<string[]> {
  const shown = await device.client.campaigns.read({ campaignId });
  const { campaign } = shown;
  return [
    ...(campaign.status === 'draft' && campaign.pending
      ? []
      : [`the campaign is shown as ${campaign.status}`]),
    ...(campaign.goalMinor === 50_000 && campaign.currency === 'EUR' ? [] : ['the goal is another one']),
    ...(campaign.storyText.includes(`will do with it`) && campaign.storyText.includes(canary)
      ? []
      : ['the story lacks what was written']),
    ...(shown.rewards.map(({ id }) => id).join() === rewards.join()
      ? []
      : ['the rewards stand in another order']),
    ...(shown.faqs.length === 1 ? [] : [`${shown.faqs.length} questions`]),
  ];
}

/** Refused at once, and the draft is as it was. */
async function launchedOffline({ client }: Device, campaignId: string): Promise<string[]> {
  const refusal = await client.campaigns.launch({ campaignId }).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const { campaign } = await client.campaigns.read({ campaignId });
  return refusal !== null && campaign.status === 'draft'
    ? []
    : ['the campaign was launched without a network'];
}
