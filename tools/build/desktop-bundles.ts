/** How the desktop app's processes are bundled. */
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
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
