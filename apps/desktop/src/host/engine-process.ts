/** The engine in a process of its own: calls, events, and a new process, ever later, when one has died. */
import { UNABLE_EXIT_CODE, type EngineAnswer } from '../ipc/channel.ts';
import type { EngineEvent } from '../ipc/events.ts';
import { startEngineChild, type EngineChild, type EngineChildOptions } from './engine-child.ts';

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

const FIRST_RESTART_MS = 200;
const LONGEST_RESTART_MS = 10_000;
/** An engine that ran this long was well: the next restart comes at once again. */
const WELL_AFTER_MS = 30_000;

export function createEngineProcess(options: EngineProcessOptions): EngineProcess {
  const listeners = new Set<(event: EngineEvent) => void>();
  const endListeners = new Set<() => void>();
  let isStopping = false;
  let restartMs = FIRST_RESTART_MS;
  let restartTimer: NodeJS.Timeout | undefined;
  let up = Promise.withResolvers<EngineChild>();
  let child = start();

  function start(): EngineChild {
    const startedAt = performance.now();
    let wasUp = false;
    const started = startEngineChild({
      ...options,
      onEvent: (event) => {
        for (const tell of listeners) tell(event);
      },
    });
    started.ready.then(
      () => {
        wasUp = true;
        up.resolve(started);
      },
      () => undefined,
    );
    void started.ended.then(({ code, signal }) => {
      // Whoever waits for an engine that never came up waits for the next one.
      if (wasUp) up = Promise.withResolvers();
      for (const tell of endListeners) tell();
      if (isStopping || code === UNABLE_EXIT_CODE) {
        up.promise.catch(() => undefined);
        up.reject(new Error('the engine has ended for good'));
        return;
      }
      if (performance.now() - startedAt > WELL_AFTER_MS) restartMs = FIRST_RESTART_MS;
      options.log(`The engine ended (${signal ?? code}); it starts again in ${restartMs} ms.`);
      restartTimer = setTimeout(() => {
        child = start();
      }, restartMs);
      restartMs = Math.min(restartMs * 2, LONGEST_RESTART_MS);
    });
    return started;
  }

  return {
    async call(feature, procedure, input) {
      const engine = await up.promise;
      return engine.call(feature, procedure, input);
    },
    listen: (listener) => subscribe(listeners, listener),
    onEnd: (listener) => subscribe(endListeners, listener),
    ready: async () => void (await up.promise),
    kill: () => child.kill(),
    async stop() {
      isStopping = true;
      clearTimeout(restartTimer);
      await child.stop();
    },
  };
}

function subscribe<T>(to: Set<T>, listener: T): () => void {
  to.add(listener);
  return () => void to.delete(listener);
}
