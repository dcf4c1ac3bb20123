import { useMemo } from 'react';
import { useApp } from '../../app/app-context.tsx';
import { WindowTitle } from '../../ui/window-title.tsx';
import { TextPane } from '../editor/text-pane.tsx';
import { useCampaign } from './use-campaign.ts';

export function StorySection({ campaignId }: { campaignId: string }) {
  const { t } = useApp();
  const { campaign } = useCampaign(campaignId);
  const home = useMemo(() => ({ campaignId }), [campaignId]);
  return (
    <>
      <WindowTitle of={campaign.title} />
      <TextPane documentId={campaign.storyDocumentId} home={home} label={t('campaign.storyText')}>
        <header className="mb-6 flex flex-col gap-1">
          <h1 className="text-25 font-bold">{t('campaign.story')}</h1>
          <p className="text-15 text-muted">{t('campaign.storyHint')}</p>
        </header>
      </TextPane>
    </>
  );
}
