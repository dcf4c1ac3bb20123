import { createHash } from 'node:crypto';
import { must } from '@educrowd/shared/primitives/assert';
import { amountProblem } from '@educrowd/shared/payments/card-amounts';
import { newId } from '@educrowd/shared/primitives/id';
import {
  decimalsOf,
  money,
  parseDecimal,
  parseMoney,
  type Currency,
  type Money,
  type MoneyProblem,
} from '@educrowd/shared/primitives/money';
import { ok } from '@educrowd/shared/primitives/result';
import { authorize } from '../../platform/access.ts';
import { lockUntilCommit } from '../../platform/lock-until-commit.ts';
import { withTenant, type ReadTx, type TenantContext, type TenantTx } from '../../platform/with-tenant.ts';
import { lockPlaces, readCampaign } from '../campaigns/index.ts';
import { checkHolds } from './check-holds.ts';
import type { Payments } from './payments.ts';
import { releasePlace, takePlace } from './place-store.ts';
import {
  findPledgeByRequest,
  giveKey,
  insertAttempt,
  insertPledge,
  latestAttempt,
  lockPledge,
  queueFold,
  updateAttempt,
  updatePledge,
  type PledgeRow,
} from './pledge-store.ts';
import { closedReason, isOpen } from './obstacle.ts';
import { PledgeRefused } from './pledge-refused.ts';
import { wasPaid } from './pledge-state.ts';
import { queueClosing, queueSettlement } from './queue-settlement.ts';

export interface PledgeWish {
  readonly campaignId: string;
  /** Null: without a reward. */
  readonly rewardId: string | null;
  /** In the campaign's currency: as somebody typed it, or a decimal with a point. */
  readonly amount: string;
  /** The locale in which somebody typed it; left out for a decimal, as programs and our forms send it. */
  readonly typedIn?: string;
  readonly name: string | null;
  readonly email: string;
  readonly locale: string;
  /** Of a guest; null for somebody who has signed in. */
  readonly network: string | null;
  /** Asking again with the same key pledges once; null: every time is a new one. */
  readonly request: RequestKey | null;
}

export interface RequestKey {
  readonly key: string;
  /**
   * What the same key means beside other details. `correction`: a form that was sent, come back to and mended, whose
   * first pledge gives way as long as it is not paid. `mistake`: a program's, which is refused.
   */
  readonly changed: 'correction' | 'mistake';
  /**
   * What becomes of an unpaid pledge that this form made for another address: only the person in front of it knows
   * whether the address was mistyped or is somebody else's (docs/decisions/0012). Null: they were not asked yet.
   */
  readonly earlier?: EarlierPledge | null;
}

export type EarlierPledge = 'replace' | 'keep';

export interface CreatedPledge {
  readonly pledge: PledgeRow;
  /** Opens the pledge's page. */
  readonly key: string;
  /** Whether this very request has made it before. */
  readonly isRepeated: boolean;
}

/**
 * The provider takes no checkout that lasts less than thirty minutes when it arrives there: after an attempt that was
 * not answered, and after asking again, that may be some time after the pledge (`UNANSWERED_MS`).
 */
export const HOLD_MS = 33 * 60_000;

/** The request that asks for a pledge: whose it is, and whether its sender still waits. */
export interface PledgeRequest {
  readonly context: TenantContext;
  readonly signal: AbortSignal;
}

/**
 * Holds a place and writes a pending pledge; nothing is charged before the backer has paid at the provider. Waits while
 * many pledge to the campaign; throws `busy`, and nothing is written, if that takes too long.
 */
export const createPledge = pledgeInLine('new');

/**
 * The same for what is known to be a repetition. Those are not limited as new pledges are, so they wait in a line of
 * their own: nobody keeps new pledges out by sending one form again and again.
 */
export const repeatPledge = pledgeInLine('again');

function pledgeInLine(line: 'new' | 'again') {
  return (
    { ctx, pledgeQueue }: Payments,
    { context, signal }: PledgeRequest,
    wish: PledgeWish,
  ): Promise<CreatedPledge> =>
    pledgeQueue.inTurn({ key: `${context.tenantId} ${wish.campaignId} ${line}`, signal }, () =>
      withTenant(ctx.door, context, (tx) => writePledge(tx, wish)),
    );
}

async function writePledge(tx: TenantTx, wish: PledgeWish): Promise<CreatedPledge> {
  authorize(tx, 'pledge.create');
  const request = hashesOf(tx, wish);
  if (request.requestKey) {
    await lockRequest(tx, request.requestKey);
    const earlier = await findPledgeByRequest(tx, request.requestKey);
    // What was answered before is answered again, whatever has become of the campaign since.
    if (earlier && isSame(earlier.requestHash, request.requestHash)) return answerAgain(tx, earlier);
    if (earlier) await comeAfter(tx, earlier, wish);
  }
  if (wish.rewardId !== null) await lockPlaces(tx, wish.rewardId);
  const { campaign, reward, amount } = await checkWish(tx, wish);
  const pledgeId = newId<'Pledge'>();
  const heldUntil = new Date(tx.now.getTime() + HOLD_MS);
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
  if (
    reward &&
    !(await takePlace(tx, { rewardId: reward.id, pledgeId, limit: reward.limitCount, heldUntil }))
  )
    throw new PledgeRefused('CONFLICT', 'pledge.soldOut', 'reward');
  if (reward && reward.limitCount !== null) await checkHolds(tx, pledge);
  await insertAttempt(tx, { pledgeId, attempt: 1, expiresAt: heldUntil });
  await queueSettlement(tx, { pledgeId, attempt: 1 }, 'later');
  await queueFold(tx, campaign.id);
  return { pledge, key: await giveKey(tx, pledgeId), isRepeated: false };
}

/** Those that come at once with one key: each finds what the one before has left. */
const lockRequest = (tx: TenantTx, requestKey: Uint8Array): Promise<void> =>
  lockUntilCommit(tx, `pledge request ${Buffer.from(requestKey).toString('hex')}`);

/**
 * Makes room for a corrected pledge. One that the same person has not paid gives way. One of another address stays what
 * it is, unless whoever sits there says that it is their own.
 */
async function comeAfter(tx: TenantTx, { id }: PledgeRow, wish: PledgeWish): Promise<void> {
  const earlier = must(await lockPledge(tx, id), 'earlier pledge');
  if (wish.request?.changed !== 'correction') throw new PledgeRefused('CONFLICT', 'pledge.keyUsed');
  if (wasPaid(earlier)) throw new PledgeRefused('CONFLICT', 'pledge.formPaid');
  const isOwn =
    earlier.userId === null ? earlier.email === wish.email.toLowerCase() : earlier.userId === tx.userId;
  const choice = isOwn ? 'replace' : wish.request.earlier;
  if (choice === 'replace') return giveWay(tx, earlier);
  // What holds no place and waits for nobody is not asked about.
  if (earlier.status === 'pending' && choice !== 'keep')
    throw new PledgeRefused('CONFLICT', 'pledge.begunHere', 'earlier');
  await updatePledge(tx, earlier, { requestKey: null, requestHash: null });
}

/**
 * Frees the place and the key of an unpaid pledge. Its page at the provider is closed, and what is
 * paid there before that goes back.
 */
async function giveWay(tx: TenantTx, pledge: PledgeRow): Promise<void> {
  await updatePledge(tx, pledge, {
    status: 'cancelled',
    cancelRequestedAt: tx.now.toISOString(),
    requestKey: null,
    requestHash: null,
  });
  await releasePlace(tx, pledge.id);
  const attempt = await latestAttempt(tx, pledge.id);
  if (!attempt || attempt.state === 'paid') return;
  await updateAttempt(tx, attempt, { refundReason: 'replaced' });
  await queueClosing(tx, attempt);
}

/** Everything that can be said before a place is taken; pages ask it between the steps. */
export async function checkWish(
  tx: Pick<TenantTx, 'now'> & Parameters<typeof readCampaign>[0],
  {
    campaignId,
    rewardId,
    amount: given,
    typedIn,
  }: Pick<PledgeWish, 'campaignId' | 'rewardId' | 'amount' | 'typedIn'>,
) {
  const { campaign, rewards } = await readCampaign(tx, campaignId);
  if (!isOpen(campaign, tx.now)) throw new PledgeRefused('CONFLICT', closedReason(campaign, tx.now));
  const reward = rewardId === null ? null : rewards.find((each) => each.id === rewardId);
  if (reward === undefined) throw new PledgeRefused('INVALID', 'pledge.noSuchReward', 'reward');
  const { currency } = campaign;
  // Nothing typed beside a reward means its amount.
  const read =
    given === '' && reward
      ? ok(money(reward.amountMinor, currency))
      : typedIn === undefined
        ? parseDecimal(given, currency)
        : parseMoney(given, currency, typedIn);
  if (!read.ok) throw new PledgeRefused('INVALID', unreadKey(read.failure, currency), 'amount');
  return { campaign, reward, amount: checkAmount(read.value, reward?.amountMinor ?? 0) };
}

const problemKeys = {
  tooSmall: 'pledge.amountTooSmall',
  tooLarge: 'pledge.amountTooLarge',
  tooFine: 'pledge.amountTooFine',
} as const;

function unreadKey(problem: MoneyProblem, currency: Currency) {
  switch (problem) {
    case 'unreadable':
      return 'pledge.amountUnreadable';
    case 'tooMuch':
      return 'pledge.amountTooLarge';
    case 'tooFine':
      // Also where there is a third decimal: cards take none but 0 there.
      return decimalsOf(currency) === 0 ? 'pledge.amountWhole' : 'pledge.amountTwoDecimals';
  }
}

function checkAmount(amount: Money, leastMinor: number): Money {
  if (amount.minor < leastMinor) throw new PledgeRefused('INVALID', 'pledge.amountBelowReward', 'amount');
  const problem = amountProblem(amount);
  if (problem) throw new PledgeRefused('INVALID', problemKeys[problem], 'amount');
  return amount;
}

const sha256 = (text: string): Uint8Array => new Uint8Array(createHash('sha256').update(text).digest());

type RequestHashes = Pick<PledgeRow, 'requestKey' | 'requestHash'>;

/** Two people may think of the same key: it counts for each of them alone. A form's own key is nobody else's anyway. */
function hashesOf(tx: ReadTx, { request, ...wish }: PledgeWish): RequestHashes {
  if (request === null) return { requestKey: null, requestHash: null };
  const { campaignId, rewardId, amount, name, email } = wish;
  const backer = tx.userId ?? email.toLowerCase();
  const whose = request.changed === 'correction' ? 'form' : backer;
  return {
    requestKey: sha256(JSON.stringify([whose, request.key])),
    requestHash: sha256(JSON.stringify([campaignId, rewardId, amount, name, backer])),
  };
}

/** The pledge that this very request has made before. */
export async function findRepeated(tx: ReadTx, wish: PledgeWish): Promise<PledgeRow | null> {
  const { requestKey, requestHash } = hashesOf(tx, wish);
  const pledge = requestKey && (await findPledgeByRequest(tx, requestKey));
  return pledge && isSame(pledge.requestHash, requestHash) ? pledge : null;
}

/** Whether the pledge that a form made is paid: the form is done with. */
export async function isFormPaid(tx: ReadTx, key: string): Promise<boolean> {
  const pledge = await findPledgeByRequest(tx, sha256(JSON.stringify(['form', key])));
  return pledge !== null && wasPaid(pledge);
}

const answerAgain = async (tx: TenantTx, pledge: PledgeRow): Promise<CreatedPledge> => ({
  pledge,
  key: await giveKey(tx, pledge.id),
  isRepeated: true,
});

const isSame = (a: Uint8Array | null, b: Uint8Array | null): boolean =>
  a !== null && b !== null && Buffer.compare(a, b) === 0;
