/** The one window: where it was last time, with nothing in reach of its page but the bridge. */
import { app, BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import { writeFileSync } from 'node:fs';
import type { Translate } from '@educrowd/shared/messages/translate';
import type { MenuCommand } from '../ipc/window.ts';
import { APP_PAGE } from './app-origin.ts';
import { askBeforeClosing } from './ask-before-closing.ts';
import { reviveWindow } from './note-crashes.ts';
import { tellWindow } from './tell-window.ts';
import { MINIMUM, placeWindow, readWindowState, type WindowState } from './window-state.ts';

export interface MainWindow {
  /** Brings the window forward, opening it where it was closed. */
  show(): void;
  /** Brings it forward at a place. */
  goTo(place: string): void;
  /** A page listens from now on: what it was meant to be told is told. */
  onConnected(contents: WebContents): void;
  /** Runs a command in the window; in one that has to be opened first, once the place where it was offers it. */
  run(command: string): void;
  /** What the window's page offers from now on. */
  onCommands(commands: readonly MenuCommand[]): void;
}

export interface MainWindowOptions {
  readonly preload: string;
  /** File of the window's size and place. */
  readonly statePath: string;
  readonly t: Translate;
  readonly log: (line: string) => void;
}

/** A command that no screen offers by then was meant for a place that is not there any more. */
const COMMAND_WAITS_MS = 10_000;

/** The page's ground in light and dark, until it has drawn it itself. */
const GROUND = { light: '#fbfaf7', dark: '#141310' } as const;

export function createMainWindow(options: MainWindowOptions): MainWindow {
  let window: BrowserWindow | null = null;
  let waiting: string | null = null;
  let isConnected = false;
  let waitingCommand: string | null = null;
  let commandTimer: NodeJS.Timeout | undefined;

  const open = (): BrowserWindow => {
    const opened = openWindow(options);
    isConnected = false;
    opened.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) isConnected = false;
    });
    opened.on('closed', () => {
      if (window === opened) window = null;
    });
    return opened;
  };
  const show = (): BrowserWindow => {
    if (!window) {
      // It shows itself once there is something to be seen.
      window = open();
      return window;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    return window;
  };
  return {
    show: () => void show(),
    goTo(place) {
      const { webContents } = show();
      if (isConnected) tellWindow(webContents, { type: 'open', place });
      else waiting = place;
    },
    onConnected(contents) {
      isConnected = true;
      if (waiting !== null) tellWindow(contents, { type: 'open', place: waiting });
      waiting = null;
    },
    run(command) {
      if (window && isConnected) {
        if (window.isMinimized()) show();
        tellWindow(window.webContents, { type: 'command', id: command });
        return;
      }
      show();
      waitingCommand = command;
      clearTimeout(commandTimer);
      commandTimer = setTimeout(() => (waitingCommand = null), COMMAND_WAITS_MS).unref();
    },
    onCommands(commands) {
      const wanted = commands.find(({ id, isOffered }) => id === waitingCommand && isOffered);
      if (!wanted || !window) return;
      waitingCommand = null;
      tellWindow(window.webContents, { type: 'command', id: wanted.id });
    },
  };
}

function openWindow({ preload, statePath, t, log }: MainWindowOptions): BrowserWindow {
  const state = readWindowState(statePath);
  const screens = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()];
  const window = new BrowserWindow({
    ...placeWindow(
      state,
      screens.map(({ workArea }) => workArea),
    ),
    minWidth: MINIMUM.width,
    minHeight: MINIMUM.height,
    show: false,
    title: app.name,
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Elsewhere Chromium would fetch dictionaries from the network.
      spellcheck: process.platform === 'darwin',
    },
  });
  if (state?.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => keepState(window, statePath, log));
  reviveWindow(window, t);
  askBeforeClosing(window, t);
  window.loadURL(APP_PAGE).catch((error: unknown) => log(`The page could not be loaded: ${String(error)}`));
  return window;
}

function keepState(window: BrowserWindow, path: string, log: (line: string) => void): void {
  const { x, y, width, height } = window.getNormalBounds();
  const state: WindowState = { bounds: { x, y, width, height }, isMaximized: window.isMaximized() };
  try {
    writeFileSync(path, JSON.stringify(state));
  } catch (error) {
    log(`The window's place was not kept: ${String(error)}`);
  }
}
