/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { raw } from 'hono/html';
import type { CampaignPageView } from '@educrowd/shared/campaigns/page/campaign-page-view';
import { renderCampaignUpdate } from '@educrowd/shared/campaigns/page/render-campaign-page';
import type { AppEnv } from '../../platform/request.ts';

interface Props {
  readonly c: Context<AppEnv>;
  readonly view: CampaignPageView;
  readonly update: CampaignPageView['updates'][number];
}

/** One update, as mails to backers lead to it. */
export const CampaignUpdatePage = ({ c, view, update }: Props) => (
  <>
    <p class="mb-2 text-small">
      <a href={`/campaigns/${view.campaign.id}`} class="text-brand-text underline">
        {view.campaign.title}
      </a>
    </p>
    {/* The component escapes every text: see packages/shared/src/campaigns/page. */}
    {raw(renderCampaignUpdate({ view, reader: c.var }, update))}
  </>
);
