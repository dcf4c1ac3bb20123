import type { ReactNode } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { formatMoney, money, type Currency } from '@educrowd/shared/primitives/money';
import type { OpenCampaign } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PledgeTable } from './pledge-table.tsx';
import { PublicAddress } from './public-address.tsx';
import { SectionPage } from './section-page.tsx';
import { publicAddressOf, useCampaign } from './use-campaign.ts';

interface SectionProps {
  campaignId: string;
  field: string | undefined;
}

/** Who pledged what, and what has arrived of it. */
export function BackersSection({ campaignId, field }: SectionProps) {
  const { t, queries } = useApp();
  const open = useCampaign(campaignId);
  const { data: pledges } = useSuspenseQuery(queries.pledges(campaignId));
  return (
    <SectionPage title={t('campaign.backers')} windowTitle={open.campaign.title} field={field}>
      {pledges.length === 0 ? (
        <NoBackers open={open} />
      ) : (
        <>
          <Totals campaign={open.campaign} />
          <PledgeTable pledges={pledges} />
        </>
      )}
    </SectionPage>
  );
}

function NoBackers({ open }: { open: OpenCampaign }) {
  const { t } = useApp();
  const publicAddress = publicAddressOf(open);
  if (publicAddress === null) {
    return (
      <EmptyState
        icon="backers"
        title={t('campaign.backersDraftTitle')}
        body={t('campaign.backersDraftBody')}
      />
    );
  }
  return (
    <EmptyState icon="backers" title={t('campaign.backersEmptyTitle')} body={t('campaign.backersEmptyBody')}>
      <PublicAddress address={publicAddress} />
    </EmptyState>
  );
}

function Totals({ campaign }: { campaign: OpenCampaign['campaign'] }) {
  const { t, formats } = useApp();
  const amount = (minor: number) => formatMoney(money(minor, campaign.currency as Currency), formats.locale);
  return (
    <dl className="grid grid-cols-2 gap-4 rounded-card border border-line bg-surface p-4 @min-[560px]:grid-cols-3">
      <Figure name={t('campaign.pledged')} hint={t('campaign.pledgedHint')}>
        {amount(campaign.pledgedMinor)}
      </Figure>
      <Figure name={t('campaign.collected')} hint={t('campaign.collectedHint')}>
        {amount(campaign.collectedMinor)}
      </Figure>
      <Figure name={t('campaign.backerCount')} hint="">
        {new Intl.NumberFormat(formats.locale).format(campaign.backerCount)}
      </Figure>
    </dl>
  );
}

const Figure = ({ name, hint, children }: { name: string; hint: string; children: ReactNode }) => (
  <div className="flex flex-col">
    <dt className="text-14 text-muted">{name}</dt>
    <dd className="text-20 font-semibold tabular-nums">{children}</dd>
    {hint !== '' && <dd className="text-13 text-muted">{hint}</dd>}
  </div>
);
