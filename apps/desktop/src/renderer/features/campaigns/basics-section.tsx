import { useApp } from '../../app/app-context.tsx';
import { LiveText, LiveTextArea } from '../../app/live-fields.tsx';
import { PictureField } from '../../app/picture-field.tsx';
import { SectionPage } from './section-page.tsx';
import { useCampaign } from './use-campaign.ts';

interface SectionProps {
  campaignId: string;
  field: string | undefined;
}

export function BasicsSection({ campaignId, field }: SectionProps) {
  const { t } = useApp();
  const { campaign, patch } = useCampaign(campaignId);
  return (
    <SectionPage title={t('campaign.basics')} windowTitle={campaign.title} field={field}>
      <LiveText
        name="title"
        label={t('campaign.title')}
        missing={t('campaign.titleMissing')}
        value={campaign.title}
        maxLength={300}
        save={(title, seen) => patch({ title }, { title: seen })}
      />
      <LiveTextArea
        name="summary"
        label={t('campaign.summary')}
        hint={t('campaign.summaryHint')}
        rows={3}
        value={campaign.summary}
        maxLength={500}
        save={(summary, seen) => patch({ summary }, { summary: seen })}
      />
      <PictureField
        name="cover"
        label={t('campaign.cover')}
        hint={t('campaign.coverHint')}
        home={{ campaignId }}
        materialId={campaign.coverMaterialId}
        save={(coverMaterialId) => patch({ coverMaterialId })}
        className="aspect-video max-w-[480px]"
      />
    </SectionPage>
  );
}
