import { basename, dirname } from 'node:path';
import { run } from '../process/run.ts';
import { repositoryFiles, repositoryRoot } from '../repository.ts';
import type { Check, CheckResult } from './check.ts';
import { readImportGraph } from './import-graph.ts';

/** Everything that is held against the sources without running them. */
export function staticChecks(): Check[] {
  return [
    ...compilerSettings().map((path) => ({
      name: `types: ${layerName(path)}`,
      find: () => checkTypes(path),
    })),
    { name: 'lint', find: () => checkWith('oxlint', []) },
    { name: 'format', find: () => checkWith('oxfmt', ['--check']) },
    { name: 'import rules', find: checkImports },
    {
      name: 'unused files, exports and dependencies',
      find: () => checkWith('knip', ['--no-progress', '--no-config-hints']),
    },
  ];
}

/** Every tsconfig is a layer of its own; the base only holds what they share. */
function compilerSettings(): string[] {
  return repositoryFiles('tsconfig*.json', '**/tsconfig*.json').filter(
    (path) => basename(path) !== 'tsconfig.base.json',
  );
}

function layerName(path: string): string {
  const folder = dirname(path) === '.' ? 'tools and tests' : dirname(path);
  return basename(path) === 'tsconfig.json' ? folder : `${folder} (tests)`;
}

async function checkTypes(path: string): Promise<CheckResult> {
  const { exitCode, output } = await run('tsc', ['--project', path, '--pretty', 'false'], {
    output: 'collect',
  });
  if (exitCode === 0) return { state: 'passed' };
  // TS18003: the layer has no files yet.
  if (output.includes('error TS18003')) return { state: 'skipped', reason: 'no such files yet' };
  return { state: 'failed', problem: output };
}

async function checkWith(command: string, args: readonly string[]): Promise<CheckResult> {
  // oxlint takes CI for a wish for colours.
  const { exitCode, output } = await run(command, args, { env: { CI: undefined }, output: 'collect' });
  return exitCode === 0 ? { state: 'passed' } : { state: 'failed', problem: output };
}

async function checkImports(): Promise<CheckResult> {
  const { modules, violations } = await readImportGraph(repositoryRoot);
  if (violations.length > 0) {
    const lines = violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`);
    return { state: 'failed', problem: lines.join('\n') };
  }
  const unread = repositoryFiles('apps/**/*.ts', 'apps/**/*.tsx', 'packages/**/*.ts', 'tools/**/*.ts').filter(
    (path) => !modules.includes(path),
  );
  if (unread.length === 0) return { state: 'passed' };
  return { state: 'failed', problem: `The imports of these files were not read:\n${unread.join('\n')}` };
}
