import { buildProduct } from '../build/build-product.ts';
import { runRunner } from './run-runner.ts';
import { addTotals, type Totals } from './totals.ts';

const oneFailure: Totals = { passed: 0, failed: 1, skipped: [] };

/**
 * Builds what the tests need and runs every test, showing the runners' own output.
 * @param filters parts of paths; only test files whose path contains one of them run. Empty: all.
 */
export async function runTests(filters: readonly string[]): Promise<Totals> {
  const built = await buildSucceeds();
  const unit = await runRunner('vitest', ['run', '--passWithNoTests', ...filters]);
  // The browser would show an old product where the build failed.
  const browser = built
    ? await runRunner('playwright', ['test', '--pass-with-no-tests', ...filters])
    : oneFailure;
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
