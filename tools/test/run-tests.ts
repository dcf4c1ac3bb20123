import { buildProduct } from '../build/build-product.ts';
import { createHeldOutput } from '../process/held-output.ts';
import { runRunner } from './run-runner.ts';
import { addTotals, type Totals } from './totals.ts';

const oneFailure: Totals = { passed: 0, failed: 1, skipped: [] };

/**
 * Builds what the tests need and runs every test, showing the runners' own output, one after the other.
 * @param filters parts of paths; only test files whose path contains one of them run. Empty: all.
 */
export async function runTests(filters: readonly string[]): Promise<Totals> {
  const built = await buildSucceeds();
  // Side by side: either of them waits a good part of its time, for processes, disks and screens. Browsers make use of a
  // whole machine on their own, which vitest does not: it goes first, so that both end at about the same time.
  const browserOutput = createHeldOutput((chunk) => void process.stdout.write(chunk));
  const [unit, browser] = await Promise.all([
    runRunner('vitest', ['run', '--passWithNoTests', ...filters]).finally(browserOutput.release),
    // The browser would show an old product where the build failed.
    built
      ? runRunner('playwright', ['test', '--pass-with-no-tests', ...filters], {
          output: browserOutput.write,
          niceness: 3,
        })
      : oneFailure,
  ]);
  const totals = addTotals(unit, browser);
  if (totals.passed + totals.failed + totals.skipped.length > 0) return totals;
  console.error(filters.length === 0 ? 'There are no tests.' : `No test file matches ${filters.join(' ')}.`);
  return oneFailure;
}

async function buildSucceeds(): Promise<boolean> {
  try {
    await buildProduct();
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}
