/** The window of the desktop app: what the preload script put there, and what it brings about in the screen. */
import { BRIDGE, type DesktopBridge } from '../../ipc/bridge.ts';
import { windowContract, windowEvent, type WindowClient, type WindowEvent } from '../../ipc/window.ts';
import { EngineFailure } from './engine-failure.ts';

export interface DesktopWindow {
  readonly isMac: boolean;
  /** The main process; refusals reject with `EngineFailure`. */
  readonly main: WindowClient;
  listen(listener: (event: WindowEvent) => void): () => void;
  pathOf(file: File): string;
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
    pathOf: bridge.pathOf,
  };
}
