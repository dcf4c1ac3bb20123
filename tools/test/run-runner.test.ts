import { expect, test } from 'vitest';
import { runPlantedTests } from './testing/run-planted-tests.ts';

const vitestConfig = { 'vitest.config.ts': 'export default {};' };

test('vitest: counts what passed, failed and was skipped, and keeps the reasons', async () => {
  const totals = await runPlantedTests('vitest', {
    ...vitestConfig,
    'a.test.ts': `import { expect, test } from 'vitest';
      test('passes', () => { expect(1).toBe(1); });
      test('fails', () => { expect(1).toBe(2); });
      test('has a reason', (context) => { context.skip('no test data'); });
      test.skip('has none', () => {});
      test.todo('is to come');`,
  });
  expect(totals).toEqual({
    passed: 1,
    failed: 1,
    skipped: [
      { name: 'a.test.ts > has a reason', reason: 'no test data' },
      { name: 'a.test.ts > has none', reason: null },
      { name: 'a.test.ts > is to come', reason: 'not written yet' },
    ],
  });
});

test('vitest: what goes wrong around a test counts as a failure', async () => {
  const totals = await runPlantedTests('vitest', {
    ...vitestConfig,
    'import.test.ts': "import './missing.ts'; import { test } from 'vitest'; test('x', () => {});",
    'hook.test.ts':
      "import { afterAll, test } from 'vitest'; afterAll(() => { throw new Error('x'); }); test('x', () => {});",
  });
  expect(totals.failed).toBe(2);
});

test.for([
  ['a loose rejection', 'void Promise.reject(new Error())'],
  ['a process that dies', "process.kill(process.pid, 'SIGKILL')"],
])('vitest: %s counts as a failure', async ([, statement]) => {
  const { failed } = await runPlantedTests('vitest', {
    ...vitestConfig,
    'a.test.ts': `import { test } from 'vitest'; test('x', () => { ${statement}; });`,
  });
  expect(failed).toBeGreaterThan(0);
});

test('vitest: no tests at all are a failure', async () => {
  const { failed } = await runPlantedTests('vitest', vitestConfig);
  expect(failed).toBe(1);
});

test('Playwright: counts what passed, failed and was skipped, and keeps the reasons', async () => {
  const totals = await runPlantedTests('playwright', {
    'playwright.config.ts': "export default { testMatch: '*.spec.ts', workers: 1 };",
    'a.spec.ts': `import { expect, test } from '@playwright/test';
      test('passes', () => { expect(1).toBe(1); });
      test('fails', () => { expect(1).toBe(2); });
      test('has a reason', () => { test.skip(true, 'no test data'); });
      test.skip('has none', () => {});`,
  });
  expect(totals).toMatchObject({
    passed: 1,
    failed: 1,
    skipped: [
      { name: expect.stringMatching(/a\.spec\.ts > has a reason$/), reason: 'no test data' },
      { name: expect.stringMatching(/a\.spec\.ts > has none$/), reason: null },
    ],
  });
});

test('Playwright: a file that cannot be loaded is a failure', async () => {
  const { failed } = await runPlantedTests('playwright', {
    'playwright.config.ts': "export default { testMatch: '*.spec.ts', workers: 1 };",
    'a.spec.ts': "import './missing.ts';",
  });
  expect(failed).toBeGreaterThan(0);
});
