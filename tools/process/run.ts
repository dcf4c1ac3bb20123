import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { delimiter, join } from 'node:path';
import { repositoryRoot } from '../repository.ts';

export interface RunOptions {
  /** Default: the root of the repository. */
  readonly cwd?: string;
  /** Added to this process's environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * `collect` keeps the output for the caller; `show` sends it to the terminal as it comes; a function gets it piece by
   * piece.
   */
  readonly output: 'collect' | 'show' | ((chunk: Buffer) => void);
  /** Others go first, as `os.setPriority` counts it: 1 (a little) to 19. */
  readonly niceness?: number;
}

export interface Finished {
  readonly exitCode: number;
  /** Standard output alone; empty when it was shown or went elsewhere. */
  readonly stdout: string;
  /** Standard output and standard error as they came; empty when they were shown or went elsewhere. */
  readonly output: string;
  readonly durationMs: number;
}

/** Runs a program, an installed package's command first, and never throws for what the program does. */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<Finished> {
  const startedAt = performance.now();
  const cwd = options.cwd ?? repositoryRoot;
  const commandFolders = [cwd, repositoryRoot].map((folder) => join(folder, 'node_modules', '.bin'));
  const { output } = options;
  const show = output === 'show';
  const child = spawn(command, args, {
    cwd,
    env: {
      ...process.env,
      // Some tools colour their output even where nobody could see colours.
      ...(process.stdout.isTTY || process.env['FORCE_COLOR'] ? {} : { NO_COLOR: '1' }),
      ...options.env,
      PATH: [...commandFolders, process.env['PATH'] ?? ''].join(delimiter),
    },
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    // On Windows a package's command is a .cmd file, which only the shell can start.
    shell: process.platform === 'win32',
  });
  if (options.niceness !== undefined && child.pid !== undefined) setPriority(child.pid, options.niceness);
  const chunks: Buffer[] = [];
  const stdoutChunks: Buffer[] = [];
  const take = typeof output === 'function' ? output : (chunk: Buffer) => void chunks.push(chunk);
  child.stdout?.on('data', (chunk: Buffer) => {
    take(chunk);
    if (output === 'collect') stdoutChunks.push(chunk);
  });
  child.stderr?.on('data', take);
  const exitCode = await new Promise<number>((resolve) => {
    child.on('error', (error) => {
      take(Buffer.from(String(error)));
      resolve(127);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
  return {
    exitCode,
    stdout: Buffer.concat(stdoutChunks).toString(),
    output: Buffer.concat(chunks).toString(),
    durationMs: performance.now() - startedAt,
  };
}
