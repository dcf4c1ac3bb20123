import { useCallback, useMemo } from 'react';
import { Outlet } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { useNow } from '../../app/use-now.ts';
import { useOpenHere } from '../../app/use-place-change.ts';
import { PaneFrame } from '../course/pane-frame.tsx';
import { usePaneLayout } from '../course/pane-layout.ts';
import { CampaignInspector } from './campaign-inspector.tsx';
import { LaunchDialog } from './launch-dialog.tsx';
import { SectionNav } from './section-nav.tsx';
import { useCampaignCommands } from './use-campaign-commands.ts';
import { checklistOf, isLaunched, useCampaign } from './use-campaign.ts';

/** Parts, work and preview of one campaign. */
export function CampaignScreen({ campaignId }: { campaignId: string }) {
  const { t } = useApp();
  const open = useCampaign(campaignId);
  const now = useNow(false);
  const panes = usePaneLayout();
  const [isLaunching, setLaunching] = useOpenHere();
  const checklist = useMemo(() => checklistOf(open, now), [now, open]);
  const launch = useCallback(() => setLaunching(true), [setLaunching]);
  useCampaignCommands(open, launch);
  const leave = (pane: typeof panes.outline) => () => {
    if (pane.isSheet) pane.setOpen(false);
  };

  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <PaneFrame pane={panes.outline} side="left" title={t('campaign.parts')} width="w-[200px]">
        <SectionNav open={open} checklist={checklist} onLaunch={launch} onLeave={leave(panes.outline)} />
      </PaneFrame>
      <main
        data-pane="work"
        tabIndex={-1}
        id="work"
        className="@container relative flex min-w-0 flex-1 flex-col overflow-y-auto outline-none"
      >
        <Outlet />
      </main>
      <PaneFrame
        pane={panes.inspector}
        side="right"
        title={t('campaign.sidePane')}
        width="w-[376px] min-[1440px]:w-[432px]"
        isWideSheet
      >
        <CampaignInspector campaign={open.campaign} checklist={checklist} onLeave={leave(panes.inspector)} />
      </PaneFrame>
      {/* It may be launched elsewhere meanwhile. */}
      {isLaunching && !isLaunched(open.campaign) && (
        <LaunchDialog open={open} checklist={checklist} onClose={() => setLaunching(false)} />
      )}
    </div>
  );
}
