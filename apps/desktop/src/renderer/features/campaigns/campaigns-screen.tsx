import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useApp } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { matchesText } from '../../ui/text-match.ts';
import { CampaignCard } from './campaign-card.tsx';
import { useNewCampaign } from './use-new-campaign.ts';

/** More than this are filtered rather than looked through. */
const MANY = 8;

/** Every campaign that this computer holds. */
export function CampaignsScreen() {
  const { queries, t } = useApp();
  const { data: campaigns } = useSuspenseQuery(queries.campaigns());
  const { data: access } = useSuspenseQuery(queries.campaignAccess());
  const { data: session } = useSuspenseQuery(queries.session());
  const openNewCampaign = useNewCampaign();
  const [filter, setFilter] = useState('');
  const shown = campaigns.filter((campaign) => matchesText(campaign.title, filter));
  const create = access.mayCreate && (
    <Button icon="plus" look="primary" onClick={openNewCampaign}>
      {t('campaign.new')}
    </Button>
  );
  if (campaigns.length === 0) {
    return (
      <Page title={t('shell.campaigns')}>
        <EmptyState icon="campaign" title={t('campaign.emptyTitle')} body={t('campaign.emptyBody')}>
          {create}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title={t('shell.campaigns')} actions={create}>
      {campaigns.length > MANY && (
        <div className="max-w-80">
          <TextField
            label={t('campaign.filter')}
            hideLabel
            placeholder={t('campaign.filter')}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
        </div>
      )}
      {shown.length === 0 ? (
        <p className="text-15 text-muted">{t('campaign.noMatch', { text: filter })}</p>
      ) : (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,280px),1fr))] gap-4">
          {shown.map((campaign) => (
            <CampaignCard
              key={campaign.id}
              campaign={campaign}
              showsCover={campaigns.some(({ coverMaterialId }) => coverMaterialId !== null)}
              showsPending={session.current?.school !== null}
            />
          ))}
        </ul>
      )}
    </Page>
  );
}
