import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolderOnce } from './make-folder-once.ts';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'make-folder-once-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

test('makes the folder once, however many processes ask at the same time', async () => {
  const program = `
    import { appendFile, writeFile } from 'node:fs/promises';
    import { setTimeout } from 'node:timers/promises';
    import { makeFolderOnce } from ${JSON.stringify(import.meta.resolve('./make-folder-once.ts'))};
    await makeFolderOnce(${JSON.stringify(join(parent, 'made'))}, async (partial) => {
      await appendFile(${JSON.stringify(join(parent, 'log'))}, 'filled\\n');
      await setTimeout(200);
      await writeFile(partial + '/content', 'whole');
    });`;
  const processes = Array.from({ length: 4 }, () =>
    promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]),
  );
  await Promise.all(processes);
  expect(await readFile(join(parent, 'log'), 'utf8')).toBe('filled\n');
  expect(await readFile(join(parent, 'made', 'content'), 'utf8')).toBe('whole');
  expect(await readdir(parent)).toEqual(expect.not.arrayContaining(['made.lock', 'made.partial']));
});

test('leaves nothing behind that looks made when filling fails, and the next try succeeds', async () => {
  const folder = join(parent, 'made');
  const failing = makeFolderOnce(folder, async (partial) => {
    await writeFile(join(partial, 'half'), '');
    throw new Error('disk full');
  });
  await expect(failing).rejects.toThrow('disk full');
  expect(existsSync(folder)).toBe(false);
  await makeFolderOnce(folder, (partial) => writeFile(join(partial, 'content'), ''));
  expect(await readdir(folder)).toEqual(['content']);
});

test('takes over from a process that died', async () => {
  const dead = spawn(process.execPath, ['--eval', '']);
  await once(dead, 'exit');
  const folder = join(parent, 'made');
  await writeFile(`${folder}.lock`, String(dead.pid));
  await makeFolderOnce(folder, (partial) => writeFile(join(partial, 'content'), ''));
  expect(await readdir(folder)).toEqual(['content']);
});
