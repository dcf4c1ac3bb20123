/**
 * The app's main process, built from its sources with one of them weakened, on the stand-in without a browser. In place
 * of the engine and the screen there is the least that the main process needs.
 */
import { mkdir, mkdtemp, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import { bundlePreload, bundleProcesses, MAIN_ENTRY } from '../../../../tools/build/bundle-desktop.ts';
import { repositoryRoot } from '../../../../tools/repository.ts';
import { startMain, type MainProcess } from '../launch/main-process.ts';
import type { StandInSettings } from '../stand-in/settings.ts';

/** One guard taken out of the source. */
export interface Plant {
  /** Below apps/desktop/src. */
  readonly file: string;
  /** What stands there exactly once. */
  readonly source: string;
  readonly weakened: string;
}

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

/** Throws when the source does not hold what is to be weakened: then the plant has to follow it. */
export async function buildApp(folder: string, plant: Plant | null): Promise<BuiltApp> {
  const app = join(folder, 'app');
  const files = {
    'package.json': '{ "type": "module" }',
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
  const applied = { count: 0 };
  await bundleProcesses({
    entryPoints: { main: MAIN_ENTRY },
    outdir: join(app, 'main'),
    plugins: plant ? [planting(plant, applied)] : [],
    external: ['electron-updater'],
  });
  if (plant && applied.count === 0) throw new Error(`${plant.file} is no part of the main process`);
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
  const applied = { count: 0 };
  const outdir = await mkdtemp(join(folder, 'module-'));
  await bundleProcesses({
    entryPoints: { module: join(repositoryRoot, 'apps/desktop/src', entry) },
    outdir,
    plugins: plant ? [planting(plant, applied)] : [],
  });
  if (plant && applied.count === 0) throw new Error(`${plant.file} is no part of ${entry}`);
  await rename(join(outdir, 'module.js'), join(outdir, 'module.mjs'));
  return import(pathToFileURL(join(outdir, 'module.mjs')).href);
}

/** The text of the preload script. */
export async function buildPreload(folder: string, plant: Plant | null): Promise<string> {
  const path = join(folder, 'preload.cjs');
  const applied = { count: 0 };
  await bundlePreload(path, plant ? [planting(plant, applied)] : []);
  if (plant && applied.count === 0) throw new Error(`${plant.file} is no part of the preload script`);
  return readFile(path, 'utf8');
}

const planting = ({ file, source, weakened }: Plant, applied: { count: number }): Plugin => ({
  name: 'plant',
  setup: ({ onLoad }) => {
    const path = join(repositoryRoot, 'apps/desktop/src', file);
    onLoad({ filter: new RegExp(`${RegExp.escape(file)}$`) }, async (loaded) => {
      if (loaded.path !== path) return undefined;
      const text = await readFile(path, 'utf8');
      if (text.split(source).length !== 2) throw new Error(`${file} does not hold exactly once: ${source}`);
      applied.count += 1;
      return { contents: text.replace(source, () => weakened), loader: 'ts' };
    });
  },
});
