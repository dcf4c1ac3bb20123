/** From a pledge to the provider's page. The provider is asked between two transactions, never inside one. */
import { must } from '@educrowd/shared/primitives/assert';
import { money } from '@educrowd/shared/primitives/money';
import { shortened } from '@educrowd/shared/primitives/text';
import { withTenant, type TenantContext, type TenantTx } from '../../platform/with-tenant.ts';
import { lockPlaces, readCampaign } from '../campaigns/index.ts';
import { rewardLimit } from './campaign-facts.ts';
import { checkHolds } from './check-holds.ts';
import { HOLD_MS } from './create-pledge.ts';
import { closedReason, costsMore, isOpen } from './obstacle.ts';
import type { Checkout, CheckoutOrder } from './payment-gateway.ts';
import type { Payments } from './payments.ts';
import { keepPlace, takePlace } from './place-store.ts';
import { PledgeRefused } from './pledge-refused.ts';
import {
  insertAttempt,
  latestAttempt,
  lockPledge,
  saveCheckout,
  updateAttempt,
  updatePledge,
  type AttemptRow,
  type PledgeRow,
} from './pledge-store.ts';
import { wasPaid } from './pledge-state.ts';
import { queueClosing, queueSettlement } from './queue-settlement.ts';

export interface PledgeAt {
  readonly context: TenantContext;
  readonly pledgeId: string;
  /** Of the school's pages. */
  readonly origin: string;
}

interface Payable {
  readonly pledge: PledgeRow;
  readonly attempt: AttemptRow;
}

/**
 * An attempt whose checkout the provider has not answered by then is given up: nobody ever saw its page. Longer than the
 * gateway goes on asking.
 */
const UNANSWERED_MS = 90_000;

/** What the payment provider takes and its page shows. */
const MAX_DESCRIPTION = 250;

/**
 * Address of the page on which the card is entered; null when the pledge is decided already, another one has taken its
 * place, or it was cancelled while the page was opened. While an attempt is open, it leads to the same page again. After
 * one has ended, a new one begins, if there is still a place.
 */
export async function payPledge(
  { ctx, gateway }: Payments,
  { context, pledgeId, origin }: PledgeAt,
): Promise<string | null> {
  const payable = await withTenant(ctx.door, context, (tx) => findPayable(tx, pledgeId));
  if (!payable) return null;
  const { pledge, attempt } = payable;
  if (attempt.checkoutUrl !== null) return attempt.checkoutUrl;
  const checkout = await gateway
    .openCheckout(orderOf(context.tenantId, payable, origin))
    .catch((error: unknown) => {
      ctx.logger.error({ err: error, pledge: pledge.id }, 'the payment page could not be opened');
      throw new PledgeRefused('UNAVAILABLE', 'pledge.providerAway');
    });
  const isWanted = await withTenant(ctx.door, context, (tx) => keepCheckout(tx, attempt, checkout));
  return isWanted ? checkout.url : null;
}

/**
 * Writes down the page that the provider has opened. False when nobody is to pay there any more: the pledge was
 * cancelled or replaced meanwhile, or the attempt given up. The page is closed then.
 */
async function keepCheckout(tx: TenantTx, attempt: AttemptRow, checkout: Checkout): Promise<boolean> {
  // Whoever ends the pledge does so before that and is seen here, or after it and sees the page.
  const pledge = must(await lockPledge(tx, attempt.pledgeId), 'pledge');
  const saved = await saveCheckout(tx, attempt, checkout);
  if (pledge.status === 'pending' && pledge.cancelRequestedAt === null && saved.state === 'open') return true;
  await queueClosing(tx, saved);
  return false;
}

async function findPayable(tx: TenantTx, pledgeId: string): Promise<Payable | null> {
  const pledge = must(await lockPledge(tx, pledgeId), 'pledge');
  const latest = must(await latestAttempt(tx, pledgeId), 'attempt');
  if (wasPaid(pledge)) return null;
  if (latest.refundReason === 'replaced') return null;
  const isUnanswered =
    latest.checkoutUrl === null && tx.now.getTime() - new Date(latest.createdAt).getTime() > UNANSWERED_MS;
  if (pledge.status === 'pending' && latest.state !== 'expired' && !isUnanswered) {
    // Whoever could not cancel and goes on does not want out any more.
    if (pledge.cancelRequestedAt !== null) await updatePledge(tx, pledge, { cancelRequestedAt: null });
    return { pledge, attempt: latest };
  }
  if (isUnanswered) await updateAttempt(tx, latest, { state: 'expired' });
  return beginAgain(tx, pledge, latest);
}

/** On the terms of now: what a reward costs may have been raised while no place of it was taken. */
async function beginAgain(tx: TenantTx, pledge: PledgeRow, latest: AttemptRow): Promise<Payable> {
  if (pledge.rewardId !== null) await lockPlaces(tx, pledge.rewardId);
  const { campaign, rewards } = await readCampaign(tx, pledge.campaignId);
  if (!isOpen(campaign, tx.now)) throw new PledgeRefused('CONFLICT', closedReason(campaign, tx.now));
  const heldUntil = new Date(tx.now.getTime() + HOLD_MS);
  if (pledge.rewardId !== null) {
    const reward = rewards.find((each) => each.id === pledge.rewardId);
    if (reward && costsMore(reward, pledge))
      throw new PledgeRefused('CONFLICT', 'pledge.amountBelowReward', 'amount');
    if (!reward || !(await hasPlace(tx, pledge, heldUntil)))
      throw new PledgeRefused('CONFLICT', 'pledge.soldOut', 'reward');
    if (reward.limitCount !== null) await checkHolds(tx, pledge);
  }
  const number = latest.attempt + 1;
  const attempt = await insertAttempt(tx, { pledgeId: pledge.id, attempt: number, expiresAt: heldUntil });
  await updatePledge(tx, pledge, {
    status: 'pending',
    heldUntil: heldUntil.toISOString(),
    cancelRequestedAt: null,
  });
  await queueSettlement(tx, attempt, 'later');
  return { pledge, attempt };
}

/** The place that the pledge still has, or another one. */
export async function hasPlace(
  tx: TenantTx,
  { id: pledgeId, rewardId }: PledgeRow,
  heldUntil: Date | null,
): Promise<boolean> {
  if (rewardId === null) return true;
  await lockPlaces(tx, rewardId);
  if (await keepPlace(tx, pledgeId, heldUntil)) return true;
  return takePlace(tx, { rewardId, pledgeId, limit: await rewardLimit(tx, rewardId), heldUntil });
}

/** The same for the same attempt, so that asking twice opens one checkout. */
function orderOf(tenantId: string, { pledge, attempt }: Payable, origin: string): CheckoutOrder {
  const title =
    pledge.rewardTitle === null ? pledge.campaignTitle : `${pledge.campaignTitle}: ${pledge.rewardTitle}`;
  const backUrl = `${origin}/pledges/${pledge.id}/return`;
  return {
    reference: { tenantId, pledgeId: pledge.id, attempt: attempt.attempt },
    amount: money(pledge.amountMinor, pledge.currency),
    description: shortened(title, MAX_DESCRIPTION),
    email: pledge.email,
    expiresAt: new Date(attempt.expiresAt),
    returnUrl: backUrl,
    cancelUrl: backUrl,
  };
}
