import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../../tools/repository.ts';
import { runPlantedTests } from '../../tools/test/testing/run-planted-tests.ts';

const setupFile = join(repositoryRoot, 'tests', 'setup', 'fail-on-leaks.ts');

const testFile = (body: string): string => `import { spawn } from 'node:child_process';
  import { createServer } from 'node:net';
  import { test } from 'vitest';
  test('planted', async () => { ${body} });`;

test('a test file that leaves a server, a timer or a child process behind fails; one that does not passes', async () => {
  const totals = await runPlantedTests('vitest', {
    'vitest.config.ts': `export default { test: { setupFiles: [${JSON.stringify(setupFile)}] } };`,
    'server.test.ts': testFile('createServer().listen(0);'),
    'timer.test.ts': testFile('setInterval(() => {}, 1000);'),
    'child.test.ts': testFile("spawn(process.execPath, ['--eval', 'setTimeout(() => {}, 5000)']);"),
    // Closed in time, or keeping nothing alive.
    'clean.test.ts': testFile(`
      const server = createServer().listen(0);
      setTimeout(() => server.close(), 200);
      setInterval(() => {}, 1000).unref();
    `),
  });
  expect({ failed: totals.failed, skipped: totals.skipped }).toEqual({ failed: 3, skipped: [] });
});
