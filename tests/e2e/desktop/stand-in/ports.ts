/** Message ports. An end may be moved to another process; what arrives there is then sent on through its `Carrier`. */
import { EventEmitter } from 'node:events';
import { fromWire, toWire } from './wire.ts';

/** The way to another process. */
export interface Carrier {
  /** Keeps the near end of a port under a name that both sides know. */
  bind(id: string, end: PortEnd): void;
  send(id: string, wire: string): void;
  close(id: string): void;
}

export class PortEnd extends EventEmitter {
  other: PortEnd | null = null;
  #waiting: string[] = [];
  #isStarted = false;
  #isClosed = false;
  #carrier: { readonly to: Carrier; readonly id: string } | null = null;

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new Error('ports within the messages of a port are not played');
    if (!this.#isClosed) this.other?.arrive(toWire(message));
  }

  /** A message for whoever holds this end. */
  arrive(wire: string): void {
    if (this.#carrier) this.#carrier.to.send(this.#carrier.id, wire);
    else if (this.#isStarted) queueMicrotask(() => this.emit('message', { data: fromWire(wire), ports: [] }));
    else this.#waiting.push(wire);
  }

  start(): void {
    this.#isStarted = true;
    for (const wire of this.#waiting.splice(0)) this.arrive(wire);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.emit('close');
    this.other?.closeFromAfar();
  }

  closeFromAfar(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#carrier) this.#carrier.to.close(this.#carrier.id);
    else this.emit('close');
  }

  moveTo(to: Carrier, id: string): void {
    this.#carrier = { to, id };
    to.bind(id, this);
    for (const wire of this.#waiting.splice(0)) this.arrive(wire);
  }
}

export class MessageChannelMain {
  readonly port1 = new PortEnd();
  readonly port2 = new PortEnd();
  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

/** The near end of a port that another process has moved here. */
export function portFrom(to: Carrier, id: string): PortEnd {
  const { port1, port2 } = new MessageChannelMain();
  port2.moveTo(to, id);
  return port1;
}
