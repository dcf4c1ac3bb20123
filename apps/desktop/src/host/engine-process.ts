/** The engine in a process of its own: calls, events, and a new process when one has died. */
import { fork, type ChildProcess } from 'node:child_process';
import { engineMessage, type EngineAnswer, type EngineMessage } from '../ipc/channel.ts';
import type { EngineEvent } from '../ipc/events.ts';

export interface EngineProcess {
  /** Waits for the engine to be up. Rejects when the engine ends before it has answered. */
  call(feature: string, procedure: string, input: unknown): Promise<EngineAnswer>;
  /** The answer stops listening. */
  listen(listener: (event: EngineEvent) => void): () => void;
  /** Hears of every end of an engine, so that windows can be told. */
  onEnd(listener: () => void): () => void;
  ready(): Promise<void>;
  stop(): Promise<void>;
}

export interface EngineProcessOptions {
  /** Module that runs the engine. */
  readonly main: string;
  readonly args: readonly string[];
  readonly log: (line: string) => void;
}

const FIRST_RESTART_MS = 200;
const LONGEST_RESTART_MS = 10_000;
/** An engine that ran this long was well: the next restart comes at once again. */
const WELL_AFTER_MS = 30_000;
const STOP_MS = 5_000;

export function createEngineProcess({ main, args, log }: EngineProcessOptions): EngineProcess {
  const listeners = new Set<(event: EngineEvent) => void>();
  const endListeners = new Set<() => void>();
  const pending = new Map<number, PromiseWithResolvers<EngineAnswer>>();
  let lastId = 0;
  let isStopping = false;
  let restartMs = FIRST_RESTART_MS;
  let restartTimer: NodeJS.Timeout | undefined;
  let up = Promise.withResolvers<ChildProcess>();
  let child: ChildProcess;
  start();

  function start(): void {
    const startedAt = Date.now();
    child = fork(main, [...args], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], serialization: 'json' });
    child.stdout?.on('data', (chunk: Buffer) => log(chunk.toString().trimEnd()));
    child.stderr?.on('data', (chunk: Buffer) => log(chunk.toString().trimEnd()));
    const started = child;
    child.on('message', (raw) => hear(engineMessage.parse(raw), started));
    child.on('exit', (code, signal) => {
      for (const call of pending.values()) call.reject(new Error('the engine ended'));
      pending.clear();
      up = Promise.withResolvers();
      for (const tell of endListeners) tell();
      if (isStopping) return;
      if (Date.now() - startedAt > WELL_AFTER_MS) restartMs = FIRST_RESTART_MS;
      log(`The engine ended (${signal ?? code}); it starts again in ${restartMs} ms.`);
      restartTimer = setTimeout(start, restartMs);
      restartMs = Math.min(restartMs * 2, LONGEST_RESTART_MS);
    });
  }

  function hear(message: EngineMessage, from: ChildProcess): void {
    switch (message.type) {
      case 'ready':
        up.resolve(from);
        return;
      case 'answer':
        pending.get(message.id)?.resolve(message.answer);
        pending.delete(message.id);
        return;
      case 'event':
        for (const tell of listeners) tell(message.event);
    }
  }

  return {
    async call(feature, procedure, input) {
      const engine = await up.promise;
      const id = ++lastId;
      const answer = Promise.withResolvers<EngineAnswer>();
      pending.set(id, answer);
      engine.send({ type: 'call', id, feature, procedure, input }, (error) => {
        if (error && pending.delete(id)) answer.reject(error);
      });
      return answer.promise;
    },
    listen: (listener) => subscribe(listeners, listener),
    onEnd: (listener) => subscribe(endListeners, listener),
    ready: async () => void (await up.promise),
    async stop() {
      isStopping = true;
      clearTimeout(restartTimer);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      child.kill('SIGTERM');
      await ended;
      clearTimeout(timer);
    },
  };
}

function subscribe<T>(to: Set<T>, listener: T): () => void {
  to.add(listener);
  return () => void to.delete(listener);
}
