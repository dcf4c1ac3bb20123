import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cacheFolder, repositoryRoot } from '../repository.ts';
import { runBuildStep, type BuildStep } from './build-step.ts';

let folder: string;
let step: BuildStep;
beforeEach(async () => {
  await mkdir(cacheFolder, { recursive: true });
  folder = await mkdtemp(join(cacheFolder, 'build-step-'));
  const path = relative(repositoryRoot, folder).replaceAll('\\', '/');
  const copy = "fs.writeFileSync('out', fs.readFileSync('in/source', 'utf8').toUpperCase())";
  step = {
    name: basename(folder),
    needs: [`${path}/in/source`],
    inputs: [`${path}/in`],
    output: `${path}/out`,
    commands: [{ command: process.execPath, args: ['--eval', copy], cwd: path }],
  };
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(join(cacheFolder, 'build', basename(folder)), { force: true });
});

async function write(content: string, name = 'source'): Promise<void> {
  await mkdir(join(folder, 'in'), { recursive: true });
  await writeFile(join(folder, 'in', name), content);
}

const output = () => readFile(join(folder, 'out'), 'utf8');

test('is left out while its sources do not exist', async () => {
  expect(await runBuildStep(step)).toBe('left-out');
});

test('builds when an input or the output has changed, and only then', async () => {
  await write('one');
  expect(await runBuildStep(step)).toBe('built');
  expect(await runBuildStep(step)).toBe('up-to-date');

  await write('two');
  expect(await runBuildStep(step)).toBe('built');
  expect(await output()).toBe('TWO');

  await write('a new file', 'second');
  expect(await runBuildStep(step)).toBe('built');

  await rm(join(folder, 'out'));
  expect(await runBuildStep(step)).toBe('built');
  expect(await output()).toBe('TWO');
});

test('a failed build is told in the tool’s own words and never passes for a success', async () => {
  await write('one');
  await runBuildStep(step);
  const broken = {
    ...step,
    commands: [{ command: process.execPath, args: ['--eval', "throw new Error('no such class')"] }],
  };
  await expect(runBuildStep(broken)).rejects.toThrow('no such class');
  expect(await runBuildStep(step)).toBe('built');
});

test('a program that ends well and makes nothing has failed', async () => {
  await write('one');
  const idle = { ...step, commands: [{ command: process.execPath, args: ['--eval', ''] }] };
  await expect(runBuildStep(idle)).rejects.toThrow(`${step.output} was not made`);
  expect(await runBuildStep(step)).toBe('built');
});
