import type { EngineClient } from '../../ipc/contract.ts';
import { createEngineClient } from '../../ipc/create-engine-client.ts';
import type { EngineEvent } from '../../ipc/events.ts';
import type { Store } from './store.ts';

/**
 * `starting`: never answered yet. `lost`: it answered before; the transport keeps trying. `ended`: it was started anew
 * and no longer knows this window.
 */
export type ConnectionState = 'starting' | 'connected' | 'lost' | 'ended';

/**
 * What carries calls and events: HTTP on loopback in the browser host, a MessagePort under Electron. A call rejects
 * with `EngineFailure` when the engine answered with an error, with `EngineUnreachable` when it did not answer.
 */
export interface EngineTransport {
  call(feature: string, procedure: string, input: unknown): Promise<unknown>;
  /** Events from now on; those missed while the connection was lost are not repeated. */
  listen(listener: (event: EngineEvent) => void): () => void;
  readonly connection: Store<ConnectionState>;
}

export interface EngineConnection extends Pick<EngineTransport, 'listen' | 'connection'> {
  readonly client: EngineClient;
}

export const connectEngine = (transport: EngineTransport): EngineConnection => ({
  client: createEngineClient(transport.call),
  listen: transport.listen,
  connection: transport.connection,
});
