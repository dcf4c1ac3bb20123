/** The window of the desktop app: what the preload script put there, and what it brings about in the screen. */
import { BRIDGE, type DesktopBridge } from '../../ipc/bridge.ts';
import { importSource, type ImportSource } from '../../ipc/import.ts';
import { windowContract, windowEvent, type WindowClient, type WindowEvent } from '../../ipc/window.ts';
import { EngineFailure } from './engine-failure.ts';

export interface DesktopWindow {
  readonly isMac: boolean;
  /** The main process; refusals reject with `EngineFailure`. */
  readonly main: WindowClient;
  listen(listener: (event: WindowEvent) => void): () => void;
  /** What was dropped, as the engine imports it; null for what is no file of the system. */
  sourceOf(file: File): Promise<ImportSource | null>;
}

/** Null in a window of a browser. */
export function findDesktopWindow(): DesktopWindow | null {
  const bridge = (window as { [BRIDGE]?: DesktopBridge })[BRIDGE];
  if (!bridge) return null;
  const procedures = Object.keys(windowContract).map((procedure) => [
    procedure,
    async (input: unknown) => {
      const answer = await bridge.call(procedure, input);
      if (!answer.ok) throw new EngineFailure(answer.error);
      return answer.output;
    },
  ]);
  return {
    isMac: bridge.isMac,
    main: Object.fromEntries(procedures) as WindowClient,
    listen: (listener) => bridge.listen((event) => listener(windowEvent.parse(event))),
    sourceOf: async (file) => importSource.nullable().parse(await bridge.sourceOf(file)),
  };
}
