import { useRef } from 'react';
import { isCardCurrency } from '@educrowd/shared/payments/card-currencies';
import type { Currency } from '@educrowd/shared/primitives/money';
import type { OpenCampaign } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { useCurrencies } from '../../app/currencies.ts';
import { MoneyField } from '../../app/money-field.tsx';
import { useAct } from '../../app/use-act.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { SelectField } from '../../ui/field.tsx';
import { LockedNote } from './locked-note.tsx';
import { missingAmounts, type Amounts } from './missing-amounts.ts';
import { SectionPage } from './section-page.tsx';
import { isLaunched, useCampaign, type CampaignFieldProps } from './use-campaign.ts';

interface SectionProps {
  campaignId: string;
  field: string | undefined;
}

/** What it needs, in which currency, and when cards are charged. */
export function MoneySection({ campaignId, field }: SectionProps) {
  const { t } = useApp();
  const { campaign, rewards, patch } = useCampaign(campaignId);
  const isLocked = isLaunched(campaign);
  return (
    <SectionPage title={t('campaign.money')} windowTitle={campaign.title} field={field}>
      {isLocked && <LockedNote reason={t('campaignRules.termsLocked')} />}
      <div className="grid gap-4 @min-[480px]:grid-cols-2">
        <MoneyField
          of={campaign.id}
          name="goal"
          label={t('campaign.goal')}
          hint={t('campaign.goalHint')}
          minor={campaign.goalMinor}
          currency={campaign.currency as Currency}
          save={(goalMinor, seen, currency) => patch({ goalMinor }, { goalMinor: seen, currency })}
          disabled={isLocked}
        />
        <CurrencyField campaign={campaign} patch={patch} rewards={rewards} />
      </div>
      <ChargingField campaign={campaign} patch={patch} />
    </SectionPage>
  );
}

/** Goal and rewards keep their numbers; what the new currency cannot hold is asked for again. */
function CurrencyField({ campaign, patch, rewards }: CampaignFieldProps & Pick<OpenCampaign, 'rewards'>) {
  const { t, formats, engine, showToast } = useApp();
  const change = useUndoableChange(t('campaign.currency'));
  /** What there was when the field was entered: arrow keys pass through currencies that nobody means. */
  const entered = useRef<Amounts | null>(null);
  const turn = useRef(Promise.resolve());
  const { id: campaignId, currency, goalMinor } = campaign;
  const options = useCurrencies(formats.locale).filter(
    ({ value }) => isCardCurrency(value) || value === currency,
  );
  const setReward = (rewardId: string, amountMinor: number) =>
    engine.client.campaigns.patchReward({ rewardId, patch: { amountMinor } });
  /** `from`: amounts that were decided; where one has no number now, and the next currency has room for it, it is back. */
  const choose = async (next: Currency, from: Amounts, seen?: Currency) => {
    await patch({ currency: next }, seen && { currency: seen });
    const left = missingAmounts(await engine.client.campaigns.read({ campaignId }), from, next);
    if (left.goalMinor !== null) await patch({ goalMinor: left.goalMinor });
    for (const { id, amountMinor } of left.rewards) await setReward(id, amountMinor);
    if (left.lost > 0) showToast({ text: t('campaign.amountsLost', { n: left.lost, currency: next }) });
  };
  return (
    <SelectField
      name="currency"
      label={t('campaign.currency')}
      hint={t('campaign.currencyHint')}
      disabled={isLaunched(campaign)}
      value={currency}
      options={options}
      onBlur={() => {
        entered.current = null;
      }}
      onChange={(event) => {
        const next = event.currentTarget.value as Currency;
        const before = { currency: currency as Currency, goalMinor, rewards };
        const from = (entered.current ??= before);
        const run = () => (turn.current = turn.current.catch(() => undefined).then(() => choose(next, from)));
        // What somebody else has decided since keeps its number.
        change({ run, undo: () => choose(before.currency, before, next) });
      }}
    />
  );
}

function ChargingField({ campaign, patch }: CampaignFieldProps) {
  const { t } = useApp();
  const label = t('campaign.charging');
  const change = useUndoableChange(label);
  const { fundingModel } = campaign;
  return (
    <ChoiceCards
      name="charging"
      label={label}
      value={fundingModel}
      disabled={isLaunched(campaign)}
      options={[
        { value: 'keepItAll', label: t('campaign.keepItAll'), hint: t('campaign.keepItAllHint') },
        { value: 'allOrNothing', label: t('campaign.allOrNothing'), hint: t('campaign.allOrNothingHint') },
      ]}
      onChange={(next) =>
        change({
          run: () => patch({ fundingModel: next }),
          undo: () => patch({ fundingModel }),
        })
      }
    />
  );
}

/** For controls that change in one step: a choice, not typing. */
function useUndoableChange(label: string) {
  const { t, undo } = useApp();
  const act = useAct();
  return (change: { run: () => Promise<void>; undo: () => Promise<void> }) =>
    void act(() =>
      undo.perform(change.run, () => ({
        label: t('course.fieldChanged', { field: label }),
        undo: change.undo,
        redo: change.run,
      })),
    );
}
