/** Starting and stopping through pg_ctl, which knows each platform's ways (sessions, signals, Windows' tokens). */
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './account.ts';
import type { Cluster } from './cluster-folder.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { findPostmaster } from './postmaster.ts';
import type { RenderedSettings } from './server-settings.ts';

const WAIT_SECONDS = '60';

/** Returns what the server logged if it did not become ready. */
export async function startServer(
  cluster: Cluster,
  port: number,
  settings: RenderedSettings,
): Promise<string | undefined> {
  // By renaming: this can be root in another account's folder, and must not write through a link that lies there.
  const written = `${cluster.settingsPath}.${process.pid}`;
  writeFileSync(written, settings.text, { flag: 'wx' });
  renameSync(written, cluster.settingsPath);
  const earlier = logSizes(cluster.dataPath);
  const startupLog = path.join(cluster.dataPath, STARTUP_LOG);
  const { isSuccess, output } = await run(
    cluster.binaries.pgCtl,
    ['start', '-D', cluster.dataPath, '-l', startupLog, '-o', `-p ${port}`, '-w', '-t', WAIT_SECONDS, '-s'],
    cluster.account,
  );
  return isSuccess ? undefined : `${output}\n${loggedSince(cluster.dataPath, earlier)}`.trim();
}

/** Does nothing if there is none. */
export async function stopServer(cluster: Cluster): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    if (!(await findPostmaster(cluster.dataPath))) return;
    const stop = ['stop', '-D', cluster.dataPath, '-m', mode, '-w', '-t', WAIT_SECONDS, '-s'];
    await run(cluster.binaries.pgCtl, stop, cluster.account);
  }
  if (await findPostmaster(cluster.dataPath)) {
    throw new EmbeddedPostgresError(
      'START_FAILED',
      `The PostgreSQL server of ${cluster.dataPath} does not stop.`,
    );
  }
}

/** Before the log collector runs; afterwards PostgreSQL writes to `log/`. */
const STARTUP_LOG = 'startup.log';

function logFiles(dataPath: string): string[] {
  const files = readdirSync(dataPath, { withFileTypes: true }).filter((entry) => entry.name === STARTUP_LOG);
  const logPath = path.join(dataPath, 'log');
  const collected = statSync(logPath, { throwIfNoEntry: false })
    ? readdirSync(logPath, { withFileTypes: true })
    : [];
  return [...files, ...collected]
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

const logSizes = (dataPath: string) => new Map(logFiles(dataPath).map((file) => [file, statSync(file).size]));

function loggedSince(dataPath: string, earlier: ReadonlyMap<string, number>): string {
  const texts = logFiles(dataPath).map((file) =>
    readFileSync(file)
      .subarray(earlier.get(file) ?? 0)
      .toString(),
  );
  return texts.join('').split('\n').slice(-30).join('\n');
}
