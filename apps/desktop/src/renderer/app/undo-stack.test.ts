import { expect, test } from 'vitest';
import { EngineFailure } from './engine-failure.ts';
import { createUndoStack, type UndoableAction } from './undo-stack.ts';

const setting = (log: string[], label: string): UndoableAction => ({
  label,
  undo: async () => void log.push(`undo ${label}`),
  redo: async () => void log.push(`redo ${label}`),
});

test('takes back the last action first and does it again', async () => {
  const log: string[] = [];
  const stack = createUndoStack();
  stack.push(setting(log, 'a'));
  stack.push(setting(log, 'b'));
  await stack.undo();
  await stack.undo();
  expect(await stack.undo()).toBeNull();
  await stack.redo();
  expect(log).toEqual(['undo b', 'undo a', 'redo a']);
});

test('takes back one action out of turn, once', async () => {
  const log: string[] = [];
  const stack = createUndoStack();
  const first = setting(log, 'a');
  stack.push(first);
  stack.push(setting(log, 'b'));
  await stack.undo(first);
  expect(await stack.undo(first)).toBeNull();
  await stack.undo();
  expect(log).toEqual(['undo a', 'undo b']);
});

test('a new action ends what could be done again', async () => {
  const log: string[] = [];
  const stack = createUndoStack();
  stack.push(setting(log, 'a'));
  await stack.undo();
  stack.push(setting(log, 'b'));
  expect(await stack.redo()).toBeNull();
});

test('steps asked for at once run one after the other', async () => {
  const log: string[] = [];
  const stack = createUndoStack();
  const gate = Promise.withResolvers<void>();
  stack.push(setting(log, 'a'));
  stack.push({ ...setting(log, 'b'), undo: async () => gate.promise.then(() => void log.push('undo b')) });
  const both = Promise.all([stack.undo(), stack.undo()]);
  gate.resolve();
  await both;
  expect(log).toEqual(['undo b', 'undo a']);
});

test('an action that could not be taken back stays undoable', async () => {
  const log: string[] = [];
  const stack = createUndoStack();
  let fails = true;
  stack.push({
    ...setting(log, 'a'),
    undo: async () => (fails ? Promise.reject(new Error('offline')) : void log.push('undo a')),
  });
  await expect(stack.undo()).rejects.toThrow('offline');
  fails = false;
  await stack.undo();
  expect(log).toEqual(['undo a']);
});

test('what is still being saved is taken back before what was done earlier', async () => {
  const log: string[] = [];
  const stack = createUndoStack();
  const saved = Promise.withResolvers<void>();
  stack.push(setting(log, 'a'));
  stack.expect(saved.promise);
  const undone = stack.undo();
  stack.push(setting(log, 'b'));
  saved.resolve();
  await undone;
  expect(log).toEqual(['undo b']);
});

test('an action is taken back also when that is asked for while it runs, unless it is refused', async () => {
  const log: string[] = [];
  const stack = createUndoStack();
  const answer = Promise.withResolvers<number>();
  stack.push(setting(log, 'a'));
  const performed = stack.perform<number>(
    () => answer.promise,
    (id) => setting(log, `b${id}`),
  );
  const undone = stack.undo();
  answer.resolve(7);
  expect(await performed).toBe(7);
  await undone;
  const refused = stack.perform(
    () => Promise.reject(new Error('no')),
    () => setting(log, 'c'),
  );
  await stack.undo();
  await expect(refused).rejects.toThrow('no');
  expect(log).toEqual(['undo b7', 'undo a']);
});

test('an action that the engine refuses to take back does not stand before the others', async () => {
  const log: string[] = [];
  const stack = createUndoStack();
  const refused = () => Promise.reject(new EngineFailure({ code: 'NOT_FOUND', message: 'Gone.' }));
  stack.push(setting(log, 'a'));
  stack.push({ ...setting(log, 'b'), undo: refused });
  await expect(stack.undo()).rejects.toThrow('Gone.');
  await stack.undo();
  expect(await stack.undo()).toBeNull();
  expect(log).toEqual(['undo a']);
});
