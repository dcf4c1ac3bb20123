import { isDeadlineInRange } from '@educrowd/shared/campaigns/launch-checklist';
import { deadlineInWords } from '@educrowd/shared/campaigns/campaign-words';
import { instantSchema } from '@educrowd/shared/primitives/instant';
import { instantOf, localTimeAt } from '@educrowd/shared/primitives/zoned-time';
import type { CampaignDetail } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { localTimeZone } from '../../app/local-time-zone.ts';
import { useNow } from '../../app/use-now.ts';
import { usePicker } from '../../app/use-picker.ts';
import { TextField } from '../../ui/field.tsx';
import { LockedNote } from './locked-note.tsx';
import { SectionPage } from './section-page.tsx';
import { isLaunched, useCampaign, type CampaignFieldProps } from './use-campaign.ts';

interface SectionProps {
  campaignId: string;
  field: string | undefined;
}

export function DatesSection({ campaignId, field }: SectionProps) {
  const { t, formats } = useApp();
  const { campaign, patch } = useCampaign(campaignId);
  return (
    <SectionPage title={t('campaign.dates')} windowTitle={campaign.title} field={field}>
      {isLaunched(campaign) && <LockedNote reason={t('campaignRules.termsLocked')} />}
      <DeadlineField campaign={campaign} patch={patch} />
      {campaign.launchedAt !== null && (
        <p className="text-15 text-muted">
          {t('campaign.launchedAt', { when: formats.exact(campaign.launchedAt) })}
        </p>
      )}
    </SectionPage>
  );
}

function wordsOf(campaign: CampaignDetail, { meant, now }: { meant: Date; now: Date }) {
  if (meant > now) return 'campaign.deadlineWords';
  return isLaunched(campaign) ? 'campaign.deadlineOver' : 'campaign.deadlinePassed';
}

/** The native field on the school's clock, and what it means in words with the zone. */
function DeadlineField({ campaign, patch }: CampaignFieldProps) {
  const { t, formats } = useApp();
  const zone = campaign.timeZone ?? localTimeZone();
  const label = t('campaign.deadline');
  const { deadline } = campaign;
  const now = useNow(false);
  const meantBy = (typed: string) => instantSchema.safeParse(instantOf(typed, zone)).data ?? null;
  const onTheClock = deadline === null ? '' : localTimeAt(deadline, zone);
  // The control knows no seconds, and a deadline that came otherwise may have some.
  const storedAs = (seen: string) => (seen === onTheClock ? deadline : meantBy(seen));
  const { shown, isIncomplete, failure, control } = usePicker({
    label,
    value: onTheClock,
    isStorable: (typed) => meantBy(typed) !== null,
    save: (typed, seen) => patch({ deadline: meantBy(typed) }, { deadline: storedAs(seen) }),
  });
  const meant = meantBy(shown);
  const isTooFar = meant !== null && !isLaunched(campaign) && !isDeadlineInRange(new Date(meant), now);
  const inWords = (instant: string) => deadlineInWords(new Date(instant), zone, formats.locale);
  const wrong = isIncomplete
    ? t('campaign.deadlineIncomplete')
    : shown !== '' && meant === null
      ? t('campaign.deadlineInvalid')
      : null;
  const problem =
    wrong === null || deadline === null
      ? wrong
      : t('common.stays', { problem: wrong, kept: inWords(deadline) });
  return (
    <div className="flex flex-col gap-3">
      <TextField
        name="deadline"
        type="datetime-local"
        label={label}
        hint={
          campaign.timeZone === null
            ? t('campaign.deadlineHintLocal', { zone })
            : t('campaign.deadlineHint', { zone })
        }
        error={problem ?? (isTooFar ? t('campaignRules.launchDeadlineRangeHint') : failure)}
        disabled={isLaunched(campaign)}
        className="max-w-64 tabular-nums"
        {...control}
      />
      {meant !== null && (
        <p role="status" className="text-15">
          {t(wordsOf(campaign, { meant: new Date(meant), now }), {
            deadline: inWords(meant),
          })}
        </p>
      )}
    </div>
  );
}
