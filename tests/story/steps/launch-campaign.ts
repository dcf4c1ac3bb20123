/** The campaign goes public, and visitors see what was written on the train. */
import { createVisitor } from '../../../tools/stack/visitor.ts';
import type { Cast, Story } from '../story.ts';
import { demand, type StepResult } from '../story-steps.ts';
import type { DraftedCampaign } from './draft-campaign.ts';

export async function launchCampaign(
  { canary }: Story,
  { device, school }: Cast,
  { campaignId }: DraftedCampaign,
): Promise<StepResult<null>> {
  const visitor = createVisitor();
  const address = `${school.origin}/campaigns/${campaignId}`;
  const before = await visitor.get(address);
  await device.client.campaigns.launch({ campaignId });
  const { campaign, publicAddress } = await device.client.campaigns.read({ campaignId });
  const page = await visitor.get(address);
  const list = await visitor.get(`${school.origin}/campaigns`);
  const rest = await visitor.api('GET', `${school.origin}/api/v1/crowdfunding/projects/${campaignId}`);
  const { data } = rest.json as { data: { goal_minor: number; currency: string; status: string } | null };
  demand([
    ...(before.status === 404 ? [] : [`The draft's page answered ${before.status} to a visitor.`]),
    ...(campaign.status === 'live' ? [] : [`The device shows the campaign as ${campaign.status}.`]),
    ...(publicAddress === address ? [] : [`The device says that the page is ${publicAddress}.`]),
    ...(page.status === 200 ? [] : [`The campaign's page answers ${page.status}.`]),
    ...[`Instruments ${canary}`, `A postcard ${canary}`, 'will do with it.', `When does ${canary} begin?`]
      .filter((words) => !page.body.includes(words))
      .map((words) => `The campaign's page lacks "${words}".`),
    ...(list.body.includes(campaignId) ? [] : ['The list of campaigns lacks it.']),
    ...(data?.goal_minor === 50_000 && data.currency === 'EUR' && data.status === 'live'
      ? []
      : [`REST answers ${JSON.stringify(rest.json)}.`]),
  ]);
  return {
    value: null,
    counted: 'public on its page, in the list and over REST; the draft was visible to nobody',
  };
}
