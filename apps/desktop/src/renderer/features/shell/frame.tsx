import { useCallback, useMemo, useState } from 'react';
import { Outlet } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { useStore } from '../../app/store.ts';
import { useCommandKeys } from '../../app/use-commands.ts';
import { usePlaceChange } from '../../app/use-place-change.ts';
import { Banner } from '../../ui/banner.tsx';
import { NewCampaignDialog } from '../campaigns/new-campaign-dialog.tsx';
import { NewCampaignContext } from '../campaigns/use-new-campaign.ts';
import { NewCourseDialog } from '../home/new-course-dialog.tsx';
import { NewCourseContext, type NewCourse } from '../home/use-new-course.ts';
import { ImportDialog } from '../importing/import-dialog.tsx';
import { CommandPalette, type PaletteMode } from '../palette/command-palette.tsx';
import { SignOutDialog } from '../settings/sign-out-dialog.tsx';
import { Header } from './header.tsx';
import { SessionBanner } from './session-banner.tsx';
import { Sidebar } from './sidebar.tsx';
import { useFrameCommands } from './use-frame-commands.ts';
import { useNetworkChange } from './use-network-change.ts';
import { useSessionCommands } from './use-session-commands.ts';

type Overlay = 'newCourse' | 'newCampaign' | 'import' | 'signOut' | PaletteMode | null;

/** Sidebar, header and what lies over every screen. */
export function Frame() {
  const { t } = useApp();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const close = () => setOverlay(null);
  const newCourse = useMemo<NewCourse>(
    () => ({ openNewCourse: () => setOverlay('newCourse'), openImport: () => setOverlay('import') }),
    [],
  );
  // The palette would offer what belongs to the place before. A dialog stays: somebody has typed in it.
  usePlaceChange(() => setOverlay((open) => (isPalette(open) ? null : open)));
  const openNewCampaign = useCallback(() => setOverlay('newCampaign'), []);
  useFrameCommands({ ...newCourse, openNewCampaign, openPalette: setOverlay });
  useSessionCommands(useCallback(() => setOverlay('signOut'), []));
  useCommandKeys();
  useNetworkChange();
  return (
    <NewCourseContext value={newCourse}>
      <a
        href="#work"
        onClick={(event) => {
          // The address is the router's: only the focus moves.
          event.preventDefault();
          document.getElementById('work')?.focus();
        }}
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-raised focus:px-4 focus:py-2"
      >
        {t('shell.skipToWork')}
      </a>
      <div className="flex h-full min-h-0 bg-canvas">
        <Sidebar />
        <div className="flex min-w-0 flex-1 flex-col">
          <Header />
          <ConnectionBanner />
          <SessionBanner />
          <div className="flex min-h-0 flex-1">
            <NewCampaignContext value={openNewCampaign}>
              <Outlet />
            </NewCampaignContext>
          </div>
        </div>
      </div>
      {overlay === 'newCourse' && <NewCourseDialog onClose={close} />}
      {overlay === 'newCampaign' && <NewCampaignDialog onClose={close} />}
      {overlay === 'import' && <ImportDialog onClose={close} />}
      {overlay === 'signOut' && <SignOutDialog onClose={close} />}
      {isPalette(overlay) && <CommandPalette mode={overlay} onClose={close} />}
    </NewCourseContext>
  );
}

const isPalette = (overlay: Overlay): overlay is PaletteMode =>
  overlay === 'everything' || overlay === 'places';

/** While the engine is away: typing goes on and is kept in this window. */
function ConnectionBanner() {
  const { engine, t } = useApp();
  const connection = useStore(engine.connection);
  if (connection === 'ended') return <Banner tone="danger">{t('shell.engineEnded')}</Banner>;
  return connection === 'lost' ? <Banner tone="warning">{t('shell.engineGone')}</Banner> : null;
}
