import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../repository.ts';

export type FoundElectron =
  | { readonly state: 'found'; readonly path: string }
  | { readonly state: 'missing'; readonly why: string };

/** Where the npm package keeps its binary. The package itself is never loaded: it would begin to fetch one. */
export function findElectron(): FoundElectron {
  const folder = electronPackage();
  const named = join(folder, 'path.txt');
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : BINARIES[process.platform];
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), name ?? 'electron');
  return existsSync(path)
    ? { state: 'found', path }
    : { state: 'missing', why: "Electron's program is not on this computer yet" };
}

const BINARIES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** Folder of the npm package. */
const electronPackage = (): string =>
  dirname(createRequire(join(repositoryRoot, 'apps/desktop/package.json')).resolve('electron/package.json'));
