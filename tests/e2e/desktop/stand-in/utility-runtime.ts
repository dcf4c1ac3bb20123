/** Loaded before the engine: the little of Electron that a utility process has. */
import { EventEmitter } from 'node:events';
import { registerHooks } from 'node:module';
import { portFrom, type Carrier, type PortEnd } from './ports.ts';
import type { FromUtility, ToUtility } from './utility-process.ts';

const ends = new Map<string, PortEnd>();
const post = (message: FromUtility): void => {
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
};
const carrier: Carrier = {
  bind: (id, end) => void ends.set(id, end),
  send: (id, wire) => post({ kind: 'port', id, wire }),
  close: (id) => post({ kind: 'port-closed', id }),
};

class ParentPort extends EventEmitter {
  postMessage(data: unknown): void {
    post({ kind: 'message', data });
  }
}
const parentPort = new ParentPort();
Object.defineProperty(process, 'parentPort', { value: parentPort });

/** What came before anybody listened. */
const early: unknown[] = [];
parentPort.on('newListener', (name) => {
  if (name !== 'message') return;
  queueMicrotask(() => {
    for (const event of early.splice(0)) parentPort.emit('message', event);
  });
});
process.on('message', (raw) => {
  const message = raw as ToUtility;
  if (message.kind === 'message') {
    const event = { data: message.data, ports: message.ports.map((id) => portFrom(carrier, id)) };
    if (parentPort.listenerCount('message') > 0) parentPort.emit('message', event);
    else early.push(event);
  } else if (message.kind === 'port') ends.get(message.id)?.other?.arrive(message.wire);
  else ends.get(message.id)?.other?.closeFromAfar();
});
// It dies with the main process.
process.on('disconnect', () => process.exit(0));
registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier === 'electron') throw new Error('the engine must not use Electron');
    return next(specifier, context);
  },
});
