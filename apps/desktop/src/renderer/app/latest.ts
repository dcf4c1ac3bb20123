import type { ConnectionState } from './engine-connection.ts';
import { EngineUnreachable } from './engine-failure.ts';
import type { Unsaved } from './guard-leaving.ts';
import type { Store } from './store.ts';

interface LatestOptions<Value> {
  save: (value: Value) => Promise<void>;
  /** The value was given up. Those after it are saved all the same. */
  onFailure: (error: unknown, value: Value) => void;
  /** Nothing is waiting any more: everything was saved or given up. */
  onSettled: () => void;
  connection: Store<ConnectionState>;
}

export interface Latest<Value> extends Unsaved {
  change(value: Value): void;
}

/** A value that ends the engine each time it comes must not be sent for ever. */
const MAX_TRIES = 10;

/** How long a connection may look well after a call could not reach the engine. */
const NOTICE_MS = 1_000;

/**
 * Saves a value that changes faster than it can be saved: one save at a time, always the newest value next. What could
 * not reach the engine is sent again when the engine is back.
 */
export function createLatest<Value>({
  save,
  onFailure,
  onSettled,
  connection,
}: LatestOptions<Value>): Latest<Value> {
  let unsaved: { value: Value } | null = null;
  let onItsWay: { value: Value } | null = null;
  let running = false;

  /** Answers whether the value is done with: saved or given up. */
  const send = async (sent: { value: Value }, mayRepeat: boolean): Promise<boolean> => {
    onItsWay = sent;
    try {
      await save(sent.value);
    } catch (error) {
      onItsWay = null;
      if (mayRepeat && error instanceof EngineUnreachable && (await isBack(connection))) return false;
      onFailure(error, sent.value);
    }
    onItsWay = null;
    return true;
  };
  const drain = async () => {
    running = true;
    let tries = 0;
    while (unsaved) {
      const sent: { value: Value } = unsaved;
      const isDone = await send(sent, tries + 1 < MAX_TRIES);
      tries = isDone ? 0 : tries + 1;
      if (isDone && unsaved === sent) unsaved = null;
    }
    running = false;
    onSettled();
  };
  return {
    change(value) {
      unsaved = { value };
      if (!running) void drain();
    },
    flush() {
      // Should the window stay after all, it is sent again in its turn, and a failure is told then.
      if (unsaved && unsaved !== onItsWay) save(unsaved.value).catch(() => undefined);
    },
  };
}

/** Resolves once the engine can be asked again: with false if it never can. */
async function isBack(connection: Store<ConnectionState>): Promise<boolean> {
  if (connection.get() === 'connected') await new Promise((resolve) => setTimeout(resolve, NOTICE_MS));
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const look = (): void => {
    const state = connection.get();
    if (state === 'connected' || state === 'ended') resolve(state === 'connected');
  };
  const leave = connection.subscribe(look);
  look();
  return promise.finally(leave);
}
