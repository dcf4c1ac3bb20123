/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { formatMoney } from '@educrowd/shared/primitives/money';
import { ButtonLink } from '../../platform/page/button.tsx';
import { Card, PageTitle } from '../../platform/page/form.tsx';
import { PageLinks } from '../../platform/page/page-links.tsx';
import type { AppEnv } from '../../platform/request.ts';
import type { Finances } from './read-finances.ts';
import type { Sums } from './sum-up.ts';

interface ViewProps {
  readonly c: Context<AppEnv>;
  readonly finances: Finances;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** Whoever sees sums alone gets no single entries. */
  readonly mayExport: boolean;
}

/** The sums of all campaigns are on every page, so that none of them looks like all there is. */
export function FinancePageView({ c, finances, page, pages, mayExport }: ViewProps) {
  const { t } = c.var;
  const { sums, campaigns, total } = finances;
  return (
    <>
      <PageTitle>{t('finance.title')}</PageTitle>
      <p class="mb-8 text-muted">{t('finance.intro')}</p>
      {total === 0 ? (
        <p class="mb-12">{t('finance.none')}</p>
      ) : (
        <>
          <Section c={c} title={t('finance.allCampaigns')} sums={sums} />
          {campaigns.map((campaign) => (
            <Section key={campaign.id} c={c} title={campaign.title} sums={campaign.sums} />
          ))}
          <PageLinks t={t} page={page} pages={pages} hrefOf={(target) => `/admin/finance?page=${target}`} />
        </>
      )}
      {mayExport && total > 0 && (
        <div class="mt-12">
          <Card>
            <h2 class="mb-2 text-large font-bold">{t('finance.exportTitle')}</h2>
            <p class="mb-6">{t('finance.exportBody')}</p>
            <ButtonLink href="/admin/finance/ledger.csv">{t('finance.exportAction')}</ButtonLink>
          </Card>
        </div>
      )}
    </>
  );
}

interface SectionProps {
  readonly c: Context<AppEnv>;
  readonly title: string;
  readonly sums: readonly Sums[];
}

const rows = ['collected', 'refunded', 'platformFee', 'processorFee', 'rest'] as const;

function Section({ c, title, sums }: SectionProps) {
  const { t, locale } = c.var;
  return (
    <section class="mb-8">
      <h2 dir="auto" class="mb-2 font-semibold break-words">
        {title}
      </h2>
      <div class="divide-y divide-line rounded-card border border-line bg-surface px-6">
        {sums.map((sum) => (
          <dl key={sum.rest.currency} class="grid gap-y-2 py-4">
            {rows.map((row) => (
              <div
                key={row}
                class={`flex flex-wrap items-baseline justify-between gap-x-4 ${row === 'rest' ? 'font-bold' : ''}`}
              >
                <dt>{t(`finance.${row}`)}</dt>
                <dd class="tabular-nums">{formatMoney(sum[row], locale)}</dd>
              </div>
            ))}
          </dl>
        ))}
      </div>
    </section>
  );
}
