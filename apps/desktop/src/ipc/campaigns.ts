import * as z from 'zod';
import { command, query } from './procedure.ts';

const id = z.uuid();
const instant = z.string();
/** True while the device holds changes to the row that the school has not confirmed. */
const pending = z.boolean();
const status = z.enum(['draft', 'live', 'ended', 'cancelled']);
export type CampaignStatus = z.output<typeof status>;

/** Amounts are minor units of `currency`. */
const campaignSummary = z.strictObject({
  id,
  title: z.string(),
  summary: z.string(),
  status,
  coverMaterialId: id.nullable(),
  currency: z.string(),
  goalMinor: z.int().nullable(),
  deadline: instant.nullable(),
  /** Of the school, on whose clock the deadline falls; null for work on this computer alone. */
  timeZone: z.string().nullable(),
  pledgedMinor: z.int(),
  backerCount: z.int(),
  updatedAt: instant,
  /** It, or anything in it, has changes that the school has not confirmed. */
  pending,
});
export type CampaignSummary = z.output<typeof campaignSummary>;

const campaignDetail = z.strictObject({
  ...campaignSummary.shape,
  fundingModel: z.enum(['keepItAll', 'allOrNothing']),
  launchedAt: instant.nullable(),
  endedAt: instant.nullable(),
  collectedMinor: z.int(),
  storyDocumentId: id,
  /** The story as plain text. */
  storyText: z.string(),
});
export type CampaignDetail = z.output<typeof campaignDetail>;

const reward = z.strictObject({
  id,
  title: z.string(),
  description: z.string(),
  amountMinor: z.int(),
  limitCount: z.int().nullable(),
  /** `2027-03` */
  deliveryMonth: z.string().nullable(),
  position: z.string(),
  claimedCount: z.int(),
  pending,
});
export type CampaignReward = z.output<typeof reward>;

const faq = z.strictObject({
  id,
  question: z.string(),
  answer: z.string(),
  position: z.string(),
  pending,
});
export type CampaignFaq = z.output<typeof faq>;

const campaignUpdate = z.strictObject({
  id,
  title: z.string(),
  documentId: id,
  /** No text yet. */
  isEmpty: z.boolean(),
  /** Null: a draft. */
  publishedAt: instant.nullable(),
  createdAt: instant,
  pending,
});
export type CampaignUpdate = z.output<typeof campaignUpdate>;

/** What the people who run a campaign see of a pledge. */
const pledgeRow = z.strictObject({
  id,
  /** Null for somebody who stays anonymous. */
  backerName: z.string().nullable(),
  /** Null: without a reward. */
  rewardTitle: z.string().nullable(),
  amountMinor: z.int(),
  refundedMinor: z.int(),
  currency: z.string(),
  status: z.enum(['declined', 'lapsed', 'pledged', 'collected', 'refunded']),
  pledgedAt: instant,
});
export type PledgeRow = z.output<typeof pledgeRow>;

/** Everything of a campaign that is not in Trash: rewards and questions in their order, the newest update first. */
const openCampaign = z.strictObject({
  campaign: campaignDetail,
  rewards: z.array(reward),
  faqs: z.array(faq),
  updates: z.array(campaignUpdate),
  /** Where the school shows the campaign; null for work on this computer alone. */
  publicAddress: z.url().nullable(),
});
export type OpenCampaign = z.output<typeof openCampaign>;

const title = z.string().trim().min(1).max(300);
const made = z.strictObject({ id });
const nothing = z.void();
const ordered = z.enum(['reward', 'faq']);
const trashable = z.strictObject({ kind: z.enum(['campaign', 'reward', 'update', 'faq']), id });

const campaignPatch = campaignDetail
  .pick({
    title: true,
    summary: true,
    coverMaterialId: true,
    currency: true,
    goalMinor: true,
    fundingModel: true,
    deadline: true,
  })
  .partial();
const rewardPatch = reward
  .pick({ title: true, description: true, amountMinor: true, limitCount: true, deliveryMonth: true })
  .partial();
const faqPatch = faq.pick({ question: true, answer: true }).partial();

export const campaignsContract = {
  /** Those that are not in Trash, the one changed last first. */
  list: query(z.void(), z.array(campaignSummary)),
  /** Whether the person works on campaigns at all. */
  access: query(z.void(), z.strictObject({ isShown: z.boolean(), mayCreate: z.boolean() })),
  read: query(z.strictObject({ campaignId: id }), openCampaign),
  /** The newest first. */
  pledges: query(z.strictObject({ campaignId: id }), z.array(pledgeRow)),
  create: command(z.strictObject({ title }), made),
  /** `seen`: what the person saw of these fields when they began, unless it is what is there now; here and below. */
  patch: command(
    z.strictObject({ campaignId: id, patch: campaignPatch, seen: campaignPatch.optional() }),
    nothing,
  ),
  /** New rewards and questions come last. */
  createReward: command(z.strictObject({ campaignId: id, title }), made),
  patchReward: command(
    z.strictObject({
      rewardId: id,
      patch: rewardPatch,
      /** `currency`: what the amount was read and written in. */
      seen: rewardPatch.extend(campaignPatch.pick({ currency: true }).shape).optional(),
    }),
    nothing,
  ),
  createFaq: command(z.strictObject({ campaignId: id, question: title }), made),
  patchFaq: command(z.strictObject({ faqId: id, patch: faqPatch, seen: faqPatch.optional() }), nothing),
  createUpdate: command(z.strictObject({ campaignId: id, title }), z.strictObject({ id, documentId: id })),
  renameUpdate: command(z.strictObject({ updateId: id, title, seen: z.string().optional() }), nothing),
  /** Puts an item right after `afterId` (null: first) among its siblings. */
  move: command(z.strictObject({ kind: ordered, id, afterId: id.nullable() }), nothing),
  trash: command(trashable, nothing),
  restore: command(trashable, nothing),
  /**
   * Needs a connection: sends everything first, then asks the school, and answers when what the school made of it is
   * here. Refused with OFFLINE or SIGN_IN without one, and with REFUSED when the school says no.
   */
  launch: command(z.strictObject({ campaignId: id }), nothing),
  /** Needs a connection in the same way. */
  publishUpdate: command(z.strictObject({ updateId: id }), nothing),
};
