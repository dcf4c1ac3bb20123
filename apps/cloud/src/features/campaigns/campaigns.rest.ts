import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { placesLeft } from '@educrowd/shared/campaigns/campaign-progress';
import type { AppContext } from '../../platform/app-context.ts';
import { tenantOf, type AppEnv } from '../../platform/request.ts';
import { answers, envelope, envelopeOf, listOf, pageQuery, restOptions } from '../../platform/rest.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { listCampaigns, type CampaignRow, type RewardRow } from './campaign-store.ts';
import { readCampaign } from './read-campaign.ts';

const tags = ['Campaigns'];

const minor = (description: string) =>
  z.int().openapi({ description: `${description}, in minor units of the currency` });

const projectSchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    summary: z.string(),
    status: z.enum(['draft', 'live', 'ended', 'cancelled']),
    funding_model: z.enum(['keep_it_all', 'all_or_nothing']).openapi({
      description:
        '`keep_it_all`: cards are charged with the pledge; `all_or_nothing`: at the deadline, if the goal is met',
    }),
    currency: z.string(),
    goal_minor: minor('Goal').nullable(),
    pledged_minor: minor('Commitments'),
    collected_minor: minor('Money received'),
    backer_count: z.int(),
    starts_at: z.string().nullable(),
    ends_at: z.string().nullable().openapi({ description: 'The deadline' }),
    ended_at: z.string().nullable(),
    updated_at: z.string(),
  })
  .openapi('Project');

const rewardSchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    description: z.string(),
    amount_minor: minor('Least amount of a pledge for it'),
    limit: z.int().nullable().openapi({ description: 'Places; null: without limit' }),
    left: z.int().nullable().openapi({ description: 'Places that are left; null: without limit' }),
    delivery_month: z.string().nullable().openapi({ example: '2027-03' }),
  })
  .openapi('Reward');

const listProjects = createRoute({
  method: 'get',
  path: '/crowdfunding/projects',
  tags,
  summary: 'Campaigns of the school: running ones, those that end soonest first, then ended ones',
  request: { query: pageQuery.extend({ status: z.enum(['live', 'ended', 'all']).default('all') }) },
  responses: answers(listOf(projectSchema), 'One page of campaigns', ['INVALID', 'NOT_FOUND']),
});

const getProject = createRoute({
  method: 'get',
  path: '/crowdfunding/projects/{projectId}',
  tags,
  summary: 'A campaign with its rewards',
  request: { params: z.object({ projectId: z.uuid() }) },
  responses: answers(envelopeOf(projectSchema.extend({ rewards: z.array(rewardSchema) })), 'The campaign', [
    'INVALID',
    'NOT_FOUND',
  ]),
});

export function campaignRest(ctx: AppContext): OpenAPIHono<AppEnv> {
  const rest = new OpenAPIHono<AppEnv>(restOptions);
  rest.openapi(listProjects, async (c) => {
    const { status, page, per_page: perPage } = c.req.valid('query');
    const { rows, total } = await readTenant(ctx.door, tenantOf(c.var), (tx) =>
      listCampaigns(tx, { status, page, perPage }),
    );
    return c.json({ ...envelope(rows.map(presentProject)), meta: { total, page, per_page: perPage } }, 200);
  });
  rest.openapi(getProject, async (c) => {
    const { projectId } = c.req.valid('param');
    const { campaign, rewards } = await readTenant(ctx.door, tenantOf(c.var), (tx) =>
      readCampaign(tx, projectId.toLowerCase()),
    );
    return c.json(envelope({ ...presentProject(campaign), rewards: rewards.map(presentReward) }), 200);
  });
  return rest;
}

const presentProject = (campaign: CampaignRow) => ({
  id: campaign.id,
  title: campaign.title,
  summary: campaign.summary,
  status: campaign.status,
  funding_model:
    campaign.fundingModel === 'keepItAll' ? ('keep_it_all' as const) : ('all_or_nothing' as const),
  currency: campaign.currency,
  goal_minor: campaign.goalMinor,
  pledged_minor: campaign.pledgedMinor,
  collected_minor: campaign.collectedMinor,
  backer_count: campaign.backerCount,
  starts_at: campaign.launchedAt,
  ends_at: campaign.deadline,
  ended_at: campaign.endedAt,
  updated_at: campaign.updatedAt,
});

const presentReward = (reward: RewardRow) => ({
  id: reward.id,
  title: reward.title,
  description: reward.description,
  amount_minor: reward.amountMinor,
  limit: reward.limitCount,
  left: placesLeft(reward),
  delivery_month: reward.deliveryMonth,
});
