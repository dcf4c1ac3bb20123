/** All that the preload script puts into a window, and the channels behind it. */
import type { EngineAnswer } from './channel.ts';

export interface DesktopBridge {
  readonly isMac: boolean;
  /** A procedure of the window contract. */
  call(procedure: string, input: unknown): Promise<EngineAnswer>;
  /** Hears what the main process says, as the window contract's events; the answer stops listening. */
  listen(listener: (event: unknown) => void): () => void;
  /** Where a file that was dropped on the window lies; empty for one that a script has made. */
  pathOf(file: unknown): string;
}

/** Name of the bridge in the window. */
export const BRIDGE = 'educrowd';

/** Names of messages between preload and main. */
export const channels = { call: 'window-call', event: 'window-event', port: 'engine-port' } as const;

/** The message to the window that brings a port to the engine. Ports cannot cross the bridge itself. */
export const PORT_MESSAGE = 'educrowd:engine-port';
