import { dateInWords } from '@educrowd/shared/campaigns/campaign-words';
import { isOver, percentOfGoal } from '@educrowd/shared/campaigns/campaign-progress';
import { formatMoney, money, type Currency } from '@educrowd/shared/primitives/money';
import type { CampaignSummary } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { localTimeZone } from '../../app/local-time-zone.ts';
import { useNow } from '../../app/use-now.ts';
import { ProgressBar } from '../../ui/progress.tsx';

/** Raised of goal in figures and as a bar; of a draft only what it is to reach. */
export function CampaignProgress({ campaign }: { campaign: CampaignSummary }) {
  const { t, formats } = useApp();
  const amount = (minor: number) => formatMoney(money(minor, campaign.currency as Currency), formats.locale);
  const percent = percentOfGoal(campaign);
  const { goalMinor } = campaign;
  if (campaign.status === 'draft') {
    return (
      <p className="text-14 text-muted tabular-nums">
        {goalMinor === null ? t('campaign.noGoal') : t('campaign.goalIs', { goal: amount(goalMinor) })}
      </p>
    );
  }
  const raised = amount(campaign.pledgedMinor);
  if (percent === null || goalMinor === null) {
    return <p className="text-14 tabular-nums">{t('campaign.raised', { raised })}</p>;
  }
  const words = t('campaign.raisedOf', { raised, goal: amount(goalMinor) });
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex items-baseline justify-between gap-4 text-14 tabular-nums">
        <span className="font-semibold">{words}</span>
        <span className="text-muted">{t('campaign.percent', { share: percent / 100 })}</span>
      </p>
      <ProgressBar label={words} done={Math.min(percent, 100)} total={100} />
    </div>
  );
}

/** When it ends or ended, as a day on the school's clock. */
export function CampaignEnd({ campaign }: { campaign: CampaignSummary }) {
  const { t, formats } = useApp();
  const now = useNow(false);
  const { deadline } = campaign;
  if (deadline === null) return <span>{t('campaign.noDeadline')}</span>;
  const date = dateInWords(new Date(deadline), campaign.timeZone ?? localTimeZone(), formats.locale);
  return (
    <time dateTime={deadline}>
      {isOver(campaign, now) ? t('campaign.endedOn', { date }) : t('campaign.endsOn', { date })}
    </time>
  );
}
