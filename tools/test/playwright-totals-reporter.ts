import { relative } from 'node:path';
import type { Reporter, Suite, TestCase } from '@playwright/test/reporter';
import { repositoryRoot } from '../repository.ts';
import { writeTotals, type SkippedTest } from './totals.ts';

/** Writes the totals of a Playwright run. What fails outside of a test (a set-up, an import) counts. */
export default class PlaywrightTotalsReporter implements Reporter {
  #tests: readonly TestCase[] = [];
  #errors = 0;

  onBegin(_config: unknown, suite: Suite): void {
    this.#tests = suite.allTests();
  }

  onError(): void {
    this.#errors += 1;
  }

  onEnd(): void {
    const withOutcome = (...outcomes: readonly ReturnType<TestCase['outcome']>[]) =>
      this.#tests.filter((test) => outcomes.includes(test.outcome()));
    writeTotals({
      passed: withOutcome('expected').length,
      // A test that passes only at the second try hides a race.
      failed: withOutcome('unexpected', 'flaky').length + this.#errors,
      skipped: withOutcome('skipped').map(toSkippedTest),
    });
  }

  printsToStdio(): boolean {
    return false;
  }
}

function toSkippedTest(test: TestCase): SkippedTest {
  const annotation = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme');
  const title = test.titlePath().slice(3).join(' > ');
  return {
    name: `${relative(repositoryRoot, test.location.file)} > ${title}`,
    reason: annotation === undefined ? 'did not run' : (annotation.description ?? null),
  };
}
