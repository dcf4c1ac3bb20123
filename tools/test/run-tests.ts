import { join } from 'node:path';
import { buildProduct } from '../build/build-product.ts';
import { run } from '../process/run.ts';
import { repositoryRoot } from '../repository.ts';
import { addTotals, forgetTotals, noTests, readTotals, type Runner, type Totals } from './totals.ts';

const oneFailure: Totals = { passed: 0, failed: 1, skipped: [] };

/**
 * Builds what the tests need and runs every test, showing the runners' own output.
 * @param filters parts of paths; only test files whose path contains one of them run. Empty: all.
 */
export async function runTests(filters: readonly string[]): Promise<Totals> {
  const built = await buildSucceeds();
  const unit = await runRunner('vitest', [
    'run',
    '--passWithNoTests',
    ...reporters('vitest', 'default'),
    ...filters,
  ]);
  // The browser would show an old product where the build failed.
  const browser = built
    ? await runRunner('playwright', [
        'test',
        '--pass-with-no-tests',
        ...reporters('playwright', 'list'),
        ...filters,
      ])
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

/** The reporter that people read, and ours; Playwright takes them in one option, vitest in two. */
function reporters(runner: Runner, shown: string): string[] {
  const ours = join(repositoryRoot, 'tools', 'test', `${runner}-totals-reporter.ts`);
  return runner === 'playwright'
    ? [`--reporter=${shown},${ours}`]
    : [`--reporter=${shown}`, `--reporter=${ours}`];
}

async function runRunner(runner: Runner, args: readonly string[]): Promise<Totals> {
  forgetTotals(runner);
  const { exitCode } = await run(runner, args, {
    // Playwright decides about colours by itself, and Node warns when it is told both ways.
    env: runner === 'playwright' ? { NO_COLOR: undefined } : {},
    output: 'show',
  });
  const totals = readTotals(runner) ?? noTests;
  if (exitCode === 0 || totals.failed > 0) return totals;
  console.error(`${runner} ended with exit code ${exitCode} although no test failed.`);
  return addTotals(totals, oneFailure);
}
