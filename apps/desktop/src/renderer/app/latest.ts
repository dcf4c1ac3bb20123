import type { ConnectionState } from './engine-connection.ts';
import { EngineUnreachable } from './engine-failure.ts';
import type { Store } from './store.ts';

interface LatestOptions<Value> {
  save: (value: Value) => Promise<void>;
  /** The value was given up. Those after it are saved all the same. */
  onFailure: (error: unknown) => void;
  /** Nothing is waiting any more: everything was saved or given up. */
  onSettled: () => void;
  connection: Store<ConnectionState>;
}

/** A value that ends the engine each time it comes must not be sent for ever. */
const MAX_TRIES = 10;

/** How long a connection may look well after a call could not reach the engine. */
const NOTICE_MS = 1_000;

/**
 * Saves a value that changes faster than it can be saved: one save at a time, always the newest value next. What could
 * not reach the engine is sent again when the engine is back.
 */
export function createLatest<Value>({ save, onFailure, onSettled, connection }: LatestOptions<Value>) {
  let waiting: { value: Value } | null = null;
  let running = false;

  const drain = async () => {
    running = true;
    let tries = 0;
    while (waiting) {
      const { value }: { value: Value } = waiting;
      waiting = null;
      try {
        await save(value);
        tries = 0;
      } catch (error) {
        const mayRepeat = error instanceof EngineUnreachable && ++tries < MAX_TRIES;
        if (mayRepeat && (await isBack(connection))) waiting ??= { value };
        else onFailure(error);
      }
    }
    running = false;
    onSettled();
  };
  return (value: Value): void => {
    waiting = { value };
    if (!running) void drain();
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
