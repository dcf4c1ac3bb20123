/** Plants one hole after the other into a copy of the product and attacks that. */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../tools/repository.ts';
import type { ServerPlant } from './server-plants.ts';

/** What the attack needs of the repository. */
const PARTS = [
  'apps/cloud',
  'apps/desktop',
  'packages',
  'tests',
  'tools',
  'package.json',
  'tsconfig.base.json',
];

/** How many were missed. */
export async function runPlants(plants: readonly ServerPlant[]): Promise<number> {
  const missed: string[] = [];
  for (const plant of plants) {
    const { isNoticed, said } = await attackWith(plant);
    console.log(`${isNoticed ? '  noticed' : '  MISSED '} ${plant.name}: ${said}`);
    if (!isNoticed) missed.push(plant.name);
  }
  console.log(`\nattack: ${plants.length} plants, ${missed.length} missed`);
  return missed.length;
}

async function attackWith(
  plant: ServerPlant,
): Promise<{ readonly isNoticed: boolean; readonly said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'educrowd-planted-'));
  try {
    for (const part of PARTS) {
      const filter = (path: string): boolean => !/\/(?:screenshots|test-results|\.data)(?:\/|$)/.test(path);
      await cp(join(repositoryRoot, part), join(folder, part), {
        recursive: true,
        verbatimSymlinks: true,
        filter,
      });
    }
    await symlink(join(repositoryRoot, 'node_modules'), join(folder, 'node_modules'));
    const file = join(folder, plant.file);
    await writeFile(file, planted(plant, await readFile(file, 'utf8')));
    return await attack(folder, plant.isWithin ? '--within' : '--server');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Throws where it does not fit, or changes nothing. */
export function planted({ name, find, replace }: ServerPlant, source: string): string {
  if (source.split(find).length !== 2 || find === replace)
    throw new Error(`Plant ${name} does not fit its source any more: ${find}`);
  return source.replace(find, () => replace);
}

/** The first hole is enough. A program that breaks down has noticed nothing, and neither has a case. */
function attack(
  folder: string,
  which: '--within' | '--server',
): Promise<{ readonly isNoticed: boolean; readonly said: string }> {
  const args = ['--tsconfig', 'apps/cloud/tsconfig.json', 'tests/attack/main.ts', which, '--first'];
  const child = spawn(join(folder, 'node_modules/.bin/tsx'), args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      const lines = output.split('\n');
      const at = lines.findIndex((line) => line.startsWith('  HOLE'));
      const hole = lines[at];
      const isBroken = lines[at + 1]?.includes('the case broke') ?? false;
      resolve({
        isNoticed: hole !== undefined && !isBroken,
        said: hole?.slice('  HOLE '.length) ?? output.trim().split('\n').at(-1) ?? '',
      });
    });
  });
}
