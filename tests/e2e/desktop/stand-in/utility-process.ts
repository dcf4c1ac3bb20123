/** A utility process: a process of Node with a channel, and ports that lead into it. */
import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Life } from './app.ts';
import type { Carrier, PortEnd } from './ports.ts';
import { note } from './record.ts';
import { strict } from './strict.ts';

export type ToUtility =
  | { kind: 'message'; data: unknown; ports: string[] }
  | { kind: 'port'; id: string; wire: string }
  | { kind: 'port-closed'; id: string };
export type FromUtility = Exclude<ToUtility, { kind: 'message' }> | { kind: 'message'; data: unknown };

export class UtilityProcess extends EventEmitter {
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  pid: number | undefined;
  readonly #child: ChildProcess;
  readonly #ends = new Map<string, PortEnd>();
  constructor(child: ChildProcess) {
    super();
    this.#child = child;
    this.stdout = child.stdout;
    this.stderr = child.stderr;
    this.pid = child.pid;
    child.on('message', (raw) => this.#hear(raw as FromUtility));
    child.on('exit', (code) => {
      this.pid = undefined;
      for (const end of this.#ends.values()) end.other?.closeFromAfar();
      this.emit('exit', code ?? 1);
    });
  }

  postMessage(data: unknown, ports: readonly PortEnd[] = []): void {
    const carrier: Carrier = {
      bind: (id, end) => void this.#ends.set(id, end),
      send: (id, wire) => this.#send({ kind: 'port', id, wire }),
      close: (id) => this.#send({ kind: 'port-closed', id }),
    };
    const ids = ports.map(() => randomUUID());
    this.#send({ kind: 'message', data, ports: ids });
    for (const [index, port] of ports.entries()) port.moveTo(carrier, ids[index] ?? '');
  }

  kill(): boolean {
    return this.#child.kill();
  }

  #send(message: ToUtility): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  #hear(message: FromUtility): void {
    if (message.kind === 'message') {
      note('fromUtility', { type: (message.data as { type?: unknown }).type });
      this.emit('message', message.data);
    } else if (message.kind === 'port') this.#ends.get(message.id)?.other?.arrive(message.wire);
    else this.#ends.get(message.id)?.other?.closeFromAfar();
  }
}

export function createUtilityProcess(life: Life) {
  const running = new Set<UtilityProcess>();
  life.atEnd.push(() => {
    for (const each of running) each.kill();
  });
  return {
    running,
    utilityProcess: strict('utilityProcess', {
      fork: (main: string, args: readonly string[]) => {
        if (!life.isReady) throw new Error('utility processes are started once the app is ready');
        const child = fork(main, [...args], {
          execArgv: ['--import', join(import.meta.dirname, 'utility-runtime.ts')],
          serialization: 'advanced',
          stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        });
        const utility = new UtilityProcess(child);
        running.add(utility);
        utility.once('exit', () => running.delete(utility));
        return utility;
      },
    }),
  };
}
