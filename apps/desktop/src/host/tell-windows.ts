/**
 * What the engine tells every open window. A window has one socket for as long as it is open, and a browser keeps those
 * apart from its six requests at a time to one address: streamed answers would use them up, and the seventh window and
 * every call would wait for ever. Calls stay requests, because a browser finishes those when their window is closed.
 */
import { upgradeWebSocket } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import type { EngineMessage } from '../ipc/channel.ts';
import type { EngineProcess } from './engine-process.ts';

/** The socket says `ready` when the engine can be called, then every event; it closes when that engine has ended. */
export const tellWindows = (engine: EngineProcess): MiddlewareHandler =>
  upgradeWebSocket(() => {
    let stops: (() => void)[] = [];
    return {
      onOpen(_event, socket) {
        const say = (message: EngineMessage): void => socket.send(JSON.stringify(message));
        const close = (): void => socket.close();
        // Listening before asking: an engine that ends in between is noticed.
        stops = [engine.listen((event) => say({ type: 'event', event })), engine.onEnd(close)];
        engine.ready().then(() => say({ type: 'ready' }), close);
      },
      onClose() {
        for (const stop of stops) stop();
      },
    };
  });
