/**
 * The desktop app's main process. It does what only the operating system can give: the window and its menus, dialogs,
 * the keychain, notifications, links, updates. The engine runs in a process of its own, and windows speak to it
 * directly.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { app, dialog, shell } from 'electron';
import type { MenuCommand } from '../ipc/window.ts';
import { answerWindows } from './answer-windows.ts';
import { appWords } from './app-words.ts';
import { runEngine } from './connect-windows.ts';
import { deepLink, LINK_SCHEME, linkIn } from './deep-link.ts';
import { grantSource } from './grant-source.ts';
import { guardContents, guardSession } from './guard-contents.ts';
import { openKeychain } from './keychain.ts';
import { readLaunchOptions } from './launch-options.ts';
import { openLogFile } from './log-file.ts';
import { createMainWindow, type MainWindow } from './main-window.ts';
import { createMenus } from './menus.ts';
import { noteCrashes } from './note-crashes.ts';
import { createOpenExternal } from './safe-open-external.ts';
import { registerAppScheme, serveApp } from './serve-app.ts';
import { watchForUpdates } from './updater.ts';
import { windowHandlers } from './window-handlers.ts';

const options = readLaunchOptions(process.argv.slice(1));
if (options.userFolder !== undefined) app.setPath('userData', options.userFolder);
const log = openLogFile(app.getPath('logs'));
noteCrashes(log);
app.enableSandbox();
registerAppScheme();
const openExternal = createOpenExternal({ words: appWords, log: log.write });
guardContents({ openExternal, log: log.write });

// Two of them would fight for the same data: the second one hands over what it was started with, and ends.
if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  const opened = app.whenReady().then(open);
  app.on('second-instance', (_event, args) => void opened.then((window) => follow(window, linkIn(args))));
  app.on('open-url', (event, link) => {
    event.preventDefault();
    void opened.then((window) => follow(window, link));
  });
  app.on('activate', () => void opened.then((window) => window.show()));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

async function open(): Promise<MainWindow> {
  const t = appWords();
  // Windows shows notifications in the name of an installed program.
  if (process.platform === 'win32') app.setAppUserModelId('org.educrowd.desktop');
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  guardSession();
  serveApp(join(import.meta.dirname, '../renderer'));

  const { dataFolder = join(app.getPath('userData'), 'data'), school } = options;
  const keychain = await openKeychain(join(app.getPath('userData'), 'sign-ins.json'), log.write);
  // Of this run alone: what was chosen in an earlier one is chosen anew.
  const importKey = randomBytes(32).toString('hex');
  const engine = runEngine({
    main: join(import.meta.dirname, 'engine.js'),
    args: [
      '--data',
      dataFolder,
      '--version',
      app.getVersion(),
      ...(school === undefined ? [] : ['--school', school]),
    ],
    keychain,
    importKey,
    log: log.write,
    onUnable: () => {
      dialog.showErrorBox(t('desktop.engineFailedTitle'), t('desktop.engineFailedBody', { path: log.path }));
      app.quit();
    },
  });
  let hasStopped = false;
  app.on('will-quit', (event) => {
    if (hasStopped) return;
    // What is under way is finished first. The engine may hand over sign-ins until it has ended.
    event.preventDefault();
    const finish = async (): Promise<void> => {
      try {
        await engine.stop();
      } finally {
        await keychain.settled();
      }
    };
    void finish().finally(() => {
      hasStopped = true;
      app.quit();
    });
  });

  const window = createMainWindow({
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    statePath: join(app.getPath('userData'), 'window.json'),
    t,
    log: log.write,
  });
  const menus = createMenus({
    isMac: process.platform === 'darwin',
    isDeveloping: !app.isPackaged,
    t,
    onCommand: window.run,
    onShowLog: () => shell.showItemInFolder(log.path),
  });
  const { goTo, onConnected } = window;
  const onCommands = (commands: readonly MenuCommand[]): void => {
    menus.show(commands);
    window.onCommands(commands);
  };
  answerWindows({
    handlersOf: windowHandlers({ engine, onCommands, importKey, openExternal, goTo, onConnected, t }),
    onDrop: (path) => grantSource(importKey, path),
    log: log.write,
  });
  follow(window, linkIn(process.argv.slice(1)));
  void watchForUpdates(t, log.write);
  return window;
}

/** Brings the window forward, at the place that the link names if it names one. */
function follow(window: MainWindow, link: string | undefined): void {
  const { data: place } = deepLink.safeParse(link);
  if (link !== undefined && place === undefined) log.write('A link was refused.');
  if (place === undefined) window.show();
  else window.goTo(place);
}
