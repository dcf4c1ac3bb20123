/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { placesLeft } from '@educrowd/shared/campaigns/campaign-progress';
import { Button } from '../../platform/page/button.tsx';
import { ErrorSummary, Field } from '../../platform/page/form.tsx';
import type { FormErrors } from '../../platform/page/read-form.ts';
import type { AppEnv } from '../../platform/request.ts';
import type { CampaignView } from '../campaigns/index.ts';
import { StepHeading } from './step-heading.tsx';
import { amountText, monthText } from './pledge-words.ts';

interface Props {
  readonly c: Context<AppEnv>;
  readonly view: CampaignView;
  /** Empty: without a reward. Null: still to be chosen. */
  readonly rewardId: string | null;
  readonly amount: string;
  /** Of a reward whose last place has just gone: it may be held for somebody who has not paid yet. */
  readonly goneId?: string | undefined;
  readonly errors?: FormErrors | undefined;
}

/** Step 1: which reward, how much. It changes nothing, so going back and forth keeps everything. */
export function RewardStep({ c, view, rewardId, amount, goneId, errors }: Props) {
  const { t } = c.var;
  const { campaign, rewards } = view;
  return (
    <>
      <StepHeading c={c} campaign={campaign} step={1} />
      <ErrorSummary title={t('pledge.problems')} errors={errors} />
      <form method="get" action={`/campaigns/${campaign.id}/pledge/details`} novalidate>
        <fieldset class="mb-8" aria-describedby={errors?.['reward'] ? 'reward-error' : undefined}>
          <legend class="mb-3 text-large font-bold" id="reward" tabindex={-1}>
            {t('pledge.chooseReward')}
          </legend>
          {errors?.['reward'] && (
            <p id="reward-error" class="mb-3 text-small font-semibold text-danger-text">
              {errors['reward']}
            </p>
          )}
          <div class="grid gap-3">
            {rewards.map((reward) => (
              <RewardChoice
                key={reward.id}
                c={c}
                view={view}
                reward={reward}
                isChosen={reward.id === rewardId}
                left={reward.id === goneId ? 0 : placesLeft(reward)}
              />
            ))}
            <Choice name="" isChosen={rewardId === ''} title={t('pledge.withoutReward')}>
              <p class="text-small text-muted">{t('pledge.withoutRewardHint')}</p>
            </Choice>
          </div>
        </fieldset>
        <Field
          name="amount"
          label={t('pledge.amount', { currency: campaign.currency })}
          hint={t(rewards.length > 0 ? 'pledge.amountHint' : 'pledge.amountHintPlain')}
          inputmode="decimal"
          autocomplete="off"
          isRequired={false}
          maxLength={30}
          value={amount}
          errors={errors}
          suffix={campaign.currency}
        />
        <div
          data-action-bar
          class="sticky bottom-0 z-10 -mx-4 border-t border-line bg-canvas px-4 py-3 md:static md:mx-0 md:border-0 md:px-0"
        >
          <Button isWide>{t('pledge.continueToDetails')}</Button>
        </div>
      </form>
    </>
  );
}

function RewardChoice({
  c,
  view,
  reward,
  isChosen,
  left,
}: {
  readonly c: Context<AppEnv>;
  readonly view: CampaignView;
  readonly reward: CampaignView['rewards'][number];
  readonly isChosen: boolean;
  /** Places; null: any number. */
  readonly left: number | null;
}) {
  const { t } = c.var;
  return (
    <Choice
      name={reward.id}
      isChosen={isChosen && left !== 0}
      isClosed={left === 0}
      title={reward.title}
      side={t('pledge.rewardFrom', { amount: amountText(reward.amountMinor, view.campaign.currency, c.var) })}
    >
      {reward.description && (
        <p dir="auto" class="mt-1 text-small whitespace-pre-line text-muted">
          {reward.description}
        </p>
      )}
      {(left !== null || reward.deliveryMonth) && (
        <p class="mt-1 flex flex-wrap gap-x-4 text-small">
          {left !== null && (
            <span class={left === 0 ? 'font-semibold text-danger-text' : 'font-semibold'}>
              {left === 0 ? t('pledge.placesGone') : t('pledge.placesLeft', { count: left })}
            </span>
          )}
          {reward.deliveryMonth && (
            <span class="text-muted">
              {t('pledge.delivery', { month: monthText(reward.deliveryMonth, c.var) })}
            </span>
          )}
        </p>
      )}
    </Choice>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly isChosen: boolean;
  readonly isClosed?: boolean;
  readonly title: string;
  readonly side?: string;
  readonly children: unknown;
}

/** The whole card is the label of its radio button. */
const Choice = ({ name, isChosen, isClosed = false, title, side, children }: ChoiceProps) => (
  <label
    class={`flex min-h-14 gap-3 rounded-card border p-4 ${isClosed ? 'border-line bg-sunken text-muted' : 'border-control bg-surface has-checked:border-brand has-checked:bg-brand-soft'}`}
  >
    <input
      type="radio"
      name="reward"
      value={name}
      checked={isChosen}
      disabled={isClosed}
      class="mt-1 size-5 shrink-0"
    />
    <span class="min-w-0 grow">
      <span class="flex flex-wrap items-baseline justify-between gap-x-4">
        <bdi class="font-semibold">{title}</bdi>
        {side && <span class="text-small font-semibold tabular-nums">{side}</span>}
      </span>
      {children}
    </span>
  </label>
);
