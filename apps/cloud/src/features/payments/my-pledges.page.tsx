/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { ButtonLink } from '../../platform/page/button.tsx';
import { PageTitle } from '../../platform/page/form.tsx';
import { PageLinks } from '../../platform/page/page-links.tsx';
import { accountOf, type AppEnv } from '../../platform/request.ts';
import { stateKeys } from './pledge-state.ts';
import type { PledgeRow } from './pledge-store.ts';
import { amountText, dateText } from './pledge-words.ts';

interface Props {
  readonly c: Context<AppEnv>;
  readonly pledges: readonly PledgeRow[];
  readonly page: number;
  readonly pageCount: number;
}

/** Everything that an account has pledged at this school, newest first. */
export function MyPledgesPage({ c, pledges, page, pageCount }: Props) {
  const { t } = c.var;
  if (pageCount === 0) {
    return (
      <>
        <PageTitle>{t('pledge.noPledges')}</PageTitle>
        <p class="mb-6 text-muted">{t('pledge.noPledgesHint')}</p>
        <ButtonLink href="/campaigns">{t('pledge.findCampaign')}</ButtonLink>
      </>
    );
  }
  return (
    <>
      <PageTitle>{t('pledge.myPledges')}</PageTitle>
      <p class="mb-6 text-muted">{t('pledge.myPledgesHint', { email: accountOf(c.var).email })}</p>
      {pledges.length > 0 && (
        <ul class="divide-y divide-line rounded-card border border-line bg-surface px-6">
          {pledges.map((pledge) => (
            <li key={pledge.id} class="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-4">
              <div class="min-w-0">
                <a
                  href={`/pledges/${pledge.id}`}
                  class="inline-flex min-h-6 items-center font-semibold text-brand-text underline"
                >
                  {pledge.campaignTitle}
                </a>
                <p class="text-small text-muted">
                  {pledge.rewardTitle ?? t('pledge.noReward')} · {dateText(pledge.createdAt, c.var)}
                </p>
              </div>
              <p class="text-end">
                <span class="font-bold tabular-nums">
                  {amountText(pledge.amountMinor, pledge.currency, c.var)}
                </span>
                <span class="block text-small text-muted">{t(stateKeys[pledge.status])}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
      <PageLinks
        t={t}
        page={page}
        pages={pageCount}
        hrefOf={(to) => `/account/pledges?page=${to}`}
        words={{ previous: t('pledge.newer'), next: t('pledge.older') }}
      />
    </>
  );
}
