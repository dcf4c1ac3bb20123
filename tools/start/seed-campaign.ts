/** The demo school's campaign: drafted on a device like any other, then launched, with a first pledge. */
import { contentSchema } from '@educrowd/shared/content/content-schema';
import { createHeadlessEditor } from '@educrowd/shared/content/testing/headless-editor';
import { must } from '@educrowd/shared/primitives/assert';
import { base64ToBytes, bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import type { HeadlessEngine } from '../stack/start-engine.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const STORY: readonly (string | { readonly heading: string })[] = [
  'Every spring the river walk sets out with three notebooks and one tape measure for thirty people. Two can measure; the others watch.',
  { heading: 'What we want to buy' },
  'Ten field kits: a folding rule, a float, a stopwatch, a thermometer on a string and a waterproof bag. With them every pair can take its own profile of the river, and compare it with the one next to it.',
  { heading: 'What happens with the measurements' },
  'They go into an open table that anybody can use. In five years it will show whether the bed is moving, and how fast.',
];

const REWARDS = [
  {
    title: 'A postcard from the river',
    description: 'Drawn on the walk, with the depth of the water on the day.',
    amountMinor: 1_000,
    limitCount: null,
  },
  {
    title: 'Walk with us',
    description: 'A place on the first walk with the new kits, tea included.',
    amountMinor: 4_000,
    limitCount: 20,
  },
  {
    title: 'Your name on a kit',
    description: 'Engraved on the lid, for as long as the kit floats.',
    amountMinor: 9_000,
    limitCount: 10,
  },
] as const;

const QUESTIONS = [
  {
    question: 'When are the kits ready?',
    answer:
      'Four weeks after the campaign ends. Everything in them is on sale; nothing has to be made for us.',
  },
  {
    question: 'What happens when the goal is not reached?',
    answer: 'We buy as many kits as the money allows. One kit costs 90 dollars, so every kit counts.',
  },
] as const;

/** Resolves with the id of the live campaign. */
export async function launchDemoCampaign({ client }: Pick<HeadlessEngine, 'client'>): Promise<string> {
  const { campaigns, documents } = client;
  const { id: campaignId } = await campaigns.create({ title: 'Ten field kits for the river walk' });
  await campaigns.patch({
    campaignId,
    patch: {
      summary: 'So that everybody on the walk can measure the river, and not only watch.',
      currency: 'USD',
      goalMinor: 90_000,
      deadline: new Date(Date.now() + 45 * DAY_MS).toISOString(),
    },
  });
  for (const { title, ...patch } of REWARDS) {
    const { id } = await campaigns.createReward({ campaignId, title });
    await campaigns.patchReward({ rewardId: id, patch });
  }
  for (const { question, answer } of QUESTIONS) {
    const { id } = await campaigns.createFaq({ campaignId, question });
    await campaigns.patchFaq({ faqId: id, patch: { answer } });
  }
  const { campaign } = await campaigns.read({ campaignId });
  const documentId = campaign.storyDocumentId;
  const { state } = await documents.open({ documentId });
  const editor = createHeadlessEditor([base64ToBytes(state)], 1);
  editor.edit((transform) => transform.replaceWith(0, transform.doc.content.size, STORY.map(storyNode)));
  for (const update of editor.written)
    await documents.append({ documentId, update: bytesToBase64(update), origin: 'demo' });
  await campaigns.launch({ campaignId });
  return campaignId;
}

function storyNode(block: (typeof STORY)[number]) {
  const { paragraph, heading } = contentSchema.nodes;
  return typeof block === 'string'
    ? must(paragraph, 'paragraph').create(null, contentSchema.text(block))
    : must(heading, 'heading').create({ level: 2 }, contentSchema.text(block.heading));
}
