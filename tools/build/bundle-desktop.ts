/**
 * `node tools/build/bundle-desktop.ts electron|host`: the desktop app's processes.
 *
 * - `electron`: `dist/main` (main and engine) and `dist/preload` (one file).
 * - `host`: `dist/host`, the same engine behind a browser. A bundle starts in half the time of its sources.
 */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { repositoryRoot } from '../repository.ts';

const desktop = join(repositoryRoot, 'apps/desktop');

/** Electron's own module, and native code. */
const unbundled = ['electron', 'better-sqlite3'];

const common: BuildOptions = {
  absWorkingDir: repositoryRoot,
  bundle: true,
  target: 'node24',
  logLevel: 'warning',
  sourcemap: true,
  legalComments: 'none',
};

/** Packages that were written as CommonJS ask for others at run time. */
const banner = {
  js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
};

export interface BundleOptions {
  /** Modules by the name of the file that is made of them. */
  readonly entryPoints: Readonly<Record<string, string>>;
  readonly outdir: string;
  /** Packages that are left where they are. */
  readonly external?: readonly string[];
}

/** What makes programs of Node that share what they have in common. */
export const processBundle = ({ entryPoints, outdir, external = [] }: BundleOptions) =>
  ({
    ...common,
    entryPoints: { ...entryPoints },
    outdir,
    external: [...unbundled, ...external],
    platform: 'node',
    format: 'esm',
    splitting: true,
    banner,
  }) satisfies BuildOptions;

/** The preload script: a sandboxed window loads exactly one CommonJS file. */
export const preloadBundle = (outfile: string) =>
  ({
    ...common,
    entryPoints: [join(desktop, 'src/preload/preload.ts')],
    outfile,
    external: unbundled,
    platform: 'browser',
    format: 'cjs',
    sourcemap: false,
  }) satisfies BuildOptions;

export const MAIN_ENTRY = join(desktop, 'src/main/main.ts');

if (import.meta.main) {
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
}
