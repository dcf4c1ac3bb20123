/** Sources of the desktop app bundled with one of them weakened; what was read for one plant is not read for the next. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { context, type BuildContext, type BuildOptions, type Plugin } from 'esbuild';
import { repositoryRoot } from '../../../../tools/repository.ts';

/** One guard taken out of the source. */
export interface Plant {
  /** Below apps/desktop/src. */
  readonly file: string;
  /** What stands there exactly once. */
  readonly source: string;
  readonly weakened: string;
}

export const SOURCES = join(repositoryRoot, 'apps/desktop/src');

interface Planted {
  /** Null: the source as it is. */
  plant: Plant | null;
  /** How often it was put in. */
  count: number;
}

interface Bundler {
  readonly planted: Planted;
  readonly context: BuildContext<{ write: false }>;
}

const bundlers = new Map<string, Promise<Bundler>>();

/** @param what names the options: they are those of the first call with it */
export async function bundlePlanted(
  folder: string,
  { what, plant, options }: { what: string; plant: Plant | null; options: BuildOptions },
): Promise<void> {
  const known = bundlers.get(what) ?? createBundler(options);
  bundlers.set(what, known);
  const { planted, context } = await known;
  Object.assign(planted, { plant, count: 0 });
  const { outputFiles } = await context.rebuild();
  if (plant && planted.count === 0) throw new Error(`${plant.file} is no part of ${what}`);
  for (const { path, contents } of outputFiles) await writeFile(join(folder, basename(path)), contents);
}

/** Ends the bundlers. */
export async function endBundlers(): Promise<void> {
  const ended = [...bundlers.values()];
  bundlers.clear();
  for (const bundler of ended) await (await bundler).context.dispose();
}

async function createBundler(options: BuildOptions): Promise<Bundler> {
  const planted: Planted = { plant: null, count: 0 };
  const plugins = [planting(planted)];
  return { planted, context: await context({ ...options, plugins, sourcemap: false, write: false }) };
}

/** Fails when the source does not hold what is to be weakened: then the plant has to follow it. */
const planting = (planted: Planted): Plugin => ({
  name: 'plant',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const { plant } = planted;
      if (!plant || path !== join(SOURCES, plant.file)) return undefined;
      const { file, source, weakened } = plant;
      const text = await readFile(path, 'utf8');
      if (text.split(source).length !== 2) throw new Error(`${file} does not hold exactly once: ${source}`);
      planted.count += 1;
      return { contents: text.replace(source, () => weakened), loader: 'ts' };
    });
  },
});
