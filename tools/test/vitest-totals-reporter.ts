import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import { writeTotals, type SkippedTest } from './totals.ts';

/** Writes the totals of a vitest run. What fails outside of a test (an import, a hook, a loose rejection) counts. */
export default class VitestTotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const state = (test: TestCase) => test.result().state;
    const groups: (TestModule | TestSuite)[] = modules.flatMap((module) => [
      module,
      ...module.children.allSuites(),
    ]);
    const brokenGroups = groups.filter((group) => group.errors().length > 0);
    // A test without an outcome was cut off; that is a failure, too.
    const unfinished = tests.filter((test) => state(test) === 'pending' && !isSwitchedOff(test));
    writeTotals({
      passed: tests.filter((test) => state(test) === 'passed').length,
      failed:
        tests.filter((test) => state(test) === 'failed').length +
        unfinished.length +
        brokenGroups.length +
        unhandledErrors.length,
      skipped: tests.filter((test) => state(test) === 'skipped').map(toSkippedTest),
    });
  }
}

const isSwitchedOff = ({ options }: TestCase): boolean => options.mode === 'skip' || options.mode === 'todo';

function toSkippedTest(test: TestCase): SkippedTest {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return {
    name: `${test.module.relativeModuleId} > ${test.fullName}`,
    reason: note ?? (test.options.mode === 'todo' ? 'not written yet' : null),
  };
}
