/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import type { AppEnv } from '../../platform/request.ts';
import type { CampaignView } from '../campaigns/index.ts';

const names = { 1: 'pledge.stepReward', 2: 'pledge.stepDetails' } as const;

/** Where the backer is, and the way back to what it is about. */
export const StepHeading = ({
  c,
  campaign,
  step,
}: {
  readonly c: Context<AppEnv>;
  readonly campaign: Pick<CampaignView['campaign'], 'id' | 'title'>;
  readonly step: 1 | 2;
}) => {
  const { t } = c.var;
  return (
    <div class="mb-8">
      <p class="mb-2 text-small text-muted">
        {t('pledge.stepOf', { step })} · {t(names[step])}
      </p>
      <h1 class="text-title font-bold">{t('pledge.title', { campaign: campaign.title })}</h1>
      <a
        href={`/campaigns/${campaign.id}`}
        class="mt-2 inline-flex min-h-6 items-center text-small text-brand-text underline"
      >
        {t('pledge.toCampaign')}
      </a>
    </div>
  );
};
