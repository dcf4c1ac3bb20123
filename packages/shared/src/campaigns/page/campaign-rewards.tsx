/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { buttonClass } from '../../design/web-button.ts';
import { formatMoney, money } from '../../primitives/money.ts';
import { isOver, placesLeft } from '../campaign-progress.ts';
import { monthInWords } from '../campaign-words.ts';
import type { CampaignPageView, PartProps } from './campaign-page-view.ts';

export function CampaignRewards({ view, reader }: PartProps) {
  if (view.rewards.length === 0) return <></>;
  return (
    <section aria-labelledby="rewards" class="mt-8">
      <h2 id="rewards" class="mb-4 text-heading font-bold">
        {reader.t('campaignPage.rewards')}
      </h2>
      <ul class="grid gap-4 sm:grid-cols-2 md:grid-cols-1">
        {view.rewards.map((reward) => (
          <RewardCard key={reward.id} view={view} reader={reader} reward={reward} />
        ))}
      </ul>
    </section>
  );
}

interface RewardProps extends PartProps {
  readonly reward: CampaignPageView['rewards'][number];
}

function RewardCard({ view, reader, reward }: RewardProps) {
  const { t, locale } = reader;
  const { campaign, now, links } = view;
  const isTaken = placesLeft(reward) === 0;
  const href = isTaken || isOver(campaign, now) ? null : links.pledge(reward.id);
  const amount = formatMoney(money(reward.amountMinor, campaign.currency), locale);
  const from =
    reward.amountMinor > 0 ? t('campaignPage.forAtLeast', { amount }) : t('campaignPage.noAmountYet');
  return (
    <li class="flex flex-col rounded-card border border-line bg-surface p-6">
      <p class="text-large font-bold tabular-nums">{from}</p>
      <h3 class="mt-1 font-semibold">{reward.title}</h3>
      {reward.description !== '' && (
        <p dir="auto" class="mt-2 text-small whitespace-pre-line text-muted">
          {reward.description}
        </p>
      )}
      <p class="mt-auto flex flex-wrap items-center gap-x-4 gap-y-1 pt-4 text-small text-muted tabular-nums">
        <Places view={view} reader={reader} reward={reward} />
        {reward.deliveryMonth !== null && (
          <span>{t('campaignPage.delivery', { month: monthInWords(reward.deliveryMonth, locale) })}</span>
        )}
      </p>
      {href !== null && (
        <a
          href={href}
          class={`${buttonClass('quiet', true)} mt-4`}
          aria-label={t('campaignPage.chooseRewardNamed', { reward: reward.title })}
        >
          {t('campaignPage.chooseReward')}
        </a>
      )}
    </li>
  );
}

function Places({ view: { campaign, now }, reader: { t }, reward }: RewardProps) {
  const left = placesLeft(reward);
  // After the end, what is left is left to nobody.
  if (left === null || reward.limitCount === null || (left > 0 && isOver(campaign, now))) {
    return reward.claimedCount === 0 ? (
      <></>
    ) : (
      <span>{t('campaignPage.timesChosen', { count: reward.claimedCount })}</span>
    );
  }
  return left === 0 ? (
    <span class="rounded-chip bg-sunken px-2 font-semibold">{t('campaignPage.allTaken')}</span>
  ) : (
    <span class="font-semibold text-text">
      {t('campaignPage.placesLeft', { left, limit: reward.limitCount })}
    </span>
  );
}
