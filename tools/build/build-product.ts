import { globSync } from 'node:fs';
import { repositoryRoot } from '../repository.ts';
import { runBuildStep, type BuildStep } from './build-step.ts';

const shared = 'packages/shared/src';

const cloudStyles: BuildStep = {
  name: 'cloud styles',
  needs: ['apps/cloud/src/http/styles.css'],
  // Every source, because the classes that are used there decide which styles come out.
  inputs: ['apps/cloud/src', shared],
  output: 'apps/cloud/dist/styles.css',
  commands: [
    {
      command: 'tailwindcss',
      args: ['--input', 'src/http/styles.css', '--output', 'dist/styles.css', '--minify'],
      cwd: 'apps/cloud',
    },
  ],
};

/**
 * The server and its packages as one module: it starts in a fraction of the time that its hundreds of sources take.
 * What finds files of its own, or native code, beside itself stays a package.
 */
const cloudServer: BuildStep = {
  name: 'cloud server',
  needs: ['apps/cloud/src/main.ts'],
  inputs: ['apps/cloud/src', shared, 'packages/db/src'],
  output: 'apps/cloud/dist/server/main.js',
  commands: [
    {
      command: 'esbuild',
      args: [
        'src/main.ts',
        '--outfile=dist/server/main.js',
        '--bundle',
        '--platform=node',
        '--format=esm',
        '--target=node24',
        '--jsx=automatic',
        '--jsx-import-source=hono/jsx',
        ...['@node-rs/argon2', 'file-type', 'graphile-worker', 'pino', 'redoc', 'swagger-ui-dist'].map(
          (name) => `--external:${name}`,
        ),
        // Packages of the older kind look for Node's own modules with it.
        "--banner:js=import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
        '--log-level=error',
      ],
      cwd: 'apps/cloud',
    },
  ],
};

/** One browser module for every file directly in the islands' folder. */
function cloudIslands(): BuildStep[] {
  const folder = 'apps/cloud/src/islands';
  const entries = globSync(`${folder}/*.{ts,tsx}`, { cwd: repositoryRoot })
    .filter((path) => !/\.test\.tsx?$/.test(path))
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted();
  if (entries.length === 0) return [];
  const output = 'apps/cloud/dist/islands';
  const args = ['--bundle', '--splitting', '--format=esm', '--target=es2022', '--minify', '--sourcemap'];
  return [
    {
      name: 'cloud islands',
      needs: [folder],
      inputs: [folder, shared],
      output,
      commands: [
        { command: 'esbuild', args: [...entries, ...args, `--outdir=${output}`, '--log-level=warning'] },
      ],
    },
  ];
}

const desktopRenderer: BuildStep = {
  name: 'desktop renderer',
  needs: ['apps/desktop/vite.config.ts', 'apps/desktop/src/renderer/index.html'],
  inputs: ['apps/desktop/vite.config.ts', 'apps/desktop/src/renderer', 'apps/desktop/src/ipc', shared],
  output: 'apps/desktop/dist/renderer',
  commands: [{ command: 'vite', args: ['build', '--logLevel', 'warn'], cwd: 'apps/desktop' }],
};

const desktopProcesses: BuildStep = {
  name: 'desktop processes',
  needs: ['apps/desktop/src/main', 'apps/desktop/src/preload'],
  inputs: [
    'tools/build/bundle-desktop.ts',
    'tools/build/desktop-bundles.ts',
    'apps/desktop/src',
    'packages/db/src/sqlite',
    shared,
  ],
  output: 'apps/desktop/dist/main',
  commands: [{ command: 'node', args: ['tools/build/bundle-desktop.ts', 'electron'] }],
};

const desktopHost: BuildStep = {
  name: 'desktop host',
  needs: ['apps/desktop/src/host'],
  inputs: desktopProcesses.inputs,
  output: 'apps/desktop/dist/host',
  commands: [{ command: 'node', args: ['tools/build/bundle-desktop.ts', 'host'] }],
};

/**
 * Makes what the product needs besides its sources: styles, islands, the desktop's screen. Takes a fraction of a
 * second when nothing has changed. Throws, with the tool's own words, when something cannot be built.
 */
export async function buildProduct(): Promise<void> {
  await buildPages();
  await buildPrograms();
  await buildScreen();
  await buildElectron();
}

/** What the cloud's pages look like and do in a browser. */
export const buildPages = (): Promise<void> => buildAll([cloudStyles, ...cloudIslands()]);

let programsBuilt: Promise<void> | undefined;

/** The server, and the desktop's engine with its host. Once in a process is enough. */
export const buildPrograms = (): Promise<void> => (programsBuilt ??= buildAll([cloudServer, desktopHost]));

/** What the desktop app shows, wherever it runs. */
export const buildScreen = (): Promise<void> => buildAll([desktopRenderer]);

/** The desktop app's processes in Electron. */
export const buildElectron = (): Promise<void> => buildAll([desktopProcesses]);

async function buildAll(steps: readonly BuildStep[]): Promise<void> {
  for (const step of steps) {
    const startedAt = performance.now();
    const outcome = await runBuildStep(step);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    if (outcome === 'built') console.log(`Built the ${step.name} in ${seconds} s.`);
  }
}
