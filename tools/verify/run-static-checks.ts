import { runTwoAtATime } from '../process/run-two-at-a-time.ts';
import type { Totals } from '../test/totals.ts';
import { timeCheck, type TimedResult } from './check.ts';
import { staticChecks } from './static-checks.ts';

/** Runs every static check, whatever the others find, and prints each with the time it took. */
export async function runStaticChecks(): Promise<Totals> {
  const results = await runTwoAtATime(
    staticChecks().map((check) => async () => {
      const timed = await timeCheck(check);
      printResult(timed);
      return timed;
    }),
  );
  for (const { name, result } of results) {
    if (result.state === 'failed') console.log(`\n── ${name} ──\n${result.problem.trim()}`);
  }
  const inState = (state: TimedResult['result']['state']) =>
    results.filter(({ result }) => result.state === state);
  return {
    passed: inState('passed').length,
    failed: inState('failed').length,
    skipped: results.flatMap(({ name, result }) =>
      result.state === 'skipped' ? [{ name, reason: result.reason }] : [],
    ),
  };
}

function printResult({ name, result, durationMs }: TimedResult): void {
  const mark = { passed: '✓', failed: '✗', skipped: '-' }[result.state];
  console.log(`${mark} ${name} (${(durationMs / 1000).toFixed(1)} s)`);
}
