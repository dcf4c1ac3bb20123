/** Everything of payments that the server needs: pages, webhook, jobs and what returns every hour. */
import { Hono } from 'hono';
import type { AppContext } from '../../platform/app-context.ts';
import { defineJob, type HourlyWork, type JobHandlers } from '../../platform/jobs.ts';
import type { AppEnv } from '../../platform/request.ts';
import { closeCheckout } from './close-checkout.ts';
import { closedPages } from './closed.pages.tsx';
import { foldCampaign, foldPayload } from './fold-campaign.ts';
import type { Payments } from './payments.ts';
import { paymentsRest } from './payments.rest.ts';
import { FOLD_TASK } from './pledge-store.ts';
import { pledgePages } from './pledge.pages.tsx';
import { attemptPayload, CLOSE_TASK, REFUND_TASK, SETTLE_TASK } from './queue-settlement.ts';
import { receiptPages } from './receipt.pages.tsx';
import { fetchEvents, webhookRoute } from './receive-event.ts';
import { forgetPledgeKeys } from './forget-pledge-keys.ts';
import { forgetProviderEvents } from './forget-provider-events.ts';
import { refundPayment } from './refund-payment.ts';
import { settlePayment } from './settle-payment.ts';
import { createPledgeQueue } from './pledge-queue.ts';
import { createStripeGateway } from './stripe-gateway.ts';

export interface PaymentsFeature {
  readonly pages: Hono<AppEnv>;
  /** Mounted before the request's school is looked for: the provider calls the platform. */
  readonly webhook: Hono<AppEnv>;
  readonly rest: ReturnType<typeof paymentsRest>;
  readonly jobs: JobHandlers;
  readonly hourly: HourlyWork;
}

export function createPayments(ctx: AppContext): PaymentsFeature {
  const { payments: settings } = ctx.settings;
  const payments: Payments | null = settings && {
    ctx,
    gateway: createStripeGateway(settings, ctx.logger),
    pledgeQueue: createPledgeQueue(),
  };
  const rest = paymentsRest(ctx, payments);
  const folding: JobHandlers = {
    [FOLD_TASK]: defineJob(foldPayload, (payload) => foldCampaign(ctx, payload)),
  };
  if (!payments) {
    ctx.logger.warn('No payment provider is set: pledges are refused. See STRIPE_SECRET_KEY.');
    return { pages: closedPages(), webhook: new Hono<AppEnv>(), rest, jobs: folding, hourly: {} };
  }
  const pages = new Hono<AppEnv>();
  pages.route('/', pledgePages(payments));
  pages.route('/', receiptPages(payments));
  return {
    pages,
    webhook: webhookRoute(payments),
    rest,
    jobs: {
      ...folding,
      [SETTLE_TASK]: defineJob(attemptPayload, (payload) => settlePayment(payments, payload)),
      [REFUND_TASK]: defineJob(attemptPayload, (payload) => refundPayment(payments, payload)),
      [CLOSE_TASK]: defineJob(attemptPayload, (payload) => closeCheckout(payments, payload)),
    },
    hourly: {
      'fetch-payment-events': () => fetchEvents(payments),
      'forget-provider-events': forgetProviderEvents,
      'forget-pledge-keys': forgetPledgeKeys,
    },
  };
}
