/**
 * Runs in the page: each function here is sent there as text, so it uses nothing from outside of itself. A page has two
 * worlds, as under Electron: its own, and the isolated one of the preload script. They share the DOM, not JavaScript;
 * events cross between them, and Chromium clones what they carry.
 */

type Sent =
  | { is: 'value'; value: unknown }
  | { is: 'function' | 'promise'; id: number }
  | { is: 'error'; message: string }
  | { is: 'list'; items: Sent[] }
  | { is: 'object'; members: [string, Sent][] };
type Message =
  | { kind: 'expose'; name: string; api: Sent }
  | { kind: 'call'; id: number; call: number; args: Sent[] }
  | { kind: 'return'; call: number; isOk: boolean; value: Sent }
  | { kind: 'settle'; call: number; isOk: boolean; value: Sent };

export interface WorldBridge {
  expose(name: string, api: unknown): void;
  onExpose(listener: (name: string, api: unknown) => void): void;
}

/** One side of Electron's contextBridge: functions and promises stay where they are and are called from the other side. */
export function worldBridge(toOther: string, fromOther: string): WorldBridge {
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const answers = new Map<number, Extract<Message, { kind: 'return' }>>();
  const promises = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  let exposed: (name: string, api: unknown) => void = () => undefined;
  const post = (detail: Message): void => void document.dispatchEvent(new CustomEvent(toOther, { detail }));

  function encode(value: unknown): Sent {
    if (typeof value === 'function') {
      functions.set(++lastId, value as (...args: unknown[]) => unknown);
      return { is: 'function', id: lastId };
    }
    if (typeof value !== 'object' || value === null) return { is: 'value', value };
    if (value instanceof Promise) {
      const id = ++lastId;
      value.then(
        (result: unknown) => post({ kind: 'settle', call: id, isOk: true, value: encode(result) }),
        (error: unknown) => post({ kind: 'settle', call: id, isOk: false, value: encode(error) }),
      );
      return { is: 'promise', id };
    }
    // Electron hands over the message of an error and nothing else of it.
    if (value instanceof Error) return { is: 'error', message: value.message };
    if (Array.isArray(value)) return { is: 'list', items: value.map(encode) };
    if (Object.prototype.toString.call(value) !== '[object Object]') return { is: 'value', value };
    return {
      is: 'object',
      members: Object.entries(value).map(([name, member]) => [name, encode(member)]),
    };
  }
  function decode(sent: Sent): unknown {
    switch (sent.is) {
      case 'function':
        return (...args: unknown[]) => call(sent.id, args);
      case 'promise': {
        const promise = Promise.withResolvers<unknown>();
        promises.set(sent.id, promise);
        return promise.promise;
      }
      case 'error':
        return new Error(sent.message);
      case 'list':
        return sent.items.map(decode);
      case 'object':
        return Object.fromEntries(sent.members.map(([name, member]) => [name, decode(member)]));
      case 'value':
        return sent.value;
    }
  }
  /** The other side answers before the event is over. */
  function call(id: number, args: unknown[]): unknown {
    const number = ++lastId;
    post({ kind: 'call', id, call: number, args: args.map(encode) });
    const answer = answers.get(number);
    answers.delete(number);
    if (!answer) throw new Error('the other world did not answer');
    const value = decode(answer.value);
    if (!answer.isOk) throw value as Error;
    return value;
  }
  function answer(message: Extract<Message, { kind: 'call' }>): void {
    let result: { isOk: boolean; value: Sent };
    try {
      result = { isOk: true, value: encode(functions.get(message.id)?.(...message.args.map(decode))) };
    } catch (error) {
      result = { isOk: false, value: encode(error) };
    }
    post({ kind: 'return', call: message.call, ...result });
  }

  document.addEventListener(
    fromOther,
    (event) => {
      event.stopImmediatePropagation();
      const message = (event as CustomEvent<Message>).detail;
      if (message.kind === 'call') answer(message);
      else if (message.kind === 'expose') exposed(message.name, decode(message.api));
      else if (message.kind === 'return') answers.set(message.call, message);
      else {
        const promise = promises.get(message.call);
        promises.delete(message.call);
        if (message.isOk) promise?.resolve(decode(message.value));
        else promise?.reject(decode(message.value));
      }
    },
    true,
  );
  return {
    expose: (name, api) => post({ kind: 'expose', name, api: encode(api) }),
    onExpose: (listener) => {
      exposed = listener;
    },
  };
}

/** The page's own world: what is exposed appears there, and cannot be replaced. */
export function pageWorld(bridge: WorldBridge): void {
  bridge.onExpose((name, api) =>
    Object.defineProperty(globalThis, name, { value: Object.freeze(api), enumerable: true }),
  );
}

export type FromPage =
  | { kind: 'invoke'; id: number; channel: string; wires: string[] }
  | { kind: 'port'; id: string; wire: string }
  | { kind: 'port-closed'; id: string }
  | { kind: 'preload-failed'; message: string };
export type ToPage =
  | { kind: 'reply'; id: number; isOk: boolean; wire: string }
  | { kind: 'event'; channel: string; wires: string[]; ports: string[] }
  | { kind: 'port'; id: string; wire: string }
  | { kind: 'port-closed'; id: string };

export interface PreloadSetting {
  readonly binding: string;
  readonly deliver: string;
  readonly platform: string;
}

type Listener = (event: { ports: MessagePort[] }, ...args: unknown[]) => void;
type Preload = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  process: { platform: string },
) => void;

/** The preload script's world, with as much of Electron as a sandbox leaves and this app asks for. */
export function preloadWorld(options: {
  bridge: WorldBridge;
  wire: { toWire: (value: unknown) => string; fromWire: (text: string) => unknown };
  setting: PreloadSetting;
  preload: Preload;
}): void {
  const { bridge, wire, setting, preload } = options;
  const world = globalThis as unknown as Record<string, unknown>;
  const binding = world[setting.binding] as (text: string) => void;
  Reflect.deleteProperty(world, setting.binding);
  const send = (message: FromPage): void => binding(JSON.stringify(message));
  const listeners = new Map<string, Set<Listener>>();
  const asked = new Map<number, PromiseWithResolvers<unknown>>();
  const ports = new Map<string, MessagePort>();
  let lastId = 0;

  /** One end stays here and passes on what comes; the other one is the page's. */
  const portOf = (id: string): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    ports.set(id, port1);
    port1.addEventListener('message', ({ data }) => send({ kind: 'port', id, wire: wire.toWire(data) }));
    port1.addEventListener('close', () => send({ kind: 'port-closed', id }));
    port1.start();
    return port2;
  };
  const hear = (message: ToPage): void => {
    switch (message.kind) {
      case 'reply': {
        const call = asked.get(message.id);
        asked.delete(message.id);
        const value = wire.fromWire(message.wire);
        if (message.isOk) call?.resolve(value);
        else call?.reject(new Error(String(value)));
        return;
      }
      case 'event': {
        const event = { ports: message.ports.map(portOf) };
        const args = message.wires.map(wire.fromWire);
        for (const tell of listeners.get(message.channel) ?? []) tell(event, ...args);
        return;
      }
      case 'port':
        ports.get(message.id)?.postMessage(wire.fromWire(message.wire));
        return;
      case 'port-closed':
        ports.get(message.id)?.close();
        ports.delete(message.id);
    }
  };
  world[setting.deliver] = hear;

  const electron = {
    contextBridge: { exposeInMainWorld: bridge.expose },
    ipcRenderer: {
      invoke: (channel: string, ...args: unknown[]) => {
        const call = Promise.withResolvers<unknown>();
        asked.set(++lastId, call);
        send({ kind: 'invoke', id: lastId, channel, wires: args.map(wire.toWire) });
        return call.promise;
      },
      on: (channel: string, listener: Listener) =>
        void listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener)),
      off: (channel: string, listener: Listener) => void listeners.get(channel)?.delete(listener),
    },
    webUtils: {
      getPathForFile: () => {
        throw new Error('where a file lies is known to the real Electron alone');
      },
    },
  };
  const require = (name: string): unknown => {
    if (name === 'electron') return electron;
    // In the words of Electron's own loader.
    throw new Error(`module not found: ${name}`);
  };
  try {
    preload(require, { exports: {} }, { platform: setting.platform });
  } catch (error) {
    send({ kind: 'preload-failed', message: String(error) });
  }
}
