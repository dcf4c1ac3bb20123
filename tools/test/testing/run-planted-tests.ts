import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../../repository.ts';
import { runRunner, type Runner } from '../run-runner.ts';
import type { Totals } from '../totals.ts';

/** Runs a runner over test files written for the occasion, with their own configuration, and removes them again. */
export async function runPlantedTests(
  runner: Runner,
  files: Readonly<Record<string, string>>,
): Promise<Totals> {
  // Inside the repository, so that the planted tests find the runners.
  await mkdir(cacheFolder, { recursive: true });
  const folder = await mkdtemp(join(cacheFolder, 'planted-tests-'));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    const args =
      runner === 'vitest'
        ? ['run', '--root', folder, '--config', 'vitest.config.ts']
        : ['test', '--config', folder];
    return await runRunner(runner, args, { output: 'collect' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
