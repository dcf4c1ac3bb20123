import { createHash } from 'node:crypto';
import { newId } from '@educrowd/shared/primitives/id';
import { money, parseMoney, type Money } from '@educrowd/shared/primitives/money';
import { authorize } from '../../platform/access.ts';
import type { TenantTx } from '../../platform/with-tenant.ts';
import { lockPlaces, readCampaign } from '../campaigns/index.ts';
import { checkHolds } from './check-holds.ts';
import { takePlace } from './place-store.ts';
import {
  findPledgeByRequest,
  giveKey,
  insertAttempt,
  insertPledge,
  queueFold,
  type PledgeRow,
} from './pledge-store.ts';
import { PledgeRefused } from './pledge-refused.ts';
import { queueSettlement } from './queue-settlement.ts';
import { amountProblem } from './stripe-amount.ts';

export interface PledgeWish {
  readonly campaignId: string;
  /** Null: without a reward. */
  readonly rewardId: string | null;
  /** As typed, in the campaign's currency. */
  readonly amount: string;
  readonly name: string | null;
  readonly email: string;
  readonly locale: string;
  /** Of a guest; null for somebody who has signed in. */
  readonly network: string | null;
  /** Asking again with the same key pledges once; null: every time is a new one. */
  readonly requestKey: string | null;
}

export interface CreatedPledge {
  readonly pledge: PledgeRow;
  /** Opens the pledge's page. */
  readonly key: string;
}

/** A checkout may not be shorter than that at the provider; somebody who pays needs a few minutes. */
export const HOLD_MS = 31 * 60_000;

/** Holds a place and writes a pending pledge; nothing is charged before the backer has paid at the provider. */
export async function createPledge(tx: TenantTx, wish: PledgeWish): Promise<CreatedPledge> {
  authorize(tx, 'pledge.create');
  if (wish.rewardId !== null) await lockPlaces(tx, wish.rewardId);
  const { campaign, reward, amount } = await checkWish(tx, wish);
  const pledgeId = newId<'Pledge'>();
  const heldUntil = new Date(tx.now.getTime() + HOLD_MS);
  const request = hashesOf(tx, wish);
  const pledge = await insertPledge(tx, {
    id: pledgeId,
    campaignId: campaign.id,
    rewardId: reward?.id ?? null,
    campaignTitle: campaign.title,
    rewardTitle: reward?.title ?? null,
    userId: tx.userId,
    name: wish.name,
    email: wish.email.toLowerCase(),
    amountMinor: amount.minor,
    currency: amount.currency,
    locale: wish.locale,
    network: wish.network,
    heldUntil: heldUntil.toISOString(),
    ...request,
  });
  if (!pledge) return repeated(tx, request);
  if (
    reward &&
    !(await takePlace(tx, { rewardId: reward.id, pledgeId, limit: reward.limitCount, heldUntil }))
  )
    throw new PledgeRefused('CONFLICT', 'pledge.soldOut', 'reward');
  if (reward && reward.limitCount !== null) await checkHolds(tx, pledge);
  await insertAttempt(tx, { pledgeId, attempt: 1, expiresAt: heldUntil });
  await queueSettlement(tx, { pledgeId, attempt: 1 }, 'later');
  await queueFold(tx, campaign.id);
  return { pledge, key: await giveKey(tx, pledgeId) };
}

/** Everything that can be said before a place is taken; pages ask it between the steps. */
export async function checkWish(
  tx: Pick<TenantTx, 'now'> & Parameters<typeof readCampaign>[0],
  { campaignId, rewardId, amount: typed }: Pick<PledgeWish, 'campaignId' | 'rewardId' | 'amount'>,
) {
  const { campaign, rewards } = await readCampaign(tx, campaignId);
  if (!isOpen(campaign, tx.now)) throw new PledgeRefused('CONFLICT', 'pledge.closed');
  const reward = rewardId === null ? null : rewards.find((each) => each.id === rewardId);
  if (reward === undefined) throw new PledgeRefused('INVALID', 'pledge.noSuchReward', 'reward');
  const { currency } = campaign;
  // Nothing typed beside a reward means its amount.
  const given = typed === '' && reward ? money(reward.amountMinor, currency) : parseMoney(typed, currency);
  return { campaign, reward, amount: checkAmount(given, reward?.amountMinor ?? 0) };
}

export const isOpen = (
  campaign: { readonly status: string; readonly deadline: string | null; readonly fundingModel: string },
  now: Date,
): boolean =>
  campaign.status === 'live' &&
  campaign.fundingModel === 'keepItAll' &&
  (campaign.deadline === null || new Date(campaign.deadline) > now);

const problemKeys = {
  tooSmall: 'pledge.amountTooSmall',
  tooLarge: 'pledge.amountTooLarge',
  tooFine: 'pledge.amountTooFine',
} as const;

function checkAmount(amount: Money | null, leastMinor: number): Money {
  if (!amount) throw new PledgeRefused('INVALID', 'pledge.amountUnreadable', 'amount');
  if (amount.minor < leastMinor) throw new PledgeRefused('INVALID', 'pledge.amountBelowReward', 'amount');
  const problem = amountProblem(amount);
  if (problem) throw new PledgeRefused('INVALID', problemKeys[problem], 'amount');
  return amount;
}

const sha256 = (text: string): Uint8Array => new Uint8Array(createHash('sha256').update(text).digest());

function hashesOf(tx: TenantTx, wish: PledgeWish): Pick<PledgeRow, 'requestKey' | 'requestHash'> {
  if (wish.requestKey === null) return { requestKey: null, requestHash: null };
  const { campaignId, rewardId, amount, name, email } = wish;
  return {
    requestKey: sha256(JSON.stringify([tx.userId, wish.requestKey])),
    requestHash: sha256(JSON.stringify([campaignId, rewardId, amount, name, email])),
  };
}

async function repeated(
  tx: TenantTx,
  { requestKey, requestHash }: Pick<PledgeRow, 'requestKey' | 'requestHash'>,
): Promise<CreatedPledge> {
  const pledge = requestKey === null ? null : await findPledgeByRequest(tx, requestKey);
  if (!pledge || requestHash === null || !isSame(pledge.requestHash, requestHash))
    throw new PledgeRefused('CONFLICT', 'pledge.keyUsed');
  return { pledge, key: await giveKey(tx, pledge.id) };
}

const isSame = (a: Uint8Array | null, b: Uint8Array): boolean => a !== null && Buffer.compare(a, b) === 0;
