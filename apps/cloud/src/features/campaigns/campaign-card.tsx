/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { daysLeft, isOver, percentOfGoal } from '@educrowd/shared/campaigns/campaign-progress';
import { dateInWords } from '@educrowd/shared/campaigns/campaign-words';
import { formatMoney, money } from '@educrowd/shared/primitives/money';
import type { AppEnv } from '../../platform/request.ts';
import type { CampaignRow } from './campaign-store.ts';

interface CardProps {
  readonly c: Context<AppEnv>;
  readonly campaign: CampaignRow;
  readonly hasCover: boolean;
  readonly now: Date;
  /** Alone in its row: the picture stands beside the words where there is room. */
  readonly isAlone: boolean;
}

/** A campaign in a list. The whole card leads to it; its title is the link's name. */
const CampaignCard = ({ c, campaign, hasCover, now, isAlone }: CardProps) => (
  <li
    class={`relative flex flex-col overflow-hidden rounded-card border border-line bg-surface hover:bg-sunken ${isAlone ? 'md:flex-row' : ''}`.trimEnd()}
  >
    {hasCover && (
      <img
        src={`/materials/${campaign.coverMaterialId}`}
        alt=""
        loading="lazy"
        class={`aspect-video w-full object-cover ${isAlone ? 'md:w-1/2' : ''}`.trimEnd()}
      />
    )}
    <div class="flex grow flex-col p-6">
      <h3 class="text-large font-semibold">
        <a
          href={`/campaigns/${campaign.id}`}
          class="text-text no-underline after:absolute after:inset-0 after:rounded-card"
        >
          {campaign.title}
        </a>
      </h3>
      {campaign.summary && (
        <p dir="auto" class="mt-2 line-clamp-3 text-small text-muted">
          {campaign.summary}
        </p>
      )}
      <div class="mt-auto pt-4">
        <CardProgress c={c} campaign={campaign} now={now} />
      </div>
    </div>
  </li>
);

function CardProgress({ c, campaign, now }: Pick<CardProps, 'c' | 'campaign' | 'now'>) {
  const { t, locale, school } = c.var;
  const timeZone = school?.timeZone ?? 'UTC';
  const raised = formatMoney(money(campaign.pledgedMinor, campaign.currency), locale);
  const percent = percentOfGoal(campaign);
  const goal = formatMoney(money(campaign.goalMinor ?? 0, campaign.currency), locale);
  const deadline = campaign.deadline === null ? null : new Date(campaign.deadline);
  const days = deadline === null || isOver(campaign, now) ? null : daysLeft(deadline, now, timeZone);
  return (
    <>
      <p class="tabular-nums">
        <span class="font-bold">{raised}</span>{' '}
        <span class="text-small text-muted">{t('campaignPage.pledgedOf', { goal })}</span>
      </p>
      {percent !== null && (
        <progress
          class="progress mt-2"
          value={Math.min(percent, 100)}
          max={100}
          aria-label={t('campaignPage.progress', { raised, goal, share: percent / 100 })}
        />
      )}
      <p class="mt-2 flex flex-wrap justify-between gap-x-4 text-small text-muted tabular-nums">
        {percent !== null && <span>{t('campaignPage.percentReached', { share: percent / 100 })}</span>}
        <span>
          {days !== null
            ? t('campaignPage.daysLeft', { count: days })
            : deadline !== null &&
              t('campaignPage.endedAt', { deadline: dateInWords(deadline, timeZone, locale) })}
        </span>
      </p>
    </>
  );
}

export interface CampaignList {
  readonly rows: readonly CampaignRow[];
  /** Of those rows, the covers that can be shown. */
  readonly covers: ReadonlySet<string>;
  /** When the figures were read. */
  readonly now: Date;
}

interface CardsProps {
  readonly c: Context<AppEnv>;
  readonly list: CampaignList;
  /** One card in a row, as wide as the page. */
  readonly isAlone?: boolean;
}

export const CampaignCards = ({ c, list, isAlone = false }: CardsProps) => (
  <ul class={`grid gap-4 ${isAlone ? '' : 'sm:grid-cols-2 md:grid-cols-3'}`.trimEnd()}>
    {list.rows.map((campaign) => (
      <CampaignCard
        key={campaign.id}
        c={c}
        campaign={campaign}
        hasCover={campaign.coverMaterialId !== null && list.covers.has(campaign.coverMaterialId)}
        now={list.now}
        isAlone={isAlone}
      />
    ))}
  </ul>
);
