import { UNABLE_EXIT_CODE } from '../ipc/channel.ts';
import { createEngine, type Engine, type EngineOptions } from './create-engine.ts';
import { describeFailure } from './describe-failure.ts';
import { DataFolderInUse } from './lock-data-folder.ts';
import { parentChannel } from './parent-channel.ts';
import { serveEngine } from './serve-engine.ts';

export interface StartOptions extends Pick<
  EngineOptions,
  'dataFolder' | 'version' | 'keychain' | 'mayImport'
> {
  readonly defaultSchool: string | undefined;
}

/** Runs the engine in this process, a child with a channel, until it is told to end. */
export function startEngine(options: StartOptions): void {
  const channel = parentChannel();
  const { engine, stop } = openEngine(options);
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
  channel.onClosed(() => void stop());
  serveEngine(engine, channel, log);
}

/** Opens the engine, or ends the process when it cannot work at all. `stop` ends both. */
export function openEngine({ defaultSchool, ...options }: StartOptions): {
  engine: Engine;
  stop: () => Promise<void>;
} {
  try {
    const engine = createEngine({ ...options, log, ...(defaultSchool !== undefined && { defaultSchool }) });
    const stop = async (): Promise<void> => {
      await engine.close();
      process.exit(0);
    };
    return { engine, stop };
  } catch (error) {
    const isInUse = error instanceof DataFolderInUse;
    log(isInUse ? error.message : describeFailure(error).message, isInUse ? undefined : error);
    process.exit(UNABLE_EXIT_CODE);
  }
}

/** One JSON object a line on standard error. */
export function log(message: string, error?: unknown): void {
  const details =
    error === undefined ? {} : { error: error instanceof Error ? (error.stack ?? error.message) : error };
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), message, ...details })}\n`);
}
