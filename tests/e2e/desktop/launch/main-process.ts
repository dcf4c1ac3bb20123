/** The app's main process on the stand-in, as a child that tests can ask and end. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { cacheFolder } from '../../../../tools/repository.ts';
import { SETTINGS_VARIABLE, usualSettings, type StandInSettings } from '../stand-in/settings.ts';

type Electron = typeof import('../stand-in/electron.ts');

export interface MainProcess {
  /** Runs a function in the main process, with Electron's module; what it needs from here goes in as JSON. */
  evaluate<Result, Argument>(
    run: (electron: Electron, argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result>;
  /** Exit code; null after a kill. */
  readonly ended: Promise<number | null>;
  kill(): Promise<void>;
}

export interface MainOptions {
  readonly main: string;
  readonly args: readonly string[];
  readonly settings?: Partial<StandInSettings>;
}

interface Answer {
  readonly id?: number;
  readonly isReady?: true;
  readonly value?: unknown;
  readonly error?: string;
}

/** Resolves when the app is ready, or has ended before that, as a second instance does. */
export async function startMain({ main, args, settings }: MainOptions): Promise<MainProcess> {
  const child = fork(join(import.meta.dirname, '../stand-in/run.ts'), [main, ...args], {
    execArgv: [],
    env: {
      ...process.env,
      [SETTINGS_VARIABLE]: JSON.stringify({ ...usualSettings, ...settings }),
      // Most of the time of a start goes into reading the stand-in.
      NODE_COMPILE_CACHE: join(cacheFolder, 'stand-in'),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const said: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const open = new Map<number, PromiseWithResolvers<unknown>>();
  const ready = Promise.withResolvers<void>();
  const ended = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => {
      for (const call of open.values()) call.reject(new Error(`the app ended (${code}): ${said.join('')}`));
      open.clear();
      resolve(code);
    }),
  );
  child.on('message', (raw) => {
    const { id, isReady, value, error } = raw as Answer;
    if (isReady) ready.resolve();
    const call = id === undefined ? undefined : open.get(id);
    if (error === undefined) call?.resolve(value);
    else call?.reject(new Error(error));
    if (id !== undefined) open.delete(id);
  });
  const failed = ended.then((code) => {
    if (code !== 0) throw new Error(`The app did not start (${code}): ${said.join('')}`);
  });
  let lastId = 0;
  await Promise.race([ready.promise, failed]);
  failed.catch(() => undefined);

  return {
    evaluate: <Result, Argument>(
      run: (electron: Electron, argument: Argument) => Result | Promise<Result>,
      argument?: Argument,
    ) => {
      const call = Promise.withResolvers<unknown>();
      if (!child.connected) return Promise.reject(new Error(`the app has ended: ${said.join('')}`));
      open.set(++lastId, call);
      child.send({ id: lastId, source: run.toString(), argument });
      return call.promise as Promise<Result>;
    },
    ended,
    kill: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}
