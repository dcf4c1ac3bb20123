import { readFileSync, realpathSync } from 'node:fs';
import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../process/run.ts';
import { repositoryRoot } from '../repository.ts';

/** Fetched when it is needed: it would double the time of every installation. */
const ELECTRON_BUILDER = 'electron-builder@26.17.0';

/** The one package with native code. */
const DATABASE = 'better-sqlite3';

const desktop = join(repositoryRoot, 'apps/desktop');
const staged = join(desktop, 'dist/app');

/** The desktop app's package.json. */
interface Manifest {
  readonly version: string;
  readonly productName: string;
  readonly description: string;
  readonly author: string;
  /** Installers name it. */
  readonly homepage: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Takes the built product; answers electron-builder's exit code. */
export async function packageDesktop(options: readonly string[]): Promise<number> {
  const manifest = readManifest();
  await stageApp(manifest);
  const electron = manifest.devDependencies['electron'] ?? '';
  const { exitCode } = await run(
    'npx',
    [
      '--yes',
      ELECTRON_BUILDER,
      '--config',
      'electron-builder.yml',
      `-c.electronVersion=${electron}`,
      '--publish=never',
      ...options,
    ],
    { output: 'show' },
  );
  return exitCode;
}

/**
 * What is shipped, and nothing else: the bundles, and the one package that brings native code. Everything else that the
 * app needs is in the bundles.
 */
async function stageApp(manifest: Manifest): Promise<void> {
  await rm(staged, { recursive: true, force: true });
  for (const made of ['main', 'preload', 'renderer'])
    await cp(join(desktop, 'dist', made), join(staged, made), { recursive: true });
  const source = realpathSync(join(desktop, 'node_modules', DATABASE));
  const target = join(staged, 'node_modules', DATABASE);
  for (const part of ['lib', 'prebuilds', 'LICENSE'])
    await cp(join(source, part), join(target, part), { recursive: true });
  // What it depends on is needed to compile it, which nobody does here.
  const { dependencies: _, ...rest } = JSON.parse(
    readFileSync(join(source, 'package.json'), 'utf8'),
  ) as Record<string, unknown>;
  await writeFile(join(target, 'package.json'), JSON.stringify(rest));
  await writeFile(join(staged, 'package.json'), JSON.stringify(stagedManifest(manifest)));
}

/** What electron-builder reads about the app. */
export function stagedManifest(manifest: Manifest = readManifest()): Record<string, unknown> {
  const { version, productName, description, author, homepage, dependencies } = manifest;
  return {
    name: 'educrowd',
    productName,
    version,
    description,
    author,
    homepage,
    type: 'module',
    main: 'main/main.js',
    dependencies: { [DATABASE]: dependencies[DATABASE] },
  };
}

const readManifest = (): Manifest =>
  JSON.parse(readFileSync(join(desktop, 'package.json'), 'utf8')) as Manifest;
