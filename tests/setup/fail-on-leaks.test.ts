import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../../tools/repository.ts';
import { runPlantedTests } from '../../tools/test/testing/run-planted-tests.ts';

const setupFile = join(repositoryRoot, 'tests', 'setup', 'fail-on-leaks.ts');

const runPlanted = (body: string) =>
  runPlantedTests('vitest', {
    'vitest.config.ts': `export default { test: { setupFiles: [${JSON.stringify(setupFile)}] } };`,
    'planted.test.ts': `import { spawn } from 'node:child_process';
      import { createServer } from 'node:net';
      import { test } from 'vitest';
      test('planted', async () => { ${body} });`,
  });

test.for([
  ['a server', 'createServer().listen(0);'],
  ['a timer', 'setInterval(() => {}, 1000);'],
  ['a child process', "spawn(process.execPath, ['--eval', 'setTimeout(() => {}, 5000)']);"],
])('a test file that leaves %s behind fails', async ([, body = '']) => {
  expect(await runPlanted(body)).toMatchObject({ failed: 1 });
});

test('what is closed in time, or keeps nothing alive, is no leak', async () => {
  const totals = await runPlanted(`
    const server = createServer().listen(0);
    setTimeout(() => server.close(), 200);
    setInterval(() => {}, 1000).unref();
  `);
  expect(totals).toEqual({ passed: 1, failed: 0, skipped: [] });
});
