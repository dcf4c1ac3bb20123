import { engineAnswer, engineMessage } from '../../ipc/channel.ts';
import type { EngineEvent } from '../../ipc/events.ts';
import type { ConnectionState, EngineTransport } from './engine-connection.ts';
import { EngineFailure, EngineUnreachable } from './engine-failure.ts';
import { createStore, type Store } from './store.ts';

/** Browsers finish a request of this size even when the page is closed meanwhile (the limit is 64 KiB in all). */
const KEEPALIVE_CHARACTERS = 30_000;

/** The host no longer knows this window: it was started anew and gives out new links. */
const UNKNOWN_WINDOW = 401;

const RECONNECT_MS = 1_000;

/** The engine behind the browser host that served this page. */
export function createHttpTransport(): EngineTransport {
  const connection = createStore<ConnectionState>('starting');
  const listeners = new Set<(event: EngineEvent) => void>();
  followEvents(connection, (event) => {
    for (const listener of listeners) listener(event);
  });
  return {
    connection,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async call(feature, procedure, input) {
      const response = await post(`/engine/${feature}/${procedure}`, JSON.stringify({ input }));
      if (response.status === UNKNOWN_WINDOW) connection.set('ended');
      const { data: answer, error } = engineAnswer.safeParse(
        await response.json().catch((failure: unknown) => failure),
      );
      if (answer === undefined) throw new EngineUnreachable(error);
      if (!answer.ok) throw new EngineFailure(answer.error);
      return answer.output;
    },
  };
}

function followEvents(connection: Store<ConnectionState>, tell: (event: EngineEvent) => void): void {
  const socket = new WebSocket(`ws://${window.location.host}/engine/events`);
  socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const message = engineMessage.parse(JSON.parse(data));
    if (message.type === 'ready') connection.set('connected');
    if (message.type === 'event') tell(message.event);
  });
  // Also of one that never opened.
  socket.addEventListener('close', () => {
    connection.set((state) => (state === 'connected' ? 'lost' : state));
    if (connection.get() !== 'ended') setTimeout(() => followEvents(connection, tell), RECONNECT_MS);
  });
}

async function post(path: string, body: string): Promise<Response> {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      keepalive: body.length < KEEPALIVE_CHARACTERS,
    });
  } catch (error) {
    throw new EngineUnreachable(error);
  }
}
