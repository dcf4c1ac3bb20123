/**
 * The engine as a process of its own: `main.ts --data <folder> [--version <text>] [--school <address>]`, started with a
 * channel. It ends when told to (SIGTERM) and when whoever started it is gone. It may be killed at any moment: what it
 * has answered is on the disk.
 */
import { parseArgs } from 'node:util';
import { UNABLE_EXIT_CODE } from '../ipc/channel.ts';
import { createEngine, type Engine } from './create-engine.ts';
import { describeFailure } from './describe-failure.ts';
import { DataFolderInUse } from './lock-data-folder.ts';
import { parentChannel } from './parent-channel.ts';
import { serveEngine } from './serve-engine.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    version: { type: 'string', default: 'development' },
    school: { type: 'string' },
  },
});

const channel = parentChannel();
let engine: Engine | null = null;

process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
channel.onClosed(() => void stop());

try {
  if (values.data === undefined) throw new Error('Say where the data lies: --data <folder>');
  engine = createEngine({
    dataFolder: values.data,
    version: values.version,
    log,
    ...(values.school !== undefined && { defaultSchool: values.school }),
  });
  serveEngine(engine, channel, log);
} catch (error) {
  const isInUse = error instanceof DataFolderInUse;
  log(isInUse ? error.message : describeFailure(error).message, isInUse ? undefined : error);
  process.exitCode = UNABLE_EXIT_CODE;
  channel.close();
}

async function stop(): Promise<void> {
  await engine?.close();
  process.exit(0);
}

function log(message: string, error?: unknown): void {
  const details = error instanceof Error ? { error: error.stack ?? error.message } : error === undefined ? {} : { error };
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), message, ...details })}\n`);
}
