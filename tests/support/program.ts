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
  let stack: Stack | null = null;
  let stopping: Promise<void> | undefined;
  /** Once, whoever asks: a second one would take away the folder while the first still ends what writes there. */
  const stop = (): Promise<void> => (stopping ??= stack?.stop({ keep }) ?? Promise.resolve());
  let isInterrupted = false;
  const interrupt = (signal: NodeJS.Signals): void => {
    isInterrupted = true;
    console.log(`\nStopping (${signal})…`);
    void stop().finally(() => process.exit(130));
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    stack = await startStack(options);
    return await work(stack);
  } finally {
    await stop();
    // What the end did to the work is no result: the process ends here, in a moment.
    if (isInterrupted) await new Promise<never>(() => undefined);
    if (keep && stack) console.log(`Everything is kept in ${stack.folder}`);
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
