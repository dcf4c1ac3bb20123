import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative } from 'node:path';
import { run } from '../process/run.ts';
import { repositoryFiles, repositoryRoot } from '../repository.ts';
import type { Check, CheckResult } from './check.ts';
import { readImportGraph } from './import-graph.ts';
import { sightOfLayers, sightProblems } from './layer-types.ts';

/** Everything that is held against the sources without running them. */
export function staticChecks(): Check[] {
  return [
    ...compilerSettings().map((path) => ({
      name: `types: ${layerName(path)}`,
      find: () => checkTypes(path),
    })),
    { name: 'types: every file belongs to a layer', find: checkLayers },
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

interface Compiled {
  readonly exitCode: number;
  readonly output: string;
  /** Every file that was read; empty where the layer has none yet. */
  readonly files: readonly string[];
}

const compiled = new Map<string, Promise<Compiled>>();

/** Each layer once, whoever asks. */
function compile(path: string): Promise<Compiled> {
  const compiling =
    compiled.get(path) ??
    // Several checkers in one compiler each work out what they share: two compilers at a time fill two cores anyway.
    run('tsc', ['--project', path, '--pretty', 'false', '--listFiles', '--checkers', '1'], {
      output: 'collect',
    }).then(({ exitCode, output }) => {
      const lines = output.split('\n').map((line) => line.trim());
      const isFile = (line: string): boolean => isAbsolute(line) && existsSync(line);
      const [files, rest] = [lines.filter(isFile), lines.filter((line) => !isFile(line))];
      return { exitCode, output: rest.join('\n'), files };
    });
  compiled.set(path, compiling);
  return compiling;
}

async function checkTypes(path: string): Promise<CheckResult> {
  const { exitCode, output, files } = await compile(path);
  // TS18003: the layer has no files yet.
  if (output.includes('error TS18003')) return { state: 'skipped', reason: 'no such files yet' };
  if (exitCode !== 0) return { state: 'failed', problem: output };
  const sight = sightOfLayers[path];
  const problems = sight ? sightProblems(files, sight) : [];
  return problems.length === 0 ? { state: 'passed' } : { state: 'failed', problem: problems.join('\n') };
}

async function checkLayers(): Promise<CheckResult> {
  const settings = compilerSettings();
  const read = new Set<string>();
  for (const path of settings)
    for (const file of (await compile(path)).files)
      read.add(relative(repositoryRoot, file).replaceAll('\\', '/'));
  const unread = repositoryFiles('*.ts', '*.tsx').filter(
    // Read with the server's settings when they are run, by hand.
    (path) => !path.startsWith('tests/bench/') && !read.has(path),
  );
  const missing = Object.keys(sightOfLayers).filter((path) => !settings.includes(path));
  const problems = [
    ...unread.map((path) => `${path} is compiled for no layer`),
    ...missing.map((path) => `${path} does not exist`),
  ];
  return problems.length === 0 ? { state: 'passed' } : { state: 'failed', problem: problems.join('\n') };
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
