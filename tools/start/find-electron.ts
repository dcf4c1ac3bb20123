import { spawnSync } from 'node:child_process';
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
    : { state: 'missing', why: "Electron's program is not on this computer" };
}

const FETCH_MS = 180_000;

/** Fetches the binary as the package itself would; gives up after three minutes. */
export function fetchElectron(): FoundElectron {
  const { status, error } = spawnSync(process.execPath, [join(electronPackage(), 'install.js')], {
    stdio: 'inherit',
    timeout: FETCH_MS,
  });
  if (status === 0) return findElectron();
  const reason = error?.message ?? `exit ${status}`;
  return { state: 'missing', why: `Electron's program could not be fetched (${reason})` };
}

const BINARIES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** Folder of the npm package. */
const electronPackage = (): string =>
  dirname(createRequire(join(repositoryRoot, 'apps/desktop/package.json')).resolve('electron/package.json'));
