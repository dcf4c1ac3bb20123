import { createContext, use, type ReactNode } from 'react';
import { createTranslate, languageOf, type Translate } from '@educrowd/shared/messages/translate';
import { withAnnouncement, type Announcement } from './announcer.tsx';
import { createAppearance, type Appearance } from './appearance.ts';
import {
  createCommandMaker,
  createCommandRegistry,
  type CommandMaker,
  type CommandRegistry,
} from './commands.ts';
import type { EngineConnection } from './engine-connection.ts';
import { createFormats, type Formats } from './formats.ts';
import type { Unsaved } from './guard-leaving.ts';
import type { Platform } from './platform.ts';
import { createEngineQueries, type EngineQueries } from './queries.ts';
import { createStore, type Store } from './store.ts';
import type { Toast } from '../ui/toaster.tsx';
import { createUndoStack, type UndoStack } from './undo-stack.ts';

/** Everything that a screen may need besides its own data; made once per window. */
export interface App {
  readonly engine: EngineConnection;
  readonly queries: EngineQueries;
  readonly platform: Platform;
  /** Language of the words. */
  readonly language: string;
  readonly t: Translate;
  readonly formats: Formats;
  readonly commands: CommandRegistry;
  readonly command: CommandMaker;
  readonly undo: UndoStack;
  /** Fields whose value is on its way to the disk. */
  readonly waiting: Set<Unsaved>;
  /** What was typed and cannot be stored as it stands, by field: it is there again when the field is. */
  readonly unfinished: Map<string, unknown>;
  readonly toasts: Store<readonly Toast[]>;
  readonly announcements: Store<readonly Announcement[]>;
  readonly appearance: Store<Appearance>;
  readonly showToast: (toast: Omit<Toast, 'id'>) => void;
  readonly announce: (text: string) => void;
}

export function createApp(engine: EngineConnection, platform: Platform, locale: string): App {
  const toasts = createStore<readonly Toast[]>([]);
  const announcements = createStore<readonly Announcement[]>([]);
  let made = 0;
  const t = createTranslate(locale);
  return {
    engine,
    platform,
    queries: createEngineQueries(engine.client),
    language: languageOf(locale),
    t,
    formats: createFormats(locale),
    commands: createCommandRegistry(platform.isMac),
    command: createCommandMaker(t, platform),
    undo: createUndoStack(),
    waiting: new Set(),
    unfinished: new Map(),
    toasts,
    announcements,
    appearance: createAppearance(document.documentElement, localStorage),
    showToast: (toast) => toasts.set((present) => [...present.slice(-2), { ...toast, id: ++made }]),
    announce: (text) => announcements.set(withAnnouncement(announcements.get(), text)),
  };
}

const AppContext = createContext<App | null>(null);

export function AppProvider({ app, children }: { app: App; children: ReactNode }) {
  return <AppContext value={app}>{children}</AppContext>;
}

export function useApp(): App {
  const app = use(AppContext);
  if (!app) throw new Error('outside AppProvider');
  return app;
}

export const useTranslate = (): Translate => useApp().t;
