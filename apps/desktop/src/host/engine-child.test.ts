import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ENGINE_MAIN } from '../../../../tools/stack/start-engine.ts';
import { startEngineChild } from './engine-child.ts';
import { createEngineProcess } from './engine-process.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-child-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const start = (args: readonly string[]) =>
  startEngineChild({ main: ENGINE_MAIN, args, log: () => undefined, onEvent: () => undefined });

test('an engine answers until it is killed; what it leaves unanswered fails', async () => {
  const child = start(['--data', folder]);
  await child.ready;
  expect(await child.call('app', 'about', undefined)).toMatchObject({
    ok: true,
    output: { dataFolder: folder },
  });
  expect(await child.call('app', 'nothing', undefined)).toMatchObject({
    ok: false,
    error: { code: 'NOT_FOUND' },
  });
  const unanswered = child.call('session', 'startLocal', { displayName: 'Ada' });
  const failed = unanswered.then(
    () => null,
    (error: unknown) => error,
  );
  await child.kill();
  expect(await failed).toMatchObject({ message: 'the engine ended' });
  expect(await child.ended).toEqual({ code: null, signal: 'SIGKILL' });
  await child.stop();
});

test('an engine that cannot start is never ready', async () => {
  const child = start([]);
  await expect(child.ready).rejects.toThrow('the engine ended (1) before it was ready');
  expect(await child.ended).toEqual({ code: 1, signal: null });
});

test('a call waits for the next engine when the first one dies before it is up', async () => {
  const program = join(folder, 'engine.mjs');
  // Dies the first time it is started, and when it is asked to.
  await writeFile(
    program,
    `import { existsSync, writeFileSync } from 'node:fs';
     const mark = ${JSON.stringify(join(folder, 'mark'))};
     if (!existsSync(mark)) { writeFileSync(mark, ''); process.exit(3); }
     process.on('message', ({ id, procedure }) =>
       procedure === 'die' ? process.exit(4) : process.send({ type: 'answer', id, answer: { ok: true, output: procedure } }));
     process.send({ type: 'ready' });`,
  );
  const engine = createEngineProcess({ main: program, args: [], log: () => undefined });
  const ends: string[] = [];
  engine.onEnd(() => ends.push('ended'));
  expect(await engine.call('any', 'first', null)).toEqual({ ok: true, output: 'first' });
  await expect(engine.call('any', 'die', null)).rejects.toThrow('the engine ended');
  expect(await engine.call('any', 'again', null)).toEqual({ ok: true, output: 'again' });
  expect(ends).toHaveLength(2);
  await engine.stop();
});
