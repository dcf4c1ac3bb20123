import type { WebContents } from 'electron';
import { channels } from '../ipc/bridge.ts';
import type { WindowEvent } from '../ipc/window.ts';

/** A window that is gone needs to know nothing. */
export function tellWindow(window: WebContents, event: WindowEvent): void {
  if (!window.isDestroyed()) window.send(channels.event, event);
}
