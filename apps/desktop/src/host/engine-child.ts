/** One process that runs the engine, from its start to its end. */
import { fork } from 'node:child_process';
import { engineMessage, type EngineAnswer, type EngineCall, type EngineMessage } from '../ipc/channel.ts';
import type { EngineEvent } from '../ipc/events.ts';
import type { EngineEnd, EngineRun } from '../engine/start-again.ts';

export interface EngineChild extends EngineRun {
  /** Rejects when the engine ends before it has answered. */
  call(feature: string, procedure: string, input: unknown): Promise<EngineAnswer>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
}

export interface EngineChildOptions {
  /** Module that runs the engine. */
  readonly main: string;
  readonly args: readonly string[];
  readonly log: (line: string) => void;
  readonly onEvent: (event: EngineEvent) => void;
}

const STOP_MS = 5_000;
/** About a call within tus-js-client, which nobody here can mend. It would be the first thing that people read. */
const SILENCED = '--disable-warning=DEP0169';

export function startEngineChild({ main, args, log, onEvent }: EngineChildOptions): EngineChild {
  const child = fork(main, [...args], {
    execArgv: [...process.execArgv, SILENCED],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'json',
  });
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<EngineEnd>();
  const open = new Map<number, PromiseWithResolvers<EngineAnswer>>();
  let lastId = 0;

  const hear = (message: EngineMessage): void => {
    switch (message.type) {
      case 'ready':
        ready.resolve();
        return;
      case 'answer':
        open.get(message.id)?.resolve(message.answer);
        open.delete(message.id);
        return;
      case 'event':
        onEvent(message.event);
    }
  };
  const end = (how: EngineEnd): void => {
    ready.reject(new Error(`the engine ended (${how.signal ?? how.code}) before it was ready`));
    for (const call of open.values()) call.reject(new Error('the engine ended'));
    open.clear();
    ended.resolve(how);
  };
  const endWith = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended.promise;
  };

  // Whoever does not wait for it learns of the end from `ended`.
  ready.promise.catch(() => undefined);
  child.stdout?.on('data', (chunk: Buffer) => log(chunk.toString().trimEnd()));
  child.stderr?.on('data', (chunk: Buffer) => log(chunk.toString().trimEnd()));
  child.on('message', (raw) => hear(engineMessage.parse(raw)));
  child.on('exit', (code, signal) => end({ code, signal }));
  child.on('error', (error) => {
    log(`The engine could not be started: ${error.message}`);
    if (child.pid === undefined) end({ code: null, signal: null });
  });

  return {
    ready: ready.promise,
    ended: ended.promise,
    call(feature, procedure, input) {
      const message: EngineCall = { type: 'call', id: ++lastId, feature, procedure, input };
      const answer = Promise.withResolvers<EngineAnswer>();
      open.set(message.id, answer);
      child.send(message, (error) => {
        if (error && open.delete(message.id)) answer.reject(error);
      });
      return answer.promise;
    },
    async stop() {
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await endWith('SIGTERM');
      clearTimeout(timer);
    },
    kill: () => endWith('SIGKILL'),
  };
}
