import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('a program that is interrupted twice ends, and leaves nothing behind', async () => {
  const program = fork(join(import.meta.dirname, 'testing/interrupted-program.ts'), { silent: true });
  const ended = once(program, 'exit');
  let said = '';
  program.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [{ folder }] = (await once(program, 'message')) as [{ folder: string }];
  expect(existsSync(folder)).toBe(true);
  program.kill('SIGINT');
  await once(program.stdout!, 'data');
  program.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  expect(existsSync(folder)).toBe(false);
  expect(said.match(/The database ends/g)).toHaveLength(1);
}, 30_000);
