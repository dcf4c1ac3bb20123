/** Shares of a long simulation, each in a process of its own: a run takes over the clock and randomness of its process. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Sum {
  readonly edits: number;
  /** Runs that failed, or plants that were missed. */
  readonly failures: number;
}

export const countJobs = availableParallelism;

/** Runs the simulator with each list of arguments, so many at a time, and passes on what is said of failures and plants. */
export async function runShares(shares: readonly string[][], jobs: number): Promise<Sum> {
  const waiting = [...shares];
  let edits = 0;
  let failures = 0;
  const work = async (): Promise<void> => {
    for (let share = waiting.shift(); share; share = waiting.shift()) {
      const sum = await runShare(share);
      edits += sum.edits;
      failures += sum.failures;
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return { edits, failures };
}

async function runShare(args: string[]): Promise<Sum> {
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, [main, ...args, '--jobs', '1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  let edits = 0;
  let failures: number | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    const told = /^(?<edits>\d+) edits in /.exec(line)?.groups;
    const total = /^sim: \d+ (?:runs|plants), (?<failures>\d+) /.exec(line)?.groups;
    if (told) edits = Number(told.edits);
    else if (total) failures = Number(total.failures);
    else console.log(line);
  }
  const code = await ended;
  // A process that ends without a word of its own has failed, whatever it had found until then.
  if (failures === null) console.log(`simulator with ${args.join(' ')} ended with ${code}`);
  return { edits, failures: failures ?? 1 };
}
