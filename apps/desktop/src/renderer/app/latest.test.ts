import { expect, test, vi } from 'vitest';
import type { ConnectionState } from './engine-connection.ts';
import { EngineFailure, EngineUnreachable } from './engine-failure.ts';
import { createLatest } from './latest.ts';
import { createStore } from './store.ts';

/** Saves through `save`, and records what was saved, what was given up, and the end. */
function start(save: (value: string) => void | Promise<void>, state: ConnectionState = 'connected') {
  const connection = createStore<ConnectionState>(state);
  const sent: string[] = [];
  const failures: unknown[] = [];
  const settled = Promise.withResolvers<void>();
  const { change, flush } = createLatest<string>({
    save: async (value) => {
      sent.push(value);
      await save(value);
    },
    onFailure: (error) => failures.push(error),
    onSettled: settled.resolve,
    connection,
  });
  return { change, flush, sent, failures, connection, settled: settled.promise };
}

test('saves the first value at once and then only the newest', async () => {
  const gate = Promise.withResolvers<void>();
  const { change, sent, settled } = start(() => gate.promise);
  change('a');
  change('ab');
  change('abc');
  expect(sent).toEqual(['a']);
  gate.resolve();
  await settled;
  expect(sent).toEqual(['a', 'abc']);
});

test('a window that goes sends the newest value at once, also while another is on its way', async () => {
  const gate = Promise.withResolvers<void>();
  const { change, flush, sent } = start(() => gate.promise);
  change('a');
  flush();
  expect(sent).toEqual(['a']);
  change('ab');
  change('abc');
  flush();
  expect(sent).toEqual(['a', 'abc']);
  gate.resolve();
});

test('a window that goes tries once more what could not reach the engine', async () => {
  const { change, flush, sent, failures, connection, settled } = start(() => {
    throw new EngineUnreachable('away');
  }, 'lost');
  change('a');
  await Promise.resolve();
  flush();
  expect([sent, failures]).toEqual([['a', 'a'], []]);
  connection.set('ended');
  await settled;
});

test('a refusal is reported and does not stop what comes after', async () => {
  const refusal = new EngineFailure({ code: 'INVALID', message: 'No.' });
  const { change, sent, failures, settled } = start((value) => {
    if (value === 'a') throw refusal;
  });
  change('a');
  change('b');
  await settled;
  expect([sent, failures]).toEqual([['a', 'b'], [refusal]]);
});

test('what could not reach the engine is sent again once it is back, in its newest form', async () => {
  let isThere = false;
  const { change, sent, failures, connection, settled } = start(() => {
    if (!isThere) throw new EngineUnreachable('away');
  }, 'lost');
  change('a');
  await Promise.resolve();
  change('ab');
  isThere = true;
  connection.set('connected');
  await settled;
  expect([sent, failures]).toEqual([['a', 'ab'], []]);
});

test('a loss that is not known yet is waited for', async () => {
  vi.useFakeTimers();
  try {
    let isThere = false;
    const { change, sent, connection, settled } = start(() => {
      if (!isThere) throw new EngineUnreachable('away');
    });
    change('a');
    connection.set('lost');
    await vi.runAllTimersAsync();
    expect(sent).toEqual(['a']);
    isThere = true;
    connection.set('connected');
    await settled;
    expect(sent).toEqual(['a', 'a']);
  } finally {
    vi.useRealTimers();
  }
});

test('an engine that does not come back is reported', async () => {
  const away = new EngineUnreachable('away');
  const { change, failures, connection, settled } = start(() => {
    throw away;
  }, 'lost');
  change('a');
  connection.set('ended');
  await settled;
  expect(failures).toEqual([away]);
});
