/** A DevTools connection to Chromium: calls, answers and events of its targets, and nothing else. */

type Params = Record<string, unknown>;
type Listener = (params: never) => void;

export interface DevToolsSession {
  send<Answer = unknown>(method: string, params?: Params): Promise<Answer>;
  on(method: string, listener: Listener): void;
}

export interface DevTools extends DevToolsSession {
  /** A session with one page. */
  attach(targetId: string): Promise<DevToolsSession>;
}

interface Incoming {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: never;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export async function connectDevTools(address: string, onClosed: () => void): Promise<DevTools> {
  const socket = new WebSocket(address);
  const open = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, Listener[]>();
  let lastId = 0;
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Incoming;
    if (message.id !== undefined) {
      const call = open.get(message.id);
      open.delete(message.id);
      if (message.error) call?.reject(new Error(message.error.message));
      else call?.resolve(message.result);
    } else {
      for (const tell of listeners.get(`${message.sessionId ?? ''} ${message.method}`) ?? [])
        tell(message.params as never);
    }
  });
  socket.addEventListener('close', onClosed);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('Chromium does not answer')));
  });

  const session = (sessionId?: string): DevToolsSession => ({
    send: <Answer>(method: string, params: Params = {}) => {
      const call = Promise.withResolvers<unknown>();
      open.set(++lastId, call);
      socket.send(JSON.stringify({ id: lastId, method, params, sessionId }));
      return call.promise as Promise<Answer>;
    },
    on: (method, listener) => {
      const key = `${sessionId ?? ''} ${method}`;
      listeners.set(key, [...(listeners.get(key) ?? []), listener]);
    },
  });
  const browser = session();
  return {
    ...browser,
    attach: async (targetId) => {
      const { sessionId } = await browser.send<{ sessionId: string }>('Target.attachToTarget', {
        targetId,
        flatten: true,
      });
      return session(sessionId);
    },
  };
}
