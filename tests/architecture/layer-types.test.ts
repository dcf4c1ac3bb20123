import { dirname, join, relative } from 'node:path';
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

/** Null where the layer has no files yet. */
async function askCompiler(settings: string, question: string): Promise<string | null> {
  const { output } = await run('tsc', ['--project', settings, question], { output: 'collect' });
  return output.includes('error TS18003') ? null : output;
}

describe.for(layers)('$settings', ({ settings, node, dom }) => {
  test('sees of Node and of the DOM exactly what it may, whatever its packages bring along', async (context) => {
    const files = await askCompiler(settings, '--listFilesOnly');
    if (files === null) return context.skip('the layer has no files yet');
    expect(files).toMatch(/lib\.es5\.d\.ts$/m);
    expect(/[\\/]@types[\\/]node[\\/]/.test(files)).toBe(node);
    expect(/[\\/]lib\.dom\.d\.ts$/m.test(files)).toBe(dom);
  });
});

test('every TypeScript file belongs to a layer', async () => {
  const allSettings = repositoryFiles('tsconfig*.json', '**/tsconfig*.json').filter(
    (path) => path !== 'tsconfig.base.json',
  );
  const covered = new Set<string>();
  for (const settings of allSettings) {
    const answer = await askCompiler(settings, '--showConfig');
    if (answer === null) continue;
    const { files } = JSON.parse(answer) as { files?: readonly string[] };
    for (const file of files ?? []) {
      const path = relative(repositoryRoot, join(repositoryRoot, dirname(settings), file));
      covered.add(path.replaceAll('\\', '/'));
    }
  }
  const sources = repositoryFiles('*.ts', '*.tsx').filter((path) => !path.startsWith('tests/bench/'));
  expect(sources.filter((path) => !covered.has(path))).toEqual([]);
});
