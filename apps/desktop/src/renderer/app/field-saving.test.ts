import { expect, test } from 'vitest';
import type { ConnectionState } from './engine-connection.ts';
import { EngineFailure } from './engine-failure.ts';
import { createFieldSaving, type FieldStep } from './field-saving.ts';
import type { Unsaved } from './guard-leaving.ts';
import { createStore } from './store.ts';

/** Saves when `answer` is called; records what was sent and which steps there are. */
function start({ instead }: { instead?: string } = {}) {
  const sent: string[] = [];
  const seen: string[] = [];
  const steps: FieldStep<string>[] = [];
  const due: ('expected' | 'noted')[] = [];
  const waiting = new Set<Unsaved>();
  let answering = Promise.withResolvers<void>();
  const field = createFieldSaving<string>({
    save: (value, known) => {
      sent.push(value);
      seen.push(known);
      answering = Promise.withResolvers();
      return answering.promise;
    },
    isUnfinished: (value) => value === '',
    instead: () => instead,
    onFailure: () => undefined,
    onSettled: () => undefined,
    onStepDue: (noted) => {
      due.push('expected');
      void noted.then(() => due.push('noted'));
    },
    onStep: (step) => steps.push(step),
    waiting,
    connection: createStore<ConnectionState>('connected'),
  });
  const quiet = () => new Promise((resolve) => setTimeout(resolve));
  const answer = async () => {
    answering.resolve();
    await quiet();
  };
  const refuse = async () => {
    answering.reject(new EngineFailure({ code: 'INVALID', message: 'No.' }));
    await quiet();
  };
  return { field, sent, seen, steps, due, waiting, answer, refuse };
}

test('all of one stay is one step, once it is left and saved', async () => {
  const { field, sent, steps, answer } = start();
  field.enter('a');
  field.change('ab', 'a');
  field.change('abc', 'ab');
  await answer();
  await answer();
  expect([sent, steps]).toEqual([['ab', 'abc'], []]);
  field.leave();
  expect(steps).toEqual([{ from: 'a', to: 'abc' }]);
});

test('a step that is left before it is saved is expected, also when it is refused', async () => {
  const { field, due, answer, refuse } = start();
  field.enter('a');
  field.change('ab', 'a');
  field.leave();
  field.change('abc', 'ab');
  expect(due).toEqual(['expected']);
  await answer();
  expect(due).toEqual(['expected']);
  await refuse();
  expect(due).toEqual(['expected', 'noted']);
  field.enter('ab');
  field.change('abd', 'ab');
  await answer();
  field.leave();
  expect(due).toEqual(['expected', 'noted']);
});

test('what was left before it is saved is a step afterwards, also when somebody is back by then', async () => {
  const { field, steps, answer } = start();
  field.enter('a');
  field.change('ab', 'a');
  field.leave();
  field.enter('ab');
  field.change('abc', 'ab');
  expect(steps).toEqual([]);
  await answer();
  await answer();
  field.leave();
  expect(steps).toEqual([
    { from: 'a', to: 'ab' },
    { from: 'ab', to: 'abc' },
  ]);
});

test('each change from outside the field is a step of its own, however fast they come', async () => {
  const { field, sent, steps, answer } = start();
  field.change('ab', 'a');
  field.change('abc', 'ab');
  field.change('abcd', 'abc');
  await answer();
  await answer();
  expect(sent).toEqual(['ab', 'abcd']);
  expect(steps).toEqual([
    { from: 'a', to: 'ab' },
    { from: 'ab', to: 'abc' },
    { from: 'abc', to: 'abcd' },
  ]);
});

test('what was refused or is unfinished is no step', async () => {
  const { field, steps, answer, refuse } = start();
  field.enter('a');
  field.change('ab', 'a');
  await answer();
  field.change('abc', 'ab');
  await refuse();
  field.change('', 'abc');
  await answer();
  field.leave();
  expect(steps).toEqual([{ from: 'a', to: 'ab' }]);
});

test('it is listed until all is saved, and leaving twice is leaving once', async () => {
  const { field, steps, waiting, answer } = start();
  field.enter('a');
  field.change('ab', 'a');
  field.leave();
  field.leave();
  expect(waiting.size).toBe(1);
  await answer();
  expect([waiting.size, steps.length]).toEqual([0, 1]);
});

test('each value goes with what the person knew to be stored, whatever others stored meanwhile', async () => {
  const { field, sent, seen, steps, answer } = start();
  field.enter('a');
  // Somebody else's, seen before the first letter.
  field.change('bc', 'b');
  await answer();
  // Somebody else's again, but the field shows what its person wrote.
  field.change('bcd', 'bc');
  await answer();
  field.leave();
  expect([sent, seen]).toEqual([
    ['bc', 'bcd'],
    ['b', 'bc'],
  ]);
  expect(steps).toEqual([{ from: 'b', to: 'bcd' }]);
});

test('what cannot be stored is not sent, or what stands in for it is', async () => {
  const without = start();
  without.field.enter('a');
  without.field.change('', 'a');
  without.field.change('b', '');
  await without.answer();
  expect([without.sent, without.seen]).toEqual([['b'], ['a']]);
  const other = start({ instead: '100' });
  other.field.enter('100');
  other.field.change('12', '100');
  await other.answer();
  other.field.change('', '12');
  await other.answer();
  other.field.change('13', '100');
  expect([other.sent, other.seen]).toEqual([
    ['12', '100', '13'],
    ['100', '12', '100'],
  ]);
});
