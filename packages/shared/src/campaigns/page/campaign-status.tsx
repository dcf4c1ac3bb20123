/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { buttonClass } from '../../design/web-button.ts';
import { formatMoney, money } from '../../primitives/money.ts';
import { daysLeft, isOver, percentOfGoal } from '../campaign-progress.ts';
import { deadlineInWords, timeInWords } from '../campaign-words.ts';
import type { PartProps } from './campaign-page-view.ts';

/** What has been pledged, how much time is left, and the one thing to do. */
export const CampaignStatus = ({ view, reader }: PartProps) => (
  <section
    aria-label={reader.t('campaignPage.pledgedSoFar')}
    class="rounded-card border border-line bg-surface p-6"
  >
    <Raised view={view} reader={reader} />
    <Time view={view} reader={reader} />
    {isOver(view.campaign, view.now) ? (
      <Outcome view={view} reader={reader} />
    ) : (
      <div class="mt-6 hidden md:block">
        <PledgeAction view={view} reader={reader} />
      </div>
    )}
    <p class="mt-4 text-small text-muted">
      {reader.t('campaignPage.asOf', { time: timeInWords(view.now, view.timeZone, reader.locale) })}
    </p>
  </section>
);

function Raised({ view: { campaign, now }, reader: { t, locale } }: PartProps) {
  const raised = formatMoney(money(campaign.pledgedMinor, campaign.currency), locale);
  const percent = percentOfGoal(campaign);
  if (percent === null || campaign.goalMinor === null) {
    return (
      <>
        <p class="text-heading font-bold tabular-nums">{raised}</p>
        <p class="text-muted">{t('campaignPage.noGoal')}</p>
      </>
    );
  }
  const goal = formatMoney(money(campaign.goalMinor, campaign.currency), locale);
  return (
    <>
      <p class="text-title font-bold tabular-nums">{raised}</p>
      <p class="text-muted tabular-nums">{t('campaignPage.pledgedOf', { goal })}</p>
      <progress
        class="progress mt-3"
        value={Math.min(percent, 100)}
        max={100}
        aria-label={t('campaignPage.progress', { raised, goal, share: percent / 100 })}
      />
      <p class="mt-3 flex flex-wrap justify-between gap-x-4 font-semibold tabular-nums">
        <span>{t('campaignPage.percentReached', { share: percent / 100 })}</span>
        <span>
          {t(isOver(campaign, now) ? 'campaignPage.backersAtEnd' : 'campaignPage.backers', {
            count: campaign.backerCount,
          })}
        </span>
      </p>
    </>
  );
}

function Time({ view: { campaign, now, timeZone }, reader: { t, locale } }: PartProps) {
  if (campaign.deadline === null) return <p class="mt-4 text-muted">{t('campaignPage.noDeadline')}</p>;
  const deadline = new Date(campaign.deadline);
  const words = deadlineInWords(deadline, timeZone, locale);
  const days = isOver(campaign, now) ? null : daysLeft(deadline, now, timeZone);
  return (
    <p class="mt-4 border-t border-line pt-4">
      <span class="block font-semibold">
        {days === null ? t('campaignPage.ended') : t('campaignPage.daysLeft', { count: days })}
      </span>
      <time class="block text-small text-muted" datetime={campaign.deadline}>
        {days === null ? words : t('campaignPage.endsAt', { deadline: words })}
      </time>
    </p>
  );
}

function Outcome({ view: { campaign }, reader: { t, locale } }: PartProps) {
  const { title, pledgedMinor, goalMinor, currency, fundingModel } = campaign;
  const isReached = goalMinor !== null && pledgedMinor >= goalMinor;
  const raised = formatMoney(money(pledgedMinor, currency), locale);
  return (
    <div class="mt-4 border-t border-line pt-4">
      {goalMinor !== null && (
        <p class="font-semibold">
          {t('campaignPage.overTitle', {
            campaign: title,
            raised,
            goal: formatMoney(money(goalMinor, currency), locale),
          })}
        </p>
      )}
      <p class="mt-1 text-small text-muted">
        {fundingModel === 'keepItAll'
          ? t('campaignPage.overKept')
          : isReached
            ? t('campaignPage.overReached')
            : t('campaignPage.overMissed')}
      </p>
    </div>
  );
}

/** The way to a pledge, and beside it when the card is charged. */
export function PledgeAction({ view, reader: { t, locale } }: PartProps) {
  const { campaign, timeZone, links } = view;
  const href = links.pledge(null);
  return (
    <>
      {href !== null && (
        <a href={href} class={buttonClass('solid', true)}>
          {t('campaignPage.pledge')}
        </a>
      )}
      <p class="mt-2 text-small text-muted">
        {campaign.fundingModel === 'keepItAll'
          ? t('campaignPage.chargedNow')
          : campaign.goalMinor === null || campaign.deadline === null
            ? t('campaignPage.chargedAtDeadlineOpen')
            : t('campaignPage.chargedAtDeadline', {
                campaign: campaign.title,
                goal: formatMoney(money(campaign.goalMinor, campaign.currency), locale),
                deadline: deadlineInWords(new Date(campaign.deadline), timeZone, locale),
              })}
      </p>
    </>
  );
}
