import { useCallback, useMemo } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import type { Command } from '../../app/commands.ts';
import { useAct } from '../../app/use-act.ts';
import { useCommands } from '../../app/use-commands.ts';
import { redoAndSay, undoAndSay } from '../course/course-actions.ts';
import { focusSearchField } from '../search/search-field.ts';
import type { PaletteMode } from '../palette/command-palette.tsx';
import { focusNextPane } from './panes.ts';
import { useCanSync } from './use-can-sync.ts';

interface FrameActions {
  openNewCourse: () => void;
  openNewCampaign: () => void;
  openImport: () => void;
  openPalette: (mode: PaletteMode) => void;
}

/** The actions that every screen offers. */
export function useFrameCommands(actions: FrameActions): void {
  const { openNewCourse, openNewCampaign, openImport, openPalette } = actions;
  const app = useApp();
  const act = useAct();
  const navigate = useNavigate();
  const { command, appearance, queries, engine } = app;
  const { data: access } = useSuspenseQuery(queries.campaignAccess());
  const { isShown: hasCampaigns, mayCreate: mayCreateCampaigns } = access;
  const canSync = useCanSync();

  // On the search screen, what was looked for stays, to be typed over.
  const openSearch = useCallback(async () => {
    await navigate({ to: '/search', search: ({ q }) => ({ q }) });
    focusSearchField();
  }, [navigate]);

  const list = useMemo((): Command[] => {
    const go = (to: '/' | '/courses' | '/campaigns' | '/sync' | '/trash' | '/settings') => () =>
      void navigate({ to });
    return [
      command('newCourse', openNewCourse),
      ...(mayCreateCampaigns ? [command('newCampaign', openNewCampaign)] : []),
      command('import', openImport),
      command('search', () => void openSearch()),
      command('goTo', () => openPalette('places')),
      command('palette', () => openPalette('everything')),
      command('undo', () => void act(() => undoAndSay(app))),
      command('redo', () => void act(() => redoAndSay(app))),
      command('home', go('/')),
      command('courses', go('/courses')),
      ...(hasCampaigns ? [command('campaigns', go('/campaigns'))] : []),
      command('sync', go('/sync')),
      ...(canSync ? [command('syncNow', () => void act(() => engine.client.sync.syncNow()))] : []),
      command('trash', go('/trash')),
      command('settings', go('/settings')),
      command('themeLight', () => appearance.set('light')),
      command('themeDark', () => appearance.set('dark')),
      command('themeSystem', () => appearance.set('system')),
      command('nextPane', () => focusNextPane(1)),
      command('previousPane', () => focusNextPane(-1)),
    ];
  }, [
    act,
    app,
    appearance,
    canSync,
    command,
    engine,
    hasCampaigns,
    mayCreateCampaigns,
    navigate,
    openImport,
    openNewCampaign,
    openNewCourse,
    openPalette,
    openSearch,
  ]);
  useCommands(list);
}
