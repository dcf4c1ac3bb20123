/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { Button } from '../../platform/page/button.tsx';
import { ErrorSummary, Field, Notice } from '../../platform/page/form.tsx';
import type { FormErrors } from '../../platform/page/read-form.ts';
import type { AppEnv } from '../../platform/request.ts';
import type { CampaignView } from '../campaigns/index.ts';
import { StepHeading } from './step-heading.tsx';
import { amountText } from './pledge-words.ts';

interface Props {
  readonly c: Context<AppEnv>;
  readonly campaign: CampaignView['campaign'];
  /** Null: without a reward. */
  readonly reward: CampaignView['rewards'][number] | null;
  readonly amountMinor: number;
  readonly typedAmount: string;
  readonly name: string;
  readonly email: string;
  /** Sending the same form twice pledges once. */
  readonly requestKey: string;
  readonly hasConsented?: boolean;
  /** A pledge of this form is paid. Whose it was is not said: this may be somebody else at the same browser. */
  readonly isAnother?: boolean;
  readonly errors?: FormErrors | undefined;
}

/** Step 2: who pledges, and what it costs. The next thing is the provider's page. */
export function DetailsStep(props: Props) {
  const { c, campaign, reward, amountMinor, typedAmount, errors } = props;
  const { t, account, school } = c.var;
  const amount = amountText(amountMinor, campaign.currency, c.var);
  return (
    <>
      <StepHeading c={c} campaign={campaign} step={2} />
      {props.isAnother && <Notice kind="warning">{t('pledge.another')}</Notice>}
      <ErrorSummary
        title={t(errors?.[''] === undefined ? 'pledge.problems' : 'web.unavailableTitle')}
        errors={errors}
      />
      <form method="post" action={`/campaigns/${campaign.id}/pledge`} novalidate>
        <input type="hidden" name="reward" value={reward?.id ?? ''} />
        <input type="hidden" name="amount" value={typedAmount} />
        <input type="hidden" name="requestKey" value={props.requestKey} />
        <Summary c={c} rewardTitle={reward?.title ?? null} amount={amount} campaignId={campaign.id} />
        <Field
          name="name"
          label={t('pledge.name')}
          hint={t('pledge.nameHint')}
          autocomplete="name"
          autocapitalize="words"
          isRequired={false}
          maxLength={120}
          value={props.name}
          errors={errors}
        />
        {account ? (
          <p class="mb-6">{t('pledge.signedInAs', { email: account.email })}</p>
        ) : (
          <Field
            name="email"
            type="email"
            label={t('pledge.email')}
            hint={t('pledge.emailHint')}
            autocomplete="email"
            inputmode="email"
            autocapitalize="none"
            maxLength={254}
            value={props.email}
            errors={errors}
          />
        )}
        {errors?.['earlier'] !== undefined && <EarlierChoice c={c} />}
        <Consent
          label={t('pledge.consent', { school: school?.name ?? '', amount })}
          isChecked={props.hasConsented ?? false}
          error={errors?.['consent']}
        />
        {reward !== null && reward.limitCount !== null && (
          <p class="mb-3 text-small text-muted">{t('pledge.placeHeld')}</p>
        )}
        <p class="mb-3 text-small text-muted">{t('pledge.payHint')}</p>
        <p class="mb-3 text-small font-semibold">{t('pledge.chargedNow', { amount })}</p>
        <Button isWide>{t('pledge.pay', { amount })}</Button>
      </form>
    </>
  );
}

function Summary({
  c,
  rewardTitle,
  amount,
  campaignId,
}: {
  readonly c: Context<AppEnv>;
  readonly rewardTitle: string | null;
  readonly amount: string;
  readonly campaignId: string;
}) {
  const { t } = c.var;
  return (
    <section class="mb-8 rounded-card border border-line bg-surface p-6" aria-label={t('pledge.yourPledge')}>
      <dl class="grid gap-3">
        <div>
          <dt class="text-small text-muted">{t('pledge.reward')}</dt>
          <dd class="font-semibold">{rewardTitle ?? t('pledge.noReward')}</dd>
        </div>
        <div class="border-t border-line pt-3">
          <dt class="text-small text-muted">{t('pledge.total')}</dt>
          <dd class="text-heading font-bold tabular-nums">{amount}</dd>
        </div>
      </dl>
      <button
        type="submit"
        formaction={`/campaigns/${campaignId}/pledge/change`}
        formnovalidate
        class="mt-3 inline-flex min-h-12 items-center text-brand-text underline"
      >
        {t('pledge.change')}
      </button>
    </section>
  );
}

/**
 * This browser has begun a pledge under another address that is not paid. Only the person in front of it knows whose it
 * is; nothing of it is shown.
 */
const EarlierChoice = ({ c }: { readonly c: Context<AppEnv> }) => (
  <fieldset class="mb-6">
    <legend class="mb-1 font-semibold" id="earlier" tabindex={-1}>
      {c.var.t('pledge.earlier')}
    </legend>
    {(['replace', 'keep'] as const).map((choice) => (
      <label class="flex min-h-12 items-start gap-3 py-2" key={choice}>
        <input type="radio" name="earlier" value={choice} required class="mt-1 size-5 shrink-0" />
        <span>{c.var.t(choice === 'replace' ? 'pledge.earlierReplace' : 'pledge.earlierKeep')}</span>
      </label>
    ))}
  </fieldset>
);

const Consent = ({
  label,
  isChecked,
  error,
}: {
  readonly label: string;
  readonly isChecked: boolean;
  readonly error: string | undefined;
}) => (
  <div class="mb-6">
    <label class="flex min-h-12 items-start gap-3 py-2">
      <input
        type="checkbox"
        id="consent"
        name="consent"
        value="yes"
        checked={isChecked}
        required
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? 'consent-error' : undefined}
        class="mt-1 size-5 shrink-0"
      />
      <span>{label}</span>
    </label>
    {error && (
      <p id="consent-error" class="text-small font-semibold text-danger-text">
        {error}
      </p>
    )}
  </div>
);
