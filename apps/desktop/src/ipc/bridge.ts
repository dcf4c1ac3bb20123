/** All that the preload script puts into a window, and the channels behind it. */
import type { EngineAnswer } from './channel.ts';

export interface DesktopBridge {
  readonly isMac: boolean;
  /** A procedure of the window contract. */
  call(procedure: string, input: unknown): Promise<EngineAnswer>;
  /** Hears what the main process says, as the window contract's events; the answer stops listening. */
  listen(listener: (event: unknown) => void): () => void;
  /**
   * What the person has dropped on the window, as `import.start` takes it; null for a file that a script has made. The
   * window names no path of its own: the preload script asks the system where the file lies.
   */
  sourceOf(file: unknown): Promise<unknown>;
}

/** Name of the bridge in the window. */
export const BRIDGE = 'educrowd';

/** Names of messages between preload and main. */
export const channels = {
  call: 'window-call',
  drop: 'window-drop',
  event: 'window-event',
  port: 'engine-port',
} as const;

/** The message to the window that brings a port to the engine. Ports cannot cross the bridge itself. */
export const PORT_MESSAGE = 'educrowd:engine-port';
