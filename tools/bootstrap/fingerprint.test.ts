import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dependencyFingerprint, foldersWithDependencies } from './fingerprint.mjs';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fingerprint-'));
  await write('pnpm-lock.yaml', 'lockfileVersion: 9\n');
  await write('pnpm-workspace.yaml', 'packages: [apps/*, packages/*]\n');
  await write('package.json', '{ "name": "all", "scripts": {}, "devDependencies": { "one": "1.0.0" } }');
  await write('apps/cloud/package.json', '{ "name": "cloud", "dependencies": { "two": "2.0.0" } }');
  await write('packages/plain/package.json', '{ "name": "plain" }');
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(path: string, content: string): Promise<void> {
  await mkdir(join(root, path, '..'), { recursive: true });
  await writeFile(join(root, path), content);
}

const fingerprint = () => dependencyFingerprint(root, 'pnpm@1.0.0');

test.for([
  ['the lockfile', 'pnpm-lock.yaml', 'lockfileVersion: 10\n'],
  ['the workspace', 'pnpm-workspace.yaml', 'packages: [apps/*]\n'],
  ['a dependency', 'apps/cloud/package.json', '{ "name": "cloud", "dependencies": { "two": "2.0.1" } }'],
  ['a new package', 'packages/more/package.json', '{ "name": "more" }'],
])('changes with %s', async ([, path = '', content = '']) => {
  const before = fingerprint();
  await write(path, content);
  expect(fingerprint()).not.toBe(before);
});

test('changes with the package manager', () => {
  expect(dependencyFingerprint(root, 'pnpm@1.0.1')).not.toBe(fingerprint());
});

test('stays the same when a script changes, or the line endings', async () => {
  const before = fingerprint();
  await write(
    'package.json',
    '{ "name": "all", "scripts": { "x": "y" }, "devDependencies": { "one": "1.0.0" } }',
  );
  const lockfile = await readFile(join(root, 'pnpm-lock.yaml'), 'utf8');
  await write('pnpm-lock.yaml', lockfile.replaceAll('\n', '\r\n'));
  expect(fingerprint()).toBe(before);
});

test('names the folders that an install must fill', () => {
  expect(foldersWithDependencies(root)).toEqual([root, join(root, 'apps', 'cloud')]);
});
