/** @jsxImportSource hono/jsx */
import { Hono, type Context } from 'hono';
import { raw } from 'hono/html';
import * as z from 'zod';
import type { CampaignPageView } from '@educrowd/shared/campaigns/page/campaign-page-view';
import { renderCampaignPage } from '@educrowd/shared/campaigns/page/render-campaign-page';
import { notFound } from '../../platform/app-error.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { Notice } from '../../platform/page/form.tsx';
import { idParam } from '../../platform/page/id-param.ts';
import { tenantOf, type AppEnv } from '../../platform/request.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { CampaignListPage } from './campaign-list.page.tsx';
import { CAMPAIGNS_PER_PAGE } from './campaign-store.ts';
import { CampaignUpdatePage } from './campaign-update.page.tsx';
import { readCampaignList } from './read-campaign-list.ts';
import { readCampaignPage, type CampaignTexts } from './read-campaign.ts';

const listQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

/** What everybody sees of campaigns: which there are, one with all that is told about it, and one of its updates. */
export const campaignPages = (ctx: AppContext) =>
  new Hono<AppEnv>()
    .get('/campaigns', async (c) => {
      const { page } = listQuery.parse(c.req.query());
      const list = await readTenant(ctx.door, tenantOf(c.var), (tx) =>
        readCampaignList(tx, { status: 'all', page, perPage: CAMPAIGNS_PER_PAGE }),
      );
      return c.render(<CampaignListPage c={c} list={list} page={page} />, {
        title: c.var.t('campaignPage.listTitle'),
        width: 'wide',
      });
    })
    .get('/campaigns/:campaignId', async (c) => {
      const view = await viewOf(ctx, c, idParam(c.req.param('campaignId')));
      const { campaign, coverUrl } = view;
      // The component escapes every text: see packages/shared/src/campaigns/page.
      const html = renderCampaignPage(view, c.var);
      return c.render(
        <>
          {campaign.status === 'draft' && (
            <Notice kind="warning">{c.var.t('campaignPage.draftPreview')}</Notice>
          )}
          {raw(html)}
        </>,
        {
          title: campaign.title,
          description: campaign.summary,
          width: 'wide',
          share: { path: `/campaigns/${campaign.id}`, imagePath: coverUrl },
        },
      );
    })
    .get('/campaigns/:campaignId/updates/:updateId', async (c) => {
      const updateId = idParam(c.req.param('updateId'));
      const view = await viewOf(ctx, c, idParam(c.req.param('campaignId')));
      const update = view.updates.find(({ id }) => id === updateId);
      if (!update) throw notFound();
      return c.render(<CampaignUpdatePage c={c} view={view} update={update} />, {
        title: update.title,
        description: view.campaign.title,
        share: { path: `/campaigns/${view.campaign.id}/updates/${update.id}`, imagePath: view.coverUrl },
      });
    });

async function viewOf(ctx: AppContext, c: Context<AppEnv>, campaignId: string): Promise<CampaignPageView> {
  const found = await readTenant(ctx.door, tenantOf(c.var), async (tx) => ({
    texts: await readCampaignPage(tx, campaignId),
    now: tx.now,
  }));
  return presentPage(found.texts, { now: found.now, timeZone: c.var.school?.timeZone ?? 'UTC' });
}

function presentPage(
  { campaign, hasCover, rewards, story, faqs, updates }: CampaignTexts,
  { now, timeZone }: Pick<CampaignPageView, 'now' | 'timeZone'>,
): CampaignPageView {
  return {
    campaign,
    coverUrl: hasCover ? `/materials/${campaign.coverMaterialId}` : null,
    rewards,
    story,
    faqs,
    updates,
    timeZone,
    now,
    links: {
      material: (id) => `/materials/${id}`,
      course: (id) => `/courses/${id}`,
      pledge: (rewardId) =>
        campaign.status !== 'live'
          ? null
          : `/campaigns/${campaign.id}/pledge${rewardId === null ? '' : `?reward=${rewardId}`}`,
    },
  };
}
