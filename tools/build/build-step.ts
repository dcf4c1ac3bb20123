import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from '../process/run.ts';
import { cacheFolder, repositoryRoot } from '../repository.ts';

/** Something that is made from sources before the product can run. Paths are relative to the root. */
export interface BuildStep {
  readonly name: string;
  /** Files and folders that decide the result. A step is left out while one of `needs` does not exist yet. */
  readonly inputs: readonly string[];
  readonly needs: readonly string[];
  /** The file or folder that is made. */
  readonly output: string;
  /** The programs to run, one after the other. */
  readonly commands: readonly {
    readonly command: string;
    readonly args: readonly string[];
    readonly cwd?: string;
  }[];
}

export type BuildOutcome = 'built' | 'up-to-date' | 'left-out';

/** Runs a step unless its inputs are those of the last success and its output is still there. */
export async function runBuildStep(step: BuildStep): Promise<BuildOutcome> {
  if (!step.needs.every((path) => existsSync(join(repositoryRoot, path)))) return 'left-out';
  const fingerprint = fingerprintOf(step);
  const stamp = join(cacheFolder, 'build', step.name.replaceAll(' ', '-'));
  const isCurrent =
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === fingerprint &&
    existsSync(join(repositoryRoot, step.output));
  if (isCurrent) return 'up-to-date';

  // An attempt that fails half-way must not pass for the last success.
  rmSync(stamp, { force: true });
  for (const { command, args, cwd } of step.commands) {
    const { exitCode, output } = await run(command, args, {
      cwd: join(repositoryRoot, cwd ?? '.'),
      output: 'collect',
    });
    if (exitCode !== 0) throw new Error(`The ${step.name} could not be built (${command}):\n${output}`);
  }
  if (!existsSync(join(repositoryRoot, step.output)))
    throw new Error(`The ${step.name} could not be built: ${step.output} was not made, and no reason given.`);
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, fingerprint);
  return 'built';
}

function fingerprintOf(step: BuildStep): string {
  const hash = createHash('sha256').update(JSON.stringify(step.commands));
  // A new version of a build tool or of a bundled package makes a new result, too.
  const inputs = [...step.inputs, 'pnpm-lock.yaml'].flatMap((path) => filesBelow(path)).toSorted();
  for (const path of inputs) hash.update(`\0${path}\0`).update(readFileSync(join(repositoryRoot, path)));
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  const absolute = join(repositoryRoot, path);
  if (!existsSync(absolute) || /\.test\.tsx?$/.test(path)) return [];
  if (!statSync(absolute).isDirectory()) return [path];
  return readdirSync(absolute).flatMap((name) => filesBelow(`${path}/${name}`));
}
