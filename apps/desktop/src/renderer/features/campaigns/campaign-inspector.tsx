import { useState } from 'react';
import { isReadyToLaunch, type LaunchItem } from '@educrowd/shared/campaigns/launch-checklist';
import type { CampaignDetail } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Checklist } from './checklist.tsx';
import { Preview } from './preview.tsx';
import { isLaunched } from './use-campaign.ts';

interface CampaignInspectorProps {
  campaign: CampaignDetail;
  checklist: readonly LaunchItem[];
  /** Follows a link of the checklist, where the pane lies over the work. */
  onLeave: () => void;
}

/** The public page as it will be, and what a launch needs. */
export function CampaignInspector({ campaign, checklist, onLeave }: CampaignInspectorProps) {
  const { t } = useApp();
  const [tab, setTab] = useState('preview');
  const preview = <Preview campaignId={campaign.id} />;
  if (isLaunched(campaign)) return preview;
  const missing = checklist.filter(({ state }) => state === 'missing').length;
  return (
    <Tabs
      label={t('campaign.sidePane')}
      value={tab}
      onChange={setTab}
      className="min-h-0 flex-1"
      listClassName="px-4"
      tabs={[
        {
          id: 'preview',
          label: t('campaign.preview'),
          content: preview,
        },
        {
          id: 'checklist',
          label:
            missing === 0
              ? t('campaign.checklist')
              : t('sync.tabCount', { label: t('campaign.checklist'), n: missing }),
          content: (
            <div className="flex flex-col gap-2 p-4">
              <p className="text-15 font-semibold">
                {isReadyToLaunch(checklist)
                  ? t('campaign.checklistReady')
                  : t('campaign.checklistMissing', { n: missing })}
              </p>
              <Checklist campaignId={campaign.id} items={checklist} onLeave={onLeave} />
            </div>
          ),
        },
      ]}
    />
  );
}
