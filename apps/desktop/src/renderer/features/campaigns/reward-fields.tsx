import { useMemo } from 'react';
import { monthInWords } from '@educrowd/shared/campaigns/campaign-words';
import { lockedAfterLaunch, refusedRewardAmount } from '@educrowd/shared/campaigns/locked-after-launch';
import type { Currency } from '@educrowd/shared/primitives/money';
import type { CampaignReward, OpenCampaign } from '../../../ipc/campaigns.ts';
import type { EngineClient } from '../../../ipc/contract.ts';
import { useApp } from '../../app/app-context.tsx';
import { LiveText, LiveTextArea } from '../../app/live-fields.tsx';
import { MoneyField } from '../../app/money-field.tsx';
import { useField } from '../../app/use-field.ts';
import { usePicker } from '../../app/use-picker.ts';
import { TextField } from '../../ui/field.tsx';
import { LockedNote } from './locked-note.tsx';

const { Reward: lockedFields } = lockedAfterLaunch;

type RewardPatch = Parameters<EngineClient['campaigns']['patchReward']>[0]['patch'];
type SeenOfReward = Parameters<EngineClient['campaigns']['patchReward']>[0]['seen'];
interface RewardFieldProps {
  reward: CampaignReward;
  /** `seen`: what the person saw of these fields, where that may not be what is there now. */
  patch: (patch: RewardPatch, seen?: SeenOfReward) => Promise<void>;
}

interface RewardFieldsProps {
  reward: CampaignReward;
  campaign: Pick<OpenCampaign['campaign'], 'status' | 'currency'>;
}

export function RewardFields({ reward, campaign }: RewardFieldsProps) {
  const { t, engine } = useApp();
  const patch = useMemo<RewardFieldProps['patch']>(
    () => (changed, seen) =>
      engine.client.campaigns.patchReward({ rewardId: reward.id, patch: changed, seen }),
    [engine, reward.id],
  );
  const isAmountLocked = lockedFields(reward).includes('amountMinor');
  return (
    <>
      {isAmountLocked && <LockedNote reason={t('campaignRules.amountLocked')} />}
      <LiveText
        name="reward"
        label={t('campaign.rewardTitle')}
        missing={t('campaign.rewardTitleMissing')}
        value={reward.title}
        maxLength={200}
        save={(title, seen) => patch({ title }, { title: seen })}
      />
      <LiveTextArea
        label={t('campaign.rewardDescription')}
        rows={2}
        value={reward.description}
        maxLength={2000}
        save={(description, seen) => patch({ description }, { description: seen })}
      />
      <div className="grid gap-4 @min-[420px]:grid-cols-3">
        <MoneyField
          of={reward.id}
          name="rewardAmount"
          label={t('campaign.rewardAmount')}
          hint={t('campaign.noAmount')}
          // Zero stands for an amount that nobody has set yet.
          minor={reward.amountMinor === 0 ? null : reward.amountMinor}
          currency={campaign.currency as Currency}
          refused={(amountMinor) => refusedRewardAmount({ amountMinor }, campaign)}
          save={(amountMinor, seen, readIn) =>
            patch(
              { amountMinor: amountMinor ?? 0 },
              { amountMinor: seen === null ? 0 : seen, currency: readIn },
            )
          }
          disabled={isAmountLocked}
        />
        <LimitField reward={reward} patch={patch} />
        <DeliveryField reward={reward} patch={patch} />
      </div>
    </>
  );
}

function LimitField({ reward, patch }: RewardFieldProps) {
  const { t } = useApp();
  const label = t('campaign.rewardLimit');
  const field = useField({
    label,
    value: reward.limitCount === null ? '' : String(reward.limitCount),
    unfinished: { key: `${reward.id} ${label}`, isSo: (typed) => parseLimit(typed) === undefined },
    save: (typed, seen) => patch({ limitCount: parseLimit(typed) }, { limitCount: parseLimit(seen) }),
  });
  const limit = parseLimit(field.shown);
  const isBelow = typeof limit === 'number' && limit < reward.claimedCount;
  const taken = reward.claimedCount > 0 ? ` ${t('campaign.rewardClaimed', { n: reward.claimedCount })}.` : '';
  return (
    <TextField
      label={label}
      hint={`${t('campaign.rewardLimitHint')}${taken}`}
      error={
        limit === undefined
          ? t('campaign.rewardLimitInvalid')
          : isBelow
            ? t('campaignRules.limitBelowClaimed')
            : field.failure
      }
      inputMode="numeric"
      className="tabular-nums"
      value={field.shown}
      onChange={(event) => field.change(event.currentTarget.value)}
      onFocus={field.onFocus}
      onBlur={field.onBlur}
    />
  );
}

/** Null: without limit. Undefined: no number of places. */
function parseLimit(typed: string): number | null | undefined {
  if (typed.trim() === '') return null;
  const limit = /^\d{1,7}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  return Number.isInteger(limit) && limit >= 1 && limit <= 1_000_000 ? limit : undefined;
}

const monthOf = (picked: string): string | null => (picked === '' ? null : picked);

function DeliveryField({ reward, patch }: RewardFieldProps) {
  const { t, formats } = useApp();
  const label = t('campaign.rewardDelivery');
  const { deliveryMonth } = reward;
  const { isIncomplete, failure, control } = usePicker({
    label,
    value: deliveryMonth ?? '',
    save: (month, seen) => patch({ deliveryMonth: monthOf(month) }, { deliveryMonth: monthOf(seen) }),
  });
  const problem = t('campaign.rewardDeliveryIncomplete');
  const incomplete =
    deliveryMonth === null
      ? problem
      : t('common.stays', { problem, kept: monthInWords(deliveryMonth, formats.locale) });
  return (
    <TextField
      type="month"
      label={label}
      hint={t('campaign.rewardDeliveryHint')}
      error={isIncomplete ? incomplete : failure}
      className="tabular-nums"
      {...control}
    />
  );
}
