/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { isOver } from '@educrowd/shared/campaigns/campaign-progress';
import { Card, PageTitle } from '../../platform/page/form.tsx';
import { PageLinks } from '../../platform/page/page-links.tsx';
import type { AppEnv } from '../../platform/request.ts';
import { CampaignCards, type CampaignList } from './campaign-card.tsx';
import { CAMPAIGNS_PER_PAGE } from './campaign-store.ts';

interface Props {
  readonly c: Context<AppEnv>;
  readonly list: CampaignList & { readonly total: number };
  readonly page: number;
}

/** Running campaigns, then ended ones. */
export function CampaignListPage({ c, list, page }: Props) {
  const { t } = c.var;
  const live = list.rows.filter((campaign) => !isOver(campaign, list.now));
  const ended = list.rows.filter((campaign) => isOver(campaign, list.now));
  return (
    <>
      <PageTitle>{t('campaignPage.listTitle')}</PageTitle>
      {list.total === 0 && (
        <Card>
          <p class="font-semibold">{t('campaignPage.none')}</p>
          <p class="mt-1 text-muted">{t('campaignPage.noneHint')}</p>
        </Card>
      )}
      {live.length > 0 && (
        <section class="mb-12">
          <h2 class="mb-4 text-heading font-bold">{t('campaignPage.liveCampaigns')}</h2>
          <CampaignCards c={c} list={{ ...list, rows: live }} />
        </section>
      )}
      {ended.length > 0 && (
        <section>
          <h2 class="mb-4 text-heading font-bold">{t('campaignPage.endedCampaigns')}</h2>
          <CampaignCards c={c} list={{ ...list, rows: ended }} />
        </section>
      )}
      <PageLinks
        t={t}
        page={page}
        pages={Math.ceil(list.total / CAMPAIGNS_PER_PAGE)}
        hrefOf={(target) => `/campaigns?page=${target}`}
      />
    </>
  );
}
