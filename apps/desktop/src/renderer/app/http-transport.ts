import { engineAnswer, type EngineAnswer } from '../../ipc/channel.ts';
import { engineEvent, type EngineEvent } from '../../ipc/events.ts';
import type { ConnectionState, EngineTransport } from './engine-connection.ts';
import { EngineFailure, EngineUnreachable } from './engine-failure.ts';
import { createStore } from './store.ts';

/** Browsers finish a request of this size even when the page is closed meanwhile (the limit is 64 KiB in all). */
const KEEPALIVE_CHARACTERS = 30_000;

/** The engine behind the browser host that served this page. */
export function createHttpTransport(): EngineTransport {
  const connection = createStore<ConnectionState>('starting');
  const listeners = new Set<(event: EngineEvent) => void>();

  const events = new EventSource('/engine/events');
  events.addEventListener('open', () => connection.set('connected'));
  events.addEventListener('error', () => connection.set((state) => (state === 'starting' ? state : 'lost')));
  events.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const event = engineEvent.parse(JSON.parse(data));
    for (const listener of listeners) listener(event);
  });

  return {
    connection,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async call(feature, procedure, input) {
      const body = JSON.stringify({ input });
      const answered = await post(`/engine/${feature}/${procedure}`, body);
      if (!answered.ok) throw new EngineFailure(answered.error);
      return answered.output;
    },
  };
}

async function post(path: string, body: string): Promise<EngineAnswer> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      keepalive: body.length < KEEPALIVE_CHARACTERS,
    });
  } catch (error) {
    throw new EngineUnreachable(error);
  }
  const parsed = engineAnswer.safeParse(await response.json().catch((error: unknown) => error));
  if (!parsed.success) throw new EngineUnreachable(parsed.error);
  return parsed.data;
}
