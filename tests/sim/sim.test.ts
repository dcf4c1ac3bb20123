import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { times } from '../../tools/test/times.ts';
import { newerChanges } from './newer-build.ts';
import { plants } from './plants.ts';

const root = join(import.meta.dirname, '../..');
/** A process of its own: a run takes over the platform's clock and randomness, and plants change what is loaded. */
const runSim = async (...args: string[]): Promise<string> => {
  const main = join(import.meta.dirname, 'main.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...args]);
  return stdout;
};
const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

describe('the simulator', () => {
  it('finds nothing wrong in a few runs', { timeout: 120_000 }, async () => {
    const runs = times(20, 5);
    expect(lastLine(await runSim('--runs', String(runs), '--seed', '1'))).toBe(
      `sim: ${runs} runs, 0 failures`,
    );
  });

  it('finds bugs that are planted', { timeout: 120_000 }, async () => {
    const all = ['publish-before-the-last-page', 'outbox-dropped-on-rebuild', 'loser-not-logged'];
    const some = all.slice(0, times(all.length, 1));
    const args = some.flatMap((name) => ['--plant', name]);
    expect(lastLine(await runSim(...args, '--runs', '60', '--seed', '3', '--jobs', '1'))).toBe(
      `sim: ${some.length} plants, 0 missed`,
    );
  });

  it.each([{ name: 'the newer build', changes: newerChanges }, ...plants])(
    'can still make $name',
    ({ changes }) => {
      for (const { file, find } of changes)
        expect(readFileSync(join(root, file), 'utf8').split(find)).toHaveLength(2);
    },
  );
});
