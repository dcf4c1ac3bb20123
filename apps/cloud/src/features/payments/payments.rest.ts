import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { and, eq } from 'drizzle-orm';
import { pledges } from '@educrowd/db/postgres/schema/payments';
import { must } from '@educrowd/shared/primitives/assert';
import type { AppContext } from '../../platform/app-context.ts';
import { authorize } from '../../platform/access.ts';
import { AppError, words } from '../../platform/app-error.ts';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import {
  answers,
  envelope,
  envelopeOf,
  listOf,
  pageQuery,
  refusalSchema,
  restOptions,
} from '../../platform/rest.ts';
import { readTenant, type ReadTx } from '../../platform/with-tenant.ts';
import { findRepeated, type PledgeWish, type RequestKey } from './create-pledge.ts';
import { guestNetwork, limitAsking, pledgeWithinLimits } from './limit-pledges.ts';
import { payPledge } from './pay-pledge.ts';
import { originOf, type Payments } from './payments.ts';
import { emailSchema, nameSchema } from './pledge-form.ts';
import { PledgeRefused } from './pledge-refused.ts';
import { wasPaid } from './pledge-state.ts';
import { findPledge, firstCheckoutUrl, listPledges, ownedBy, type PledgeRow } from './pledge-store.ts';
import { decimalAmount } from './pledge-words.ts';

const tags = ['Crowdfunding'];

const pledgeSchema = z
  .object({
    id: z.string(),
    project_id: z.string(),
    reward_id: z.string().nullable(),
    amount: z.string().openapi({ description: 'Decimal, in `currency`', example: '25.00' }),
    amount_minor: z.int(),
    refunded_minor: z.int(),
    currency: z.string(),
    status: z.enum(['pending', 'expired', 'cancelled', 'collected', 'refunding', 'refunded']),
    name: z.string().nullable(),
    created_at: z.string(),
    collected_at: z.string().nullable(),
  })
  .openapi('Pledge');

const present = (pledge: PledgeRow): z.output<typeof pledgeSchema> => ({
  id: pledge.id,
  project_id: pledge.campaignId,
  reward_id: pledge.rewardId,
  amount: decimalAmount(pledge.amountMinor, pledge.currency),
  amount_minor: pledge.amountMinor,
  refunded_minor: pledge.refundedMinor,
  currency: pledge.currency,
  status: pledge.status,
  name: pledge.name,
  created_at: pledge.createdAt,
  collected_at: pledge.collectedAt,
});

const createdSchema = pledgeSchema.extend({
  checkout_url: z.url().openapi({ description: 'Where the backer enters the card' }),
});

const refuse = (description: string) => ({
  description,
  content: { 'application/json': { schema: refusalSchema } },
});

const postPledge = createRoute({
  method: 'post',
  path: '/crowdfunding/pledges',
  tags,
  summary: 'Pledge to a project; the card is charged on the page at `checkout_url`',
  request: {
    headers: z.object({
      'idempotency-key': z.string().min(8).max(128).optional().openapi({
        description: 'The same key with the same body pledges once, and is answered as it was at first',
      }),
    }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            project_id: z.uuid().toLowerCase(),
            reward_id: z.uuid().toLowerCase().nullable().default(null),
            amount: z
              .string()
              .regex(/^\d{1,30}(?:\.\d{1,3})?$/, words('pledge.amountNotDecimal'))
              .openapi({ description: 'Decimal, in the currency of the project', example: '25.00' }),
            name: nameSchema.nullable().default(null),
            email: emailSchema.optional().openapi({ description: 'Of a guest; of others it is known' }),
          }),
        },
      },
    },
  },
  responses: {
    201: {
      description: 'The pledge, to be paid',
      content: { 'application/json': { schema: envelopeOf(createdSchema) } },
    },
    400: refuse('INVALID'),
    404: refuse('NOT_FOUND'),
    409: refuse('CONFLICT'),
    429: refuse('TOO_MANY'),
    503: refuse('UNAVAILABLE'),
  },
});

const getPledges = createRoute({
  method: 'get',
  path: '/crowdfunding/pledges',
  tags,
  summary: 'Own pledges, newest first; with `project_id`, all of that project to those who run it',
  request: { query: pageQuery.extend({ project_id: z.uuid().toLowerCase().optional() }) },
  responses: answers(listOf(pledgeSchema), 'One page of pledges', ['SIGN_IN', 'FORBIDDEN', 'INVALID']),
});

/** `payments` is null where no payment provider is set. */
export function paymentsRest(ctx: AppContext, payments: Payments | null): OpenAPIHono<AppEnv> {
  const rest = new OpenAPIHono<AppEnv>(restOptions);

  rest.openapi(postPledge, async (c) => {
    if (!payments) throw new PledgeRefused('UNAVAILABLE', 'pledge.unavailable');
    const context = tenantOf(c.var);
    const { signal } = c.req.raw;
    const body = c.req.valid('json');
    const email = c.var.account?.email ?? body.email;
    if (email === undefined) throw new AppError('INVALID', words('serverRefusals.emailMissing'), 'email');
    const wish: PledgeWish = {
      campaignId: body.project_id,
      rewardId: body.reward_id,
      amount: withoutZeros(body.amount),
      name: body.name,
      email,
      locale: c.var.locale,
      network: guestNetwork(c.var),
      request: requestOf(c.req.valid('header')['idempotency-key']),
    };
    await limitAsking(ctx, c.var);
    const repeated = wish.request && (await readTenant(ctx.door, context, (tx) => readAnswered(tx, wish)));
    if (repeated?.url) return c.json(firstAnswer(repeated.pledge, repeated.url), 201);
    const request = { context, signal, visitor: c.var, isRepeated: repeated !== null };
    const { pledge } = await pledgeWithinLimits(payments, request, wish);
    const origin = originOf(ctx.settings.publicUrl, c.var.school?.host ?? '');
    const url = await payPledge(payments, { context, pledgeId: pledge.id, origin });
    if (url === null) throw await readTenant(ctx.door, context, (tx) => whyNoPage(tx, pledge.id));
    return c.json(firstAnswer(pledge, url), 201);
  });

  rest.openapi(getPledges, async (c) => {
    const account = accountOf(c.var);
    const { page, per_page: perPage, project_id: campaignId } = c.req.valid('query');
    const { rows, total } = await readTenant(ctx.door, tenantOf(c.var), (tx) => {
      if (campaignId === undefined) return listPledges(tx, ownedBy(account), { page, perPage });
      authorize(tx, 'pledge.list', { campaignId });
      return listPledges(tx, and(eq(pledges.campaignId, campaignId)), { page, perPage });
    });
    return c.json(
      {
        success: true as const,
        data: rows.map(present),
        meta: { total, page, per_page: perPage },
        errors: [],
      },
      200,
    );
  });
  return rest;
}

/** What was answered to this very request before; `url` null: nothing, since the payment provider was away. */
async function readAnswered(tx: ReadTx, wish: PledgeWish) {
  const pledge = await findRepeated(tx, wish);
  return pledge && { pledge, url: await firstCheckoutUrl(tx, pledge.id) };
}

/** There is nothing to pay: it is paid, or its backer has cancelled it while the payment page was opened. */
async function whyNoPage(tx: ReadTx, pledgeId: string): Promise<PledgeRefused> {
  const pledge = must(await findPledge(tx, pledgeId), 'pledge');
  return new PledgeRefused('CONFLICT', wasPaid(pledge) ? 'pledge.paidAlready' : 'pledge.cancelledMeanwhile');
}

/** As it was when the pledge was made, whatever has become of it: who repeats a request reads the same again. */
const firstAnswer = (pledge: PledgeRow, url: string) =>
  envelope({
    ...present({ ...pledge, status: 'pending', refundedMinor: 0, collectedAt: null }),
    checkout_url: url,
  });

const requestOf = (key: string | undefined): RequestKey | null =>
  key === undefined ? null : { key, changed: 'mistake' };

/** "25.00" and "25" are the same amount, and with the same key the same request. */
const withoutZeros = (decimal: string): string =>
  decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
