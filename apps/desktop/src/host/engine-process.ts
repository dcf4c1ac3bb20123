/** The engine in a process of its own: calls, events, and a new process when one has died. */
import { startAgain } from '../engine/start-again.ts';
import type { EngineAnswer } from '../ipc/channel.ts';
import type { EngineEvent } from '../ipc/events.ts';
import { startEngineChild, type EngineChildOptions } from './engine-child.ts';

export interface EngineProcess {
  /** Waits for the engine to be up. Rejects when the engine ends before it has answered. */
  call(feature: string, procedure: string, input: unknown): Promise<EngineAnswer>;
  /** The answer stops listening. */
  listen(listener: (event: EngineEvent) => void): () => void;
  /** Hears of every end of an engine, so that windows can be told. */
  onEnd(listener: () => void): () => void;
  /** Rejects when the engine cannot work at all and is not started again; it has logged why. */
  ready(): Promise<void>;
  /** Ends the present process as a crash would (SIGKILL); another one follows. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export type EngineProcessOptions = Omit<EngineChildOptions, 'onEvent'>;

export function createEngineProcess(options: EngineProcessOptions): EngineProcess {
  const listeners = new Set<(event: EngineEvent) => void>();
  const endListeners = new Set<() => void>();
  const engine = startAgain({
    start: () =>
      startEngineChild({
        ...options,
        onEvent: (event) => {
          for (const tell of listeners) tell(event);
        },
      }),
    log: options.log,
    onEnd: () => {
      for (const tell of endListeners) tell();
    },
  });
  return {
    async call(feature, procedure, input) {
      const run = await engine.up();
      return run.call(feature, procedure, input);
    },
    listen: (listener) => subscribe(listeners, listener),
    onEnd: (listener) => subscribe(endListeners, listener),
    ready: async () => void (await engine.up()),
    kill: () => engine.current().kill(),
    stop: engine.stop,
  };
}

function subscribe<T>(to: Set<T>, listener: T): () => void {
  to.add(listener);
  return () => void to.delete(listener);
}
