/** Numbered steps, each with what it counted and how long it took. The first that fails ends the story. */
import { pause } from '../support/waits.ts';

export interface StepResult<T> {
  readonly value: T;
  /** What was done, in numbers. */
  readonly counted: string;
}

export interface StorySteps {
  run<T>(title: string, work: (note: (line: string) => void) => Promise<StepResult<T>>): Promise<T>;
  /** For a story that rightly ends early. */
  skipRest(reason: string): never;
  totals(): StoryTotals;
}

export interface StoryTotals {
  readonly steps: number;
  readonly failed: number;
  /** What the failure means is told already: the lines of the processes would add nothing. */
  readonly isExplained: boolean;
}

/** A failure whose message says everything. */
export class ExplainedFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExplainedFailure';
  }
}

/** Ends the story; whatever there is to say has been said. */
export class StoryEnded extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoryEnded';
  }
}

export function createStorySteps(say: (line: string) => void): StorySteps {
  let [steps, failed] = [0, 0];
  let isExplained = false;
  return {
    async run(title, work) {
      steps += 1;
      const startedAt = performance.now();
      const seconds = (): string => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
      try {
        const { value, counted } = await work((line) => say(`       ${line}`));
        say(`  ok   ${steps}. ${title}: ${counted} (${seconds()})`);
        return value;
      } catch (error) {
        failed += 1;
        isExplained = error instanceof ExplainedFailure;
        say(`  FAIL ${steps}. ${title} (${seconds()})`);
        const message = error instanceof Error ? error.message : String(error);
        for (const line of message.split('\n')) say(`       ${line}`);
        // Lines of processes that are about what failed may still be on their way.
        await pause(100);
        throw new StoryEnded(message, { cause: error });
      }
    },
    skipRest(reason) {
      say(`       ${reason}`);
      throw new StoryEnded(reason);
    },
    totals: () => ({ steps, failed, isExplained }),
  };
}

/** Fails a step with everything that is wrong, not the first of it alone. */
export function demand(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const shown = problems.slice(0, 20);
  const rest = problems.length - shown.length;
  throw new Error([...shown, ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n'));
}
