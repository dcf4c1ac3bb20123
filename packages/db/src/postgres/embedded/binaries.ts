import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { run, type Account } from './account.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  /** The first part of the version: data of another one cannot be opened. */
  readonly majorVersion: string;
}

interface PlatformPackage {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

/** PostgreSQL from the npm packages, at a place from which `account` can run it. */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const installed = await installedPackage();
  let { postgres } = installed;
  makeExecutable(installed);
  let probe = await run(postgres, ['--version'], account);
  if (!probe.isSuccess && account) {
    // Checked out below a folder that only root may enter, say /root.
    postgres = copyForEveryone(postgres);
    probe = await run(postgres, ['--version'], account);
  }
  const majorVersion = /PostgreSQL\) (\d+)/.exec(probe.output)?.[1];
  if (!probe.isSuccess || !majorVersion) throw unavailable(`PostgreSQL does not run here: ${probe.output}`);
  const beside = (file: string) => path.join(path.dirname(postgres), path.basename(file));
  return { initdb: beside(installed.initdb), pgCtl: beside(installed.pg_ctl), majorVersion };
}

async function installedPackage(): Promise<PlatformPackage> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  // The platform's package is a dependency of embedded-postgres, so only that one can see it.
  const fromHere = createRequire(import.meta.url);
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(fromHere.resolve('embedded-postgres')).resolve(name);
    return (await import(pathToFileURL(entry).href)) as PlatformPackage;
  } catch (cause) {
    throw unavailable(`There is no embedded PostgreSQL for ${platform} on ${process.arch}.`, cause);
  }
}

/** Some installers drop the executable bits. */
function makeExecutable({ initdb, pg_ctl, postgres }: PlatformPackage): void {
  for (const file of [initdb, pg_ctl, postgres].filter((name) => existsSync(name))) {
    const { mode } = statSync(file);
    if ((mode & 0o111) === 0) chmodSync(file, mode | 0o755);
  }
}

/** Copies the whole of `native/` once per version, and answers with the copied server. */
function copyForEveryone(postgres: string): string {
  const native = path.dirname(path.dirname(postgres));
  const { version } = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const target = path.join(
    systemFolder('/var/cache/educrowd', '/var/tmp/educrowd'),
    `postgres-${version}-${process.arch}`,
  );
  if (!existsSync(target)) {
    const partial = `${target}.${process.pid}`;
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(partial, target);
    } catch (error) {
      rmSync(partial, { recursive: true, force: true });
      if (!existsSync(target)) throw error; // otherwise another start was faster
    }
  }
  return path.join(target, 'bin', path.basename(postgres));
}

/** The first of these folders that can be made, and that root alone can change. For root only. */
export function systemFolder(...candidates: readonly string[]): string {
  for (const folder of candidates) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      const { uid, mode } = statSync(folder);
      if (uid === 0 && (mode & 0o022) === 0) return folder;
    } catch {
      // Read-only, perhaps; the next one may be not.
    }
  }
  throw new EmbeddedPostgresError(
    'UNUSABLE_DATA',
    `None of these folders can be used: ${candidates.join(', ')}.`,
  );
}

const unavailable = (reason: string, cause?: unknown) =>
  new EmbeddedPostgresError(
    'NO_BINARY',
    `${reason} Set DATABASE_URL to a PostgreSQL server to use that one instead.`,
    { cause },
  );
