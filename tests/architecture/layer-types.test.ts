import { relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../tools/process/run.ts';
import { repositoryFiles, repositoryRoot } from '../../tools/repository.ts';

/** What the compiler lets each layer see of the world around the language. */
const layers = [
  { settings: 'packages/shared/tsconfig.json', node: false, dom: false },
  { settings: 'apps/desktop/src/ipc/tsconfig.json', node: false, dom: false },
  { settings: 'apps/desktop/src/renderer/tsconfig.json', node: false, dom: true },
  { settings: 'apps/cloud/src/islands/tsconfig.json', node: false, dom: true },
  { settings: 'packages/db/tsconfig.json', node: true, dom: false },
  { settings: 'apps/cloud/tsconfig.json', node: true, dom: false },
  { settings: 'apps/desktop/tsconfig.json', node: true, dom: false },
  { settings: 'apps/desktop/src/main/tsconfig.json', node: true, dom: false },
  // Electron's types bring Node's along; the sandbox gives the script none of it.
  { settings: 'apps/desktop/src/preload/tsconfig.json', node: true, dom: true },
  { settings: 'tsconfig.json', node: true, dom: false },
];

const answers = new Map<string, Promise<string | null>>();

/** What the compiler reads for a layer, one path a line; null where the layer has no files yet. */
function filesOf(settings: string): Promise<string | null> {
  const ask = async () => {
    const { output } = await run('tsc', ['--project', settings, '--listFilesOnly'], { output: 'collect' });
    return output.includes('error TS18003') ? null : output;
  };
  const answer = answers.get(settings) ?? ask();
  answers.set(settings, answer);
  return answer;
}

describe.for(layers)('$settings', ({ settings, node, dom }) => {
  test('sees of Node and of the DOM exactly what it may, whatever its packages bring along', async (context) => {
    const files = await filesOf(settings);
    if (files === null) return context.skip('the layer has no files yet');
    expect(files).toMatch(/lib\.es5\.d\.ts$/m);
    expect(/[\\/]@types[\\/]node[\\/]/.test(files)).toBe(node);
    expect(/[\\/]lib\.dom\.d\.ts$/m.test(files)).toBe(dom);
  });
});

test('every TypeScript file is read for a layer', async () => {
  const allSettings = repositoryFiles('tsconfig*.json', '**/tsconfig*.json').filter(
    (path) => path !== 'tsconfig.base.json',
  );
  const read = new Set<string>();
  for (const settings of allSettings)
    for (const file of (await filesOf(settings))?.split('\n') ?? [])
      read.add(relative(repositoryRoot, file.trim()).replaceAll('\\', '/'));
  const sources = repositoryFiles('*.ts', '*.tsx').filter((path) => !path.startsWith('tests/bench/'));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((path) => !read.has(path))).toEqual([]);
});
