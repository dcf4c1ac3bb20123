/**
 * Stands in for the `electron` module where its binary cannot be had: the app's real main process runs in Node, its
 * real preload script and screen in an ordinary Chromium. It plays only what this app uses, and refuses everything else;
 * what it cannot prove is listed in docs/desktop-shell.md.
 */
import { join } from 'node:path';
import { createApp } from './app.ts';
import { connectDevTools, type DevTools } from './devtools.ts';
import { closePopups } from './page-link.ts';
import { MessageChannelMain } from './ports.ts';
import { note, record } from './record.ts';
import { createSession } from './session.ts';
import { readSettings, SETTINGS_VARIABLE } from './settings.ts';
import {
  createSafeStorage,
  crashReporter,
  dialog,
  Menu,
  nativeTheme,
  Notification,
  screen,
  shell,
  shownNotifications,
} from './system.ts';
import { createUtilityProcess } from './utility-process.ts';
import { createWindows } from './windows.ts';

const settings = readSettings(process.env[SETTINGS_VARIABLE]);
const { app, life, isQuitting } = createApp(settings);
const sessionParts = createSession(life);
const { protocol, session } = sessionParts;
const { utilityProcess, running } = createUtilityProcess(life);
let devtools: DevTools | null = null;
const { BrowserWindow, ipcMain, invoke } = createWindows({
  app,
  life,
  session: sessionParts,
  devtools: () => devtools,
  isQuitting,
});
const keys = createSafeStorage(join(app.getPath('userData'), 'stand-in.key'), settings);
const { safeStorage } = keys;
Object.defineProperty(process, 'resourcesPath', { value: app.getPath('userData') });

export {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  nativeTheme,
  Notification,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
};

/** What tests see of the stand-in itself. */
export const standIn = {
  keychain: keys.state,
  record,
  invoke,
  schemes: sessionParts.schemes,
  privileged: sessionParts.privileged,
  asked: sessionParts.asked,
  notifications: shownNotifications,
  utilities: running,
};

/** The app has said what it has to say before it is ready. */
export async function becomeReady(): Promise<void> {
  if (settings.browser !== null) {
    const browser = await connectDevTools(settings.browser, () => app.exit(70));
    devtools = browser;
    await closePopups(browser);
    life.atEnd.push(async () => void (await browser.send('Browser.close').catch(() => undefined)));
  }
  life.isReady = true;
  app.emit('ready', {}, {});
  life.ready.resolve();
  note('ready');
}
