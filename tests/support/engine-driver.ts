/** A device: a real engine in a process of its own, to be called like a window would, killed, and started again. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assert, must } from '@educrowd/shared/primitives/assert';
import { startEngineChild, type EngineChild } from '../../apps/desktop/src/host/engine-child.ts';
import type { EngineClient } from '../../apps/desktop/src/ipc/contract.ts';
import type { EngineEvent } from '../../apps/desktop/src/ipc/events.ts';
import { engineClientOf, ENGINE_MAIN } from '../../tools/stack/start-engine.ts';

export interface Device {
  readonly name: string;
  readonly dataFolder: string;
  /** Calls go to the engine that runs at the time; they reject with an `EngineError`, or when the engine ends. */
  readonly client: EngineClient;
  /** How often the engine has been started. */
  readonly generation: () => number;
  /** False from the moment that it is told to end until its next engine can be called. */
  readonly isUp: () => boolean;
  /** The answer stops listening. Outlives the engine. */
  listen(listener: (event: EngineEvent) => void): () => void;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** File of the workspace; there is one as soon as the device has signed in. */
  databasePath(): string;
  /** Folder of the files that belong to courses. */
  blobFolder(): string;
}

export interface DeviceOptions {
  readonly name: string;
  readonly dataFolder: string;
  readonly log: (line: string) => void;
}

export function createDevice({ name, dataFolder, log }: DeviceOptions): Device {
  const listeners = new Set<(event: EngineEvent) => void>();
  let child: EngineChild | null = null;
  let isReady = false;
  let generation = 0;

  const present = (): EngineChild => must(child, `engine of ${name} runs`);
  const workspaceFolder = (): string => {
    const folder = join(dataFolder, 'workspaces');
    const [only, ...others] = readdirSync(folder);
    assert(only !== undefined && others.length === 0, `${folder} holds one workspace`);
    return join(folder, only);
  };
  const end = async (how: 'stop' | 'kill'): Promise<void> => {
    const ending = child;
    child = null;
    isReady = false;
    await ending?.[how]();
  };

  return {
    name,
    dataFolder,
    client: engineClientOf(async (...call) => present().call(...call)),
    generation: () => generation,
    isUp: () => isReady,
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start: async () => {
      assert(child === null, `one engine of ${name} at a time`);
      const started = startEngineChild({
        main: ENGINE_MAIN,
        args: ['--data', dataFolder],
        log,
        onEvent: (event) => {
          for (const tell of listeners) tell(event);
        },
      });
      // Kept from the beginning, so that it can be ended before it is ready.
      child = started;
      await started.ready;
      generation += 1;
      isReady = true;
    },
    stop: () => end('stop'),
    kill: () => end('kill'),
    databasePath: () => join(workspaceFolder(), 'workspace.sqlite'),
    blobFolder: () => join(workspaceFolder(), 'blobs'),
  };
}
