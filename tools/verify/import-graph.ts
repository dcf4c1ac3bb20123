import { run } from '../process/run.ts';
import { repositoryRoot } from '../repository.ts';
import { join } from 'node:path';

export interface ImportViolation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

export interface ImportGraph {
  /** Every module that was read or imported, relative to the tree's root, packages included. */
  readonly modules: readonly string[];
  /** The names of the rules that were applied. */
  readonly rules: readonly string[];
  readonly violations: readonly ImportViolation[];
}

interface CruiseResult {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
    readonly violations: readonly {
      readonly rule: { readonly name: string };
      readonly from: string;
      readonly to: string;
    }[];
  };
}

/**
 * Reads every import of a tree that is laid out like this repository and holds it against the rules in
 * .dependency-cruiser.mjs. Throws when the tree cannot be read.
 */
export async function readImportGraph(treeRoot: string): Promise<ImportGraph> {
  const args = ['--config', join(repositoryRoot, '.dependency-cruiser.mjs'), '--output-type', 'json'];
  const { stdout, output } = await run('depcruise', [...args, 'apps', 'packages', 'tools', 'tests'], {
    cwd: treeRoot,
    output: 'collect',
  });
  if (!stdout.startsWith('{')) throw new Error(`The imports could not be read:\n${output}`);
  const { modules, summary } = JSON.parse(stdout) as CruiseResult;
  return {
    modules: modules.map(({ source }) => source),
    rules: summary.ruleSetUsed.forbidden.map(({ name }) => name),
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}
