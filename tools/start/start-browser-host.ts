import { fork } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '../repository.ts';

/** The program that serves the desktop app to a browser, as it is built. */
export const HOST_MAIN = join(repositoryRoot, 'apps/desktop/dist/host/main.js');

export interface RunningHost {
  /** Opens one session. */
  readonly link: string;
  stop(): Promise<void>;
}

/** The desktop app in a browser, on loopback, as a process of its own. */
export async function startBrowserHost(options: {
  readonly dataFolder: string;
  readonly port: number;
  readonly school: string;
  readonly onLink: (link: string) => void;
}): Promise<RunningHost> {
  const child = fork(
    HOST_MAIN,
    ['--data', options.dataFolder, '--port', String(options.port), '--school', options.school],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const link = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { link: string }).link));
    child.once('exit', (code) => reject(new Error(`The desktop app did not start (exit ${code}).`)));
  });
  child.on('message', (message) => options.onLink((message as { link: string }).link));
  return {
    link,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
    },
  };
}
