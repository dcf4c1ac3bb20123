import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '../repository.ts';

export interface RunningElectron {
  stop(): Promise<void>;
}

/** The desktop app in Electron, with a window of its own. Keeps its work where the browser host would. */
export async function startElectron(options: {
  /** The binary. */
  readonly path: string;
  readonly dataFolder: string;
  /** What Chromium keeps of the window. */
  readonly userFolder: string;
  readonly school: string;
  readonly onClosed: () => void;
}): Promise<RunningElectron> {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const child = spawn(
    options.path,
    [
      join(repositoryRoot, 'apps/desktop'),
      `--user-data-dir=${options.userFolder}`,
      `--data=${options.dataFolder}`,
      `--school=${options.school}`,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], env },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  void exited.then(options.onClosed);
  return {
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
    },
  };
}
