/** One static check. `problem` is what to show a person when it fails, null when all is well. */
export interface Check {
  readonly name: string;
  readonly find: () => Promise<CheckResult>;
}

export type CheckResult =
  | { readonly state: 'passed' }
  | { readonly state: 'failed'; readonly problem: string }
  | { readonly state: 'skipped'; readonly reason: string };

export interface TimedResult {
  readonly name: string;
  readonly result: CheckResult;
  readonly durationMs: number;
}

/** Never throws: a check that cannot run has failed. */
export async function timeCheck({ name, find }: Check): Promise<TimedResult> {
  const startedAt = performance.now();
  const result = await find().catch((error: unknown): CheckResult => {
    return { state: 'failed', problem: error instanceof Error ? error.message : String(error) };
  });
  return { name, result, durationMs: performance.now() - startedAt };
}
