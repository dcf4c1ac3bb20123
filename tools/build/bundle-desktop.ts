/**
 * `node tools/build/bundle-desktop.ts electron|host`: the desktop app's processes.
 *
 * - `electron`: `dist/main` (main and engine) and `dist/preload` (one file).
 * - `host`: `dist/host`, the same engine behind a browser. A bundle starts in half the time of its sources.
 */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { repositoryRoot } from '../repository.ts';
import { MAIN_ENTRY, preloadBundle, processBundle } from './desktop-bundles.ts';

const desktop = join(repositoryRoot, 'apps/desktop');

const what = process.argv[2];
if (what !== 'electron' && what !== 'host') throw new Error('Say what to bundle: electron or host.');
const isHost = what === 'host';
const outdir = join(desktop, 'dist', isHost ? 'host' : 'main');
const source = join(desktop, 'src');
await rm(outdir, { recursive: true, force: true });
await build(
  processBundle({
    entryPoints: isHost
      ? { main: join(source, 'host/main.ts'), engine: join(source, 'engine/main.ts') }
      : { main: MAIN_ENTRY, engine: join(source, 'engine/start-in-utility.ts') },
    outdir,
  }),
);
// The engine reads them from beside itself.
await cp(join(repositoryRoot, 'packages/db/src/sqlite/migrations'), join(outdir, 'migrations'), {
  recursive: true,
});
if (!isHost) await build(preloadBundle(join(desktop, 'dist/preload/preload.cjs')));
