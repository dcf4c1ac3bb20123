import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type RunOptions } from '../process/run.ts';
import { cacheFolder, repositoryRoot } from '../repository.ts';
import { addTotals, noTests, readTotals, totalsFileVariable, type Totals } from './totals.ts';

export type Runner = 'vitest' | 'playwright';

/** Runs a test runner and says what came of it. A runner that dies, or fails for no test's sake, is one failure. */
export async function runRunner(
  runner: Runner,
  args: readonly string[],
  { output = 'show', niceness }: Partial<Pick<RunOptions, 'output' | 'niceness'>> = {},
): Promise<Totals> {
  const folder = await mkdtemp(join(tmpdir(), 'educrowd-totals-'));
  const totalsFile = join(folder, 'totals.json');
  try {
    const { exitCode } = await run(runner, [...args, ...reporters(runner)], {
      // Playwright decides about colours by itself, and Node warns when it is told both ways.
      env: {
        [totalsFileVariable]: totalsFile,
        // Every process of the tests, and of the product in them, reads what the first one has compiled.
        NODE_COMPILE_CACHE: join(cacheFolder, 'compiled'),
        ...(runner === 'playwright' ? { NO_COLOR: undefined } : {}),
      },
      output,
      ...(niceness === undefined ? {} : { niceness }),
    });
    const totals = readTotals(totalsFile) ?? noTests;
    if (exitCode === 0 || totals.failed > 0) return totals;
    console.error(`${runner} ended with exit code ${exitCode} although no test failed.`);
    return addTotals(totals, { passed: 0, failed: 1, skipped: [] });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The reporter that people read, and ours; Playwright takes them in one option, vitest in two. */
function reporters(runner: Runner): string[] {
  const ours = join(repositoryRoot, 'tools', 'test', `${runner}-totals-reporter.ts`);
  return runner === 'playwright' ? [`--reporter=list,${ours}`] : ['--reporter=default', `--reporter=${ours}`];
}
