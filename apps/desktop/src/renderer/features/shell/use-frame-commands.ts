import { useMemo } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import type { Command } from '../../app/commands.ts';
import { useAct } from '../../app/use-act.ts';
import { useCommands } from '../../app/use-commands.ts';
import { redoAndSay, undoAndSay } from '../course/course-actions.ts';
import type { PaletteMode } from '../palette/command-palette.tsx';
import { focusNextPane } from './panes.ts';

interface FrameActions {
  openNewCourse: () => void;
  openImport: () => void;
  openPalette: (mode: PaletteMode) => void;
}

/** The actions that every screen offers. */
export function useFrameCommands({ openNewCourse, openImport, openPalette }: FrameActions): void {
  const app = useApp();
  const act = useAct();
  const navigate = useNavigate();
  const { t, platform, appearance, queries, engine } = app;
  const { data: session } = useSuspenseQuery(queries.session());
  const canSync = session.current?.school !== null && session.signedIn;

  const list = useMemo((): Command[] => {
    const go = (to: '/' | '/courses' | '/search' | '/sync' | '/trash' | '/settings') => () =>
      void navigate({ to });
    return [
      {
        id: 'newCourse',
        label: t('commands.newCourse'),
        icon: 'plus',
        keys: [platform.ownsWindow ? 'Mod-n' : 'Mod-Alt-n'],
        run: openNewCourse,
      },
      { id: 'import', label: t('commands.importCourse'), icon: 'importFile', run: openImport },
      {
        id: 'search',
        label: t('commands.search'),
        icon: 'search',
        keys: ['Mod-Shift-f'],
        whileTyping: true,
        run: go('/search'),
      },
      {
        id: 'goTo',
        label: t('commands.goTo'),
        icon: 'arrowRight',
        keys: ['Mod-p'],
        whileTyping: true,
        run: () => openPalette('places'),
      },
      {
        id: 'palette',
        label: t('commands.palette'),
        icon: 'search',
        keys: ['Mod-k'],
        whileTyping: true,
        run: () => openPalette('everything'),
      },
      {
        id: 'undo',
        label: t('commands.undo'),
        icon: 'restore',
        keys: ['Mod-z'],
        run: () => void act(() => undoAndSay(app)),
      },
      {
        id: 'redo',
        label: t('commands.redo'),
        keys: ['Mod-Shift-z'],
        run: () => void act(() => redoAndSay(app)),
      },
      { id: 'home', label: t('commands.home'), icon: 'home', run: go('/') },
      { id: 'courses', label: t('commands.courses'), icon: 'course', run: go('/courses') },
      { id: 'sync', label: t('commands.sync'), icon: 'sync', run: go('/sync') },
      ...(canSync
        ? [
            {
              id: 'syncNow',
              label: t('commands.syncNow'),
              icon: 'sync' as const,
              run: () => void act(() => engine.client.sync.syncNow()),
            },
          ]
        : []),
      { id: 'trash', label: t('commands.trash'), icon: 'trash', run: go('/trash') },
      { id: 'settings', label: t('commands.settings'), icon: 'settings', run: go('/settings') },
      { id: 'themeLight', label: t('commands.themeLight'), icon: 'sun', run: () => appearance.set('light') },
      { id: 'themeDark', label: t('commands.themeDark'), icon: 'moon', run: () => appearance.set('dark') },
      {
        id: 'themeSystem',
        label: t('commands.themeSystem'),
        icon: 'system',
        run: () => appearance.set('system'),
      },
      {
        id: 'nextPane',
        label: t('commands.nextPane'),
        keys: ['F6'],
        whileTyping: true,
        run: () => focusNextPane(1),
      },
      {
        id: 'previousPane',
        label: t('commands.previousPane'),
        keys: ['Shift-F6'],
        whileTyping: true,
        run: () => focusNextPane(-1),
      },
    ];
  }, [act, app, appearance, canSync, engine, navigate, openImport, openNewCourse, openPalette, platform, t]);
  useCommands(list);
}
