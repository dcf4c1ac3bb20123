import { PORT_MESSAGE } from '../../ipc/bridge.ts';
import { engineMessage, type EngineAnswer, type EngineCall } from '../../ipc/channel.ts';
import type { EngineEvent } from '../../ipc/events.ts';
import type { DesktopWindow } from './desktop-window.ts';
import type { ConnectionState, EngineTransport } from './engine-connection.ts';
import { EngineFailure, EngineUnreachable } from './engine-failure.ts';
import { createStore } from './store.ts';

/** The engine behind a port of its own. Each engine that is started brings a new one. */
export function createPortTransport({ main, listen }: DesktopWindow): EngineTransport {
  const connection = createStore<ConnectionState>('starting');
  const listeners = new Set<(event: EngineEvent) => void>();
  const open = new Map<number, PromiseWithResolvers<EngineAnswer>>();
  let port: MessagePort | null = null;
  let lastId = 0;

  const leave = (state: ConnectionState): void => {
    port?.close();
    port = null;
    connection.set((present) => (present === 'starting' && state === 'lost' ? present : state));
    for (const call of open.values()) call.reject(new EngineUnreachable('the engine ended'));
    open.clear();
  };
  const hear = (from: MessagePort, data: unknown): void => {
    // What a port that was left still brings is of an engine that is gone.
    if (from !== port) return;
    const message = engineMessage.parse(data);
    switch (message.type) {
      case 'ready':
        connection.set('connected');
        return;
      case 'answer':
        open.get(message.id)?.resolve(message.answer);
        open.delete(message.id);
        return;
      case 'event':
        for (const tell of listeners) tell(message.event);
    }
  };

  window.addEventListener('message', ({ source, data, ports: [given] }) => {
    if (source !== window || data !== PORT_MESSAGE || !given) return;
    if (port) leave('lost');
    port = given;
    given.addEventListener('message', (event) => hear(given, event.data));
    given.start();
  });
  listen((event) => {
    if (event.type === 'engine') leave(event.state === 'ended' ? 'ended' : 'lost');
  });
  main.connect().catch(() => connection.set('ended'));

  return {
    connection,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async call(feature, procedure, input) {
      if (!port) throw new EngineUnreachable('there is no engine at the moment');
      const message: EngineCall = { type: 'call', id: ++lastId, feature, procedure, input };
      const answering = Promise.withResolvers<EngineAnswer>();
      open.set(message.id, answering);
      port.postMessage(message);
      const answer = await answering.promise;
      if (!answer.ok) throw new EngineFailure(answer.error);
      return answer.output;
    },
  };
}
