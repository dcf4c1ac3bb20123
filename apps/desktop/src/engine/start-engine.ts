import { UNABLE_EXIT_CODE } from '../ipc/channel.ts';
import { createEngine, type Engine } from './create-engine.ts';
import { describeFailure } from './describe-failure.ts';
import { DataFolderInUse } from './lock-data-folder.ts';
import { parentChannel } from './parent-channel.ts';
import { serveEngine } from './serve-engine.ts';

export interface StartOptions {
  readonly dataFolder: string;
  readonly version: string;
  readonly defaultSchool: string | undefined;
}

/** Runs the engine in this process until it is told to end. */
export function startEngine({ dataFolder, version, defaultSchool }: StartOptions): void {
  const channel = parentChannel();
  let engine: Engine | null = null;
  const stop = async (): Promise<void> => {
    await engine?.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
  channel.onClosed(() => void stop());
  try {
    engine = createEngine({
      dataFolder,
      version,
      log,
      ...(defaultSchool !== undefined && { defaultSchool }),
    });
    serveEngine(engine, channel, log);
  } catch (error) {
    const isInUse = error instanceof DataFolderInUse;
    log(isInUse ? error.message : describeFailure(error).message, isInUse ? undefined : error);
    process.exit(UNABLE_EXIT_CODE);
  }
}

/** One JSON object a line on standard error. */
function log(message: string, error?: unknown): void {
  const details =
    error === undefined ? {} : { error: error instanceof Error ? (error.stack ?? error.message) : error };
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), message, ...details })}\n`);
}
