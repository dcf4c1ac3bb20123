import { join } from 'node:path';
import { buildElectron } from '../build/build-product.ts';
import { chooseDesktop, type DesktopWish } from './choose-desktop.ts';
import { fetchElectron, findElectron } from './find-electron.ts';
import { startBrowserHost } from './start-browser-host.ts';
import { startElectron } from './start-electron.ts';

export interface RunningDesktop {
  /** Where a person finds it, and why there. */
  readonly where: string;
  readonly why: string;
  stop(): Promise<void>;
}

export interface DesktopOptions {
  readonly wish: DesktopWish;
  readonly dataFolder: string;
  /** Of the browser host. */
  readonly port: number;
  readonly school: string;
  readonly log: (words: string) => void;
}

/** The desktop app: in Electron where that is possible, else in a browser. Both keep their work in one place. */
export async function startDesktop({
  wish,
  dataFolder,
  port,
  school,
  log,
}: DesktopOptions): Promise<RunningDesktop> {
  const chosen = chooseDesktop(wish, {
    platform: process.platform,
    userId: process.getuid?.(),
    hasScreen: hasScreen(),
    find: findElectron,
    fetch: fetchElectron,
  });
  const work = join(dataFolder, 'desktop');
  if (chosen.kind === 'electron') {
    await buildElectron();
    const electron = await startElectron({
      path: chosen.path,
      dataFolder: work,
      userFolder: join(dataFolder, 'electron'),
      school,
      onClosed: () => log('The desktop app was closed. "npm start" opens it again.'),
    });
    return { where: 'the window that has opened', why: 'the desktop app, in Electron', stop: electron.stop };
  }
  const host = await startBrowserHost({
    dataFolder: work,
    port,
    school,
    onLink: (link) => log(`Another window: ${link}`),
  });
  return { where: host.link, why: `the desktop app, in a browser because ${chosen.why}`, stop: host.stop };
}

/** Whether a program here can open a window. */
const hasScreen = (): boolean =>
  process.platform !== 'linux' ||
  Boolean(process.env['DISPLAY'] ?? '') ||
  Boolean(process.env['WAYLAND_DISPLAY'] ?? '');
