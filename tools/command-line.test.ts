import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from './repository.ts';

const node = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
};
const evaluated = (expression: string) =>
  node(
    '--input-type=module',
    '--eval',
    `import * as line from ${JSON.stringify(join(repositoryRoot, 'tools/command-line.ts'))}; ${expression}`,
  );
const options = `{ options: { seed: { type: 'string' }, keep: { type: 'boolean' } }, args: `;
const refused = [
  [`line.parseOptions(${options}['--bogus'] })`, "Unknown option '--bogus'. Options: --seed SEED, --keep"],
  [
    `line.parseOptions(${options}['--seed', '-1'] })`,
    "Option '--seed' argument is ambiguous. Options: --seed SEED, --keep",
  ],
  [`line.countOption('seed', '-1')`, '--seed must be a whole number of at least 0, not "-1".'],
  [`line.countOption('runs', '0', 1)`, '--runs must be a whole number of at least 1, not "0".'],
  [
    `line.namedOption('plant', { name: 'nope', among: [{ name: 'other' }] })`,
    'There is no plant "nope"; --list-plants names them all.',
  ],
] as const;

test.for(refused)('%s is refused in one line', ([expression, said]) => {
  expect(evaluated(expression)).toEqual({ status: 2, stdout: '', stderr: `${said}\n` });
});

test('--help names the options', () => {
  expect(evaluated(`line.parseOptions(${options}['--help'] })`)).toEqual({
    status: 0,
    stdout: 'Options: --seed SEED, --keep\n',
    stderr: '',
  });
});

test.for<[string, ...string[]]>([
  ['tools/audit-verify.ts', '--bogus'],
  ['tests/sim/main.ts', '--plant', 'nope'],
])('so is a wrong option of a program: %o', ([program, ...args]) => {
  const { status, stdout, stderr } = node(join(repositoryRoot, program), ...args);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect([status, stdout]).toEqual([2, '']);
});
