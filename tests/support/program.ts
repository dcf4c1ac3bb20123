/** For programs over a stack of processes: whatever ends them, nothing is left running. */
import { startStack, type Stack, type StackOptions } from './start-stack.ts';

export interface ProgramOptions extends StackOptions {
  /** Leaves the folder with everything in it. */
  readonly keep: boolean;
}

/** Runs `work` over a stack and ends all of it afterwards, also on Ctrl-C. */
export async function withStack<T>(
  { keep, ...options }: ProgramOptions,
  work: (stack: Stack) => Promise<T>,
): Promise<T> {
  let isInterrupted = false;
  let stopping: Promise<void> | null = null;
  /** Once, whoever asks: a second one would remove the folder while the first still ends what writes into it. */
  const stop = (): Promise<void> => (stopping ??= end(starting, keep));
  const interrupt = (signal: NodeJS.Signals): void => {
    if (isInterrupted) return;
    isInterrupted = true;
    console.log(`\nStopping (${signal})…`);
    void stop().finally(() => process.exit(130));
  };
  // A terminal and npm both send it: the second one must not end this process before all is stopped.
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const starting = startStack(options);
  try {
    return await work(await starting);
  } finally {
    await stop();
    // What the end did to the work is no result: the process ends here, in a moment.
    if (isInterrupted) await new Promise<never>(() => undefined);
    if (keep) console.log(`Everything is kept in ${(await starting).folder}`);
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** One that never came to be has cleared up after itself. */
const end = (starting: Promise<Stack>, keep: boolean): Promise<void> =>
  starting.then(
    (stack) => stack.stop({ keep }),
    () => undefined,
  );
