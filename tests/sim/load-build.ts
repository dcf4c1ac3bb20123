/**
 * Loads the simulator and everything of ours beneath it once more: as the newer build that the present one will be
 * upgraded to one day, or as the present one, and in either perhaps with a bug in it.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { newerChanges } from './newer-build.ts';
import type { Change, Plant } from './plant.ts';
import { plants } from './plants.ts';
import type { RunOptions, RunReport, simulate as simulateOne } from './simulate.ts';
import type { Devices } from './world.ts';

type Kind = 'newer' | 'present';

interface Build {
  readonly kind: Kind;
  readonly plant: string | null;
}

const root = join(import.meta.dirname, '../..');
const urlOf = (path: string): string => pathToFileURL(join(root, path)).href;
/** One for all: they belong to the process. */
const unique = new Set(
  ['seed-globals.ts', 'load-build.ts', 'device/memory-fs.ts'].map((name) => urlOf(`tests/sim/${name}`)),
);
/** What of the engine works on files does so on simulated disks. */
const onDisks = new Set(
  ['materials/blob-files.ts', 'network/upload-file.ts', 'network/download-file.ts'].map((name) =>
    urlOf(`apps/desktop/src/engine/${name}`),
  ),
);
/** Of the newer build in both: what devices, the line and the school tell each other by the classes of errors. */
const common = [
  'apps/desktop/src/engine/network/request-error.ts',
  'apps/desktop/src/engine/network/school-commands.ts',
  'apps/desktop/src/ipc/errors.ts',
  'tests/sim/device/line.ts',
  'tests/sim/school/',
].map(urlOf);

function buildOf(url: string | undefined): Build | null {
  const given = url?.startsWith('file:') ? new URL(url).searchParams : null;
  const kind = given?.get('build');
  return kind ? { kind: kind as Kind, plant: given?.get('plant') ?? null } : null;
}

const bare = (url = ''): string => url.replace(/\?.*$/, '');

function urlIn({ kind, plant }: Build, url: string): string {
  const isCommon = common.some((each) => url.startsWith(each));
  const asked = new URL(url);
  asked.searchParams.set('build', isCommon ? 'newer' : kind);
  if (plant !== null) asked.searchParams.set('plant', plant);
  return asked.href;
}

function changesIn({ kind, plant }: Build, file: string): Change[] {
  const planted = plants.find((each) => each.name === plant)?.changes ?? [];
  const all = kind === 'newer' ? [...newerChanges, ...planted] : planted;
  return all.filter((change) => join(root, change.file) === file);
}

registerHooks({
  resolve: (specifier, context, next) => {
    const build = buildOf(context.parentURL);
    if (build !== null && /^node:fs(?:\/promises)?$/.test(specifier) && onDisks.has(bare(context.parentURL)))
      return { url: urlOf('tests/sim/device/memory-fs.ts'), format: 'module-typescript', shortCircuit: true };
    const found = next(specifier, context);
    const isOurs = found.url.startsWith(pathToFileURL(root).href) && !found.url.includes('/node_modules/');
    if (build === null || !isOurs || unique.has(found.url)) return found;
    return { ...found, url: urlIn(build, found.url) };
  },
  load: (url, context, next) => {
    const build = buildOf(url);
    const file = fileOf(url);
    const changes = build && file !== null ? changesIn(build, file) : [];
    if (file === null || changes.length === 0) return next(url, context);
    let source = readFileSync(file, 'utf8');
    for (const { find, replace } of changes) {
      if (source.split(find).length !== 2) throw new Error(`A change does not fit ${file} any more: ${find}`);
      source = source.replace(find, () => replace);
    }
    return { format: 'module-typescript', source, shortCircuit: true };
  },
});

const fileOf = (url: string): string | null => (url.startsWith('file:') ? fileURLToPath(new URL(url)) : null);

const load = (build: Build, name: string): Promise<unknown> =>
  import(urlIn(build, urlOf(`tests/sim/${name}`)));

export type Simulate = (options: Omit<RunOptions, 'loadPresent'>) => Promise<RunReport>;

/** The simulator, in which the school and most devices are of the newer build. */
export async function loadSimulator(plant: Plant | null): Promise<Simulate> {
  const name = plant?.name ?? null;
  const newer = await load({ kind: 'newer', plant: name }, 'simulate.ts');
  const { simulate } = newer as { readonly simulate: typeof simulateOne };
  const loadPresent = async (): Promise<Devices> =>
    (await load({ kind: 'present', plant: name }, 'device/devices.ts')) as Devices;
  return (options) => simulate({ ...options, loadPresent });
}

/** A module beneath tests/sim whose part of the engine works on simulated disks. */
export const loadOnDisks = (name: string): Promise<unknown> => load({ kind: 'present', plant: null }, name);
