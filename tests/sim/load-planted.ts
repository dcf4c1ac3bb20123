/** Loads the simulator and everything of ours beneath it once more, with a bug in it. */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { must } from '@educrowd/shared/primitives/assert';
import { plants, type Plant } from './plants.ts';

const root = join(import.meta.dirname, '../..');
/** One for all: it belongs to the process. */
const UNIQUE = pathToFileURL(join(import.meta.dirname, 'seed-globals.ts')).href;

const plantOf = (url: string | undefined): string | null =>
  url?.startsWith('file:') ? new URL(url).searchParams.get('plant') : null;

registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    const name = plantOf(context.parentURL);
    const isOurs = found.url.startsWith(pathToFileURL(root).href) && !found.url.includes('/node_modules/');
    if (name === null || !isOurs || found.url === UNIQUE) return found;
    return { ...found, url: `${found.url}?plant=${name}` };
  },
  load: (url, context, next) => {
    const name = plantOf(url);
    const planted = plants.find((each) => each.name === name);
    const file = planted && fileURLToPath(new URL(url));
    const changes = planted?.changes.filter((change) => join(root, change.file) === file) ?? [];
    if (file === undefined || changes.length === 0) return next(url, context);
    let source = readFileSync(file, 'utf8');
    for (const { find, replace } of changes) {
      if (source.split(find).length !== 2)
        throw new Error(`Plant ${name} does not fit ${file} any more: ${find}`);
      source = source.replace(find, () => replace);
    }
    return { format: 'module-typescript', source, shortCircuit: true };
  },
});

export async function loadPlanted({ name }: Plant): Promise<typeof import('./simulate.ts')> {
  const url = pathToFileURL(join(import.meta.dirname, 'simulate.ts'));
  url.searchParams.set('plant', name);
  return (await import(url.href)) as typeof import('./simulate.ts');
}

export const plantNamed = (name: string): Plant =>
  must(
    plants.find((each) => each.name === name),
    `There is no plant "${name}"; --list-plants names them all.`,
  );
