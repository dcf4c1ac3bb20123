/**
 * The desktop app, from the bundles that are shipped: on the real Electron where its binary is and DESKTOP_DRIVER=electron
 * asks for it, else on the stand-in and an ordinary Chromium.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  _electron,
  chromium,
  type BrowserContext,
  type BrowserContextOptions,
  type ElectronApplication,
  type Page,
} from '@playwright/test';
import { findElectron } from '../../../../tools/start/find-electron.ts';
import { findChromium } from '../../../../tools/find-chromium.ts';
import { repositoryRoot } from '../../../../tools/repository.ts';
import type { StandInSettings } from '../stand-in/settings.ts';
import { startMain, type MainProcess } from './main-process.ts';

/** The real Electron is given the app's folder; its package.json names the main process. */
const APP = join(repositoryRoot, 'apps/desktop');
export const MAIN = join(APP, 'dist/main/main.js');

/** Whether the specs run on the real Electron. */
export const isElectron = process.env['DESKTOP_DRIVER'] === 'electron';

export interface DesktopApp {
  readonly context: BrowserContext;
  /** The window, once its page is there. */
  window(): Promise<Page>;
  windows(): Page[];
  evaluate: MainProcess['evaluate'];
  /** As a crash of the engine alone. */
  killEngine(): Promise<void>;
  /** As a person who quits; the exit code. */
  quit(): Promise<number | null>;
  /** As a crash, or the power. */
  kill(): Promise<void>;
}

export interface AppOptions {
  /** Everything that the app keeps on this computer. */
  readonly folder: string;
  readonly args?: readonly string[];
  readonly settings?: Partial<StandInSettings>;
  readonly contextOptions?: BrowserContextOptions;
  /** Called before any page is loaded. */
  readonly prepare?: (context: BrowserContext) => Promise<void> | void;
}

const argsOf = ({ folder, args = [] }: AppOptions): string[] => [
  `--user-data-dir=${join(folder, 'user')}`,
  `--data=${join(folder, 'data')}`,
  ...args,
];

export const launchApp = (options: AppOptions): Promise<DesktopApp> =>
  isElectron ? launchElectron(options) : launchStandIn(options);

/** Starts the app once more, as the system does for a link; resolves when that second process has ended. */
export async function launchAgain(options: AppOptions): Promise<void> {
  if (isElectron) {
    const second = await _electron
      .launch({ executablePath: binary(), args: [APP, ...argsOf(options)] })
      .catch(() => null);
    await second?.waitForEvent('close');
    return;
  }
  const second = await startMain({ main: MAIN, args: argsOf(options) });
  await second.ended;
}

async function launchStandIn(options: AppOptions): Promise<DesktopApp> {
  const profile = join(options.folder, 'chromium');
  const found = await findChromium();
  const context = await chromium.launchPersistentContext(profile, {
    ...options.contextOptions,
    ...found,
    args: [...found.args, '--remote-debugging-port=0'],
  });
  await options.prepare?.(context);
  const [port, path] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n');
  const blank = context.pages();
  const main = await startMain({
    main: MAIN,
    args: argsOf(options),
    settings: { ...options.settings, browser: `ws://127.0.0.1:${port}${path}` },
  });
  const windows = (): Page[] => context.pages().filter((page) => !blank.includes(page));
  const closed = new Promise<void>((resolve) => context.once('close', () => resolve()));
  // The app may just be closing the browser itself.
  const end = (): Promise<void> => Promise.any([context.close(), closed]);
  return {
    context,
    windows,
    window: () => firstOf(windows),
    evaluate: main.evaluate,
    killEngine: async () => {
      const pid = await main.evaluate(({ standIn }) => [...standIn.utilities].at(-1)?.pid);
      process.kill(pid ?? 0, 'SIGKILL');
    },
    quit: async () => {
      await main.evaluate(({ app }) => void setTimeout(() => app.quit()));
      const code = await main.ended;
      await end();
      return code;
    },
    kill: async () => {
      // Until the browser has ended, too, pages look on the network for what the app would have given them.
      context.removeAllListeners('console');
      await main.kill();
      await end();
    },
  };
}

async function launchElectron(options: AppOptions): Promise<DesktopApp> {
  const electron: ElectronApplication = await _electron.launch({
    executablePath: binary(),
    args: [APP, ...argsOf(options)],
    ...(options.contextOptions?.locale !== undefined && { locale: options.contextOptions.locale }),
  });
  const context = electron.context();
  await options.prepare?.(context);
  const child = electron.process();
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    context,
    windows: () => electron.windows(),
    window: () => electron.firstWindow(),
    evaluate: (run, argument) =>
      electron.evaluate(run as never, argument as never) as ReturnType<typeof run> as never,
    killEngine: async () => {
      const pid = await electron.evaluate(
        ({ app }) => app.getAppMetrics().find(({ name }) => name === 'EduCrowd engine')?.pid,
      );
      process.kill(pid ?? 0, 'SIGKILL');
    },
    quit: async () => {
      await electron.close();
      return ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function binary(): string {
  const found = findElectron();
  if (found.state === 'missing') throw new Error(`DESKTOP_DRIVER=electron, but ${found.why}`);
  return found.path;
}

async function firstOf(windows: () => Page[]): Promise<Page> {
  for (let waited = 0; waited < 30_000; waited += 25) {
    const [page] = windows();
    if (page && page.url() !== 'about:blank') return page;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('The app opened no window.');
}
