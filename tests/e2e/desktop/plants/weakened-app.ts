/**
 * The app's main process, built from its sources with one of them weakened, on the stand-in without a browser. In place
 * of the engine and the screen there is the least that the main process needs.
 */
import { mkdir, mkdtemp, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MAIN_ENTRY, preloadBundle, processBundle } from '../../../../tools/build/desktop-bundles.ts';
import { startMain, type MainProcess } from '../launch/main-process.ts';
import type { StandInSettings } from '../stand-in/settings.ts';
import { bundlePlanted, SOURCES, type Plant } from './bundle-planted.ts';

export interface BuiltApp {
  readonly folder: string;
  start(options?: { settings?: Partial<StandInSettings>; args?: readonly string[] }): Promise<MainProcess>;
  /** What the engine was started with; written down by the program that stands there in its place. */
  engineStart(): Promise<{
    args: string[];
    start: { tokens: Record<string, string>; locked: string[]; keepsTokens: boolean; importKey: string };
  }>;
  /** All that any of its engines was told, one message a line. */
  engineTold(): Promise<string>;
}

export const WORKSPACE = '0192a000-0000-7000-8000-000000000001';
export const TOKEN = 'the-secret-token';
const SECRET = 'a file outside of the screen';

/** Signs in, tells what it was told, asks the keychain again when a window comes, and ends when it is asked to. */
const ENGINE = `
  import { appendFileSync, writeFileSync } from 'node:fs';
  import { join } from 'node:path';
  process.parentPort.on('message', ({ data }) => {
    appendFileSync(join(import.meta.dirname, 'engine-told.txt'), JSON.stringify(data) + '\\n');
    if (data.type === 'stop') process.exit(0);
    if (data.type === 'window') process.parentPort.postMessage({ type: 'askKeychain' });
    if (data.type !== 'start') return;
    const told = JSON.stringify({ args: process.argv.slice(2), start: data });
    writeFileSync(join(import.meta.dirname, 'engine-start.json'), told);
    process.parentPort.postMessage({ type: 'token', workspaceId: '${WORKSPACE}', token: '${TOKEN}' });
    process.parentPort.postMessage({ type: 'ready' });
  });`;

/** In place of electron-updater: tests play its part, and see what it was asked to do. */
const UPDATER = `
  const { EventEmitter } = require('node:events');
  const asked = [];
  const ask = (name) => () => (asked.push(name), Promise.resolve());
  exports.autoUpdater = globalThis.updater = Object.assign(new EventEmitter(), {
    asked,
    checkForUpdates: ask('check'),
    downloadUpdate: ask('download'),
    quitAndInstall: ask('install'),
  });`;

export async function buildApp(folder: string, plant: Plant | null): Promise<BuiltApp> {
  const app = join(folder, 'app');
  const files = {
    'package.json': '{ "type": "module" }',
    'node_modules/electron-updater/package.json': '{ "main": "index.js" }',
    'node_modules/electron-updater/index.js': UPDATER,
    'main/engine.js': ENGINE,
    'preload/preload.cjs': '',
    'renderer/index.html': '<title>EduCrowd</title>',
    'renderer/assets/app.js': '',
    // A file whose name elsewhere is a way out of the folder.
    'renderer/..\\secret.txt': SECRET,
    'secret.txt': SECRET,
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(app, path, '..'), { recursive: true });
    await writeFile(join(app, path), text);
  }
  await bundlePlanted(join(app, 'main'), {
    what: 'the main process',
    plant,
    options: processBundle({
      entryPoints: { main: MAIN_ENTRY },
      outdir: 'main',
      external: ['electron-updater'],
    }),
  });
  return {
    folder,
    start: async ({ settings = {}, args = [] } = {}) => {
      const main = await startMain({
        main: join(app, 'main/main.js'),
        args: [`--user-data-dir=${join(folder, 'user')}`, ...args],
        settings,
      });
      await untilOpen(main);
      return main;
    },
    engineStart: async () =>
      JSON.parse(await readFile(join(app, 'main/engine-start.json'), 'utf8')) as Awaited<
        ReturnType<BuiltApp['engineStart']>
      >,
    engineTold: () => readFile(join(app, 'main/engine-told.txt'), 'utf8'),
  };
}

/** Until the window shows its page and the engine runs; or the app has ended, whose time it is to be noticed then. */
async function untilOpen(main: MainProcess): Promise<void> {
  const isOpen = (): Promise<boolean> =>
    main.evaluate(
      ({ BrowserWindow, standIn }) =>
        BrowserWindow.getAllWindows().some(({ webContents }) => webContents.getURL() !== '') &&
        standIn.record.some(({ kind, type }) => kind === 'fromUtility' && type === 'ready'),
    );
  const ended = main.ended.then(() => true);
  while (!(await Promise.race([isOpen().catch(() => ended), ended])))
    await new Promise((resolve) => setTimeout(resolve, 10));
}

/** One module of the app, as it would be bundled. */
export async function buildModule(folder: string, entry: string, plant: Plant | null): Promise<unknown> {
  const outdir = await mkdtemp(join(folder, 'module-'));
  const options = processBundle({ entryPoints: { module: join(SOURCES, entry) }, outdir: 'module' });
  await bundlePlanted(outdir, { what: entry, plant, options });
  await rename(join(outdir, 'module.js'), join(outdir, 'module.mjs'));
  return import(pathToFileURL(join(outdir, 'module.mjs')).href);
}

/** The text of the preload script. */
export async function buildPreload(folder: string, plant: Plant | null): Promise<string> {
  await bundlePlanted(folder, { what: 'the preload script', plant, options: preloadBundle('preload.cjs') });
  return readFile(join(folder, 'preload.cjs'), 'utf8');
}
