import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { RoleUrls } from '@educrowd/db/postgres/provision-database';
import { buildCloudServer } from '../build/build-product.ts';
import { repositoryRoot } from '../repository.ts';
import { freePort } from './ports.ts';
import { derivedSecret } from './start-database.ts';

export interface CloudOptions {
  readonly urls: RoleUrls;
  readonly dataDir: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** As browsers see it; the port is filled in when it was a free one. */
  readonly publicHost?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Gets every line that the server writes. */
  readonly log?: (line: string) => void;
}

export interface RunningCloud {
  readonly port: number;
  /** Address of the platform, e.g. `http://localhost:4000`; a school is at `http://<its name>.localhost:4000`. */
  readonly origin: string;
  schoolOrigin(slug: string): string;
  readonly process: ChildProcess;
  /** SIGTERM: requests under way are finished. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
}

const MAIN = join(repositoryRoot, 'apps/cloud/dist/server/main.js');

/** Starts the cloud server as a process of its own. Rejects with what it said when it does not get ready. */
export async function startCloud(options: CloudOptions): Promise<RunningCloud> {
  const { urls, dataDir, publicHost = 'localhost' } = options;
  const port = options.port === 0 ? await freePort() : options.port;
  const origin = `http://${publicHost}:${port}`;
  await buildCloudServer();
  const child = fork(MAIN, [], {
    cwd: join(repositoryRoot, 'apps/cloud'),
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      PORT: String(port),
      PUBLIC_URL: origin,
      APP_DATABASE_URL: urls.appUrl,
      IDENTITY_DATABASE_URL: urls.identityUrl,
      JOBS_DATABASE_URL: urls.jobsUrl,
      SECRET: derivedSecret(dataDir, 'server'),
      STORAGE_DIR: join(dataDir, 'files'),
      ...options.env,
    },
  });
  const said: string[] = [];
  const hear = (chunk: Buffer): void => {
    for (const line of chunk.toString().split('\n').filter(Boolean)) {
      said.push(line);
      if (said.length > 200) said.shift();
      options.log?.(line);
    }
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`The server did not start (exit ${code}):\n${said.join('\n')}`)),
    );
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  return {
    port,
    origin,
    schoolOrigin: (slug) => `http://${slug}.${publicHost}:${port}`,
    process: child,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}
