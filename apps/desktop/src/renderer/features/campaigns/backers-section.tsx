import type { ReactNode } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { PlainMessageKey } from '@educrowd/shared/messages/translate';
import { formatMoney, money, type Currency } from '@educrowd/shared/primitives/money';
import type { OpenCampaign, PledgeRow } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { Badge } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PublicAddress } from './public-address.tsx';
import { SectionPage } from './section-page.tsx';
import { isLaunched, useCampaign } from './use-campaign.ts';

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

function NoBackers({ open: { campaign, publicAddress } }: { open: OpenCampaign }) {
  const { t } = useApp();
  if (!isLaunched(campaign) || publicAddress === null) {
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

const statuses = {
  declined: { tone: 'danger', name: 'campaign.pledgeDeclined' },
  lapsed: { tone: 'plain', name: 'campaign.pledgeLapsed' },
  pledged: { tone: 'brand', name: 'campaign.pledgePledged' },
  collected: { tone: 'success', name: 'campaign.pledgeCollected' },
  refunded: { tone: 'plain', name: 'campaign.pledgeRefunded' },
} as const satisfies Record<PledgeRow['status'], { tone: string; name: PlainMessageKey }>;

function PledgeTable({ pledges }: { pledges: readonly PledgeRow[] }) {
  const { t } = useApp();
  return (
    <table className="w-full border-collapse text-15">
      <thead>
        <tr className="border-b border-line text-left text-13 text-muted">
          <th scope="col" className="h-8 pr-4 font-semibold">
            {t('campaign.columnBacker')}
          </th>
          <th scope="col" className="hidden pr-4 font-semibold @min-[560px]:table-cell">
            {t('campaign.columnReward')}
          </th>
          <th scope="col" className="pr-4 text-right font-semibold">
            {t('campaign.columnAmount')}
          </th>
          <th scope="col" className="pr-4 font-semibold">
            {t('campaign.columnStatus')}
          </th>
          <th scope="col" className="hidden text-right font-semibold @min-[440px]:table-cell">
            {t('campaign.columnDate')}
          </th>
        </tr>
      </thead>
      <tbody>
        {pledges.map((pledge) => (
          <PledgeLine key={pledge.id} pledge={pledge} />
        ))}
      </tbody>
    </table>
  );
}

function PledgeLine({ pledge }: { pledge: PledgeRow }) {
  const { t, formats } = useApp();
  const amount = (minor: number) => formatMoney(money(minor, pledge.currency as Currency), formats.locale);
  const { tone, name } = statuses[pledge.status];
  const isPartlyRefunded = pledge.refundedMinor > 0 && pledge.status !== 'refunded';
  return (
    <tr className="border-b border-line">
      <td className="h-10 max-w-0 min-w-32 truncate pr-4">
        {pledge.backerName ?? <span className="text-muted">{t('campaign.anonymous')}</span>}
      </td>
      <td className="hidden max-w-0 min-w-32 truncate pr-4 text-muted @min-[560px]:table-cell">
        {pledge.rewardTitle ?? t('campaign.noReward')}
      </td>
      <td className="w-0 pr-4 text-right whitespace-nowrap tabular-nums">
        {amount(pledge.amountMinor)}
        {isPartlyRefunded && (
          <span className="block text-13 text-muted">
            {t('campaign.refundedPart', { amount: amount(pledge.refundedMinor) })}
          </span>
        )}
      </td>
      <td className="w-0 pr-4">
        <Badge tone={tone}>{t(name)}</Badge>
      </td>
      <td className="hidden w-0 text-right whitespace-nowrap text-muted @min-[440px]:table-cell">
        <time dateTime={pledge.pledgedAt} title={formats.exact(pledge.pledgedAt)}>
          {formats.moment(pledge.pledgedAt)}
        </time>
      </td>
    </tr>
  );
}
