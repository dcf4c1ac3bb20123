import { ipcMain, type WebContents } from 'electron';
import * as z from 'zod';
import { channels } from '../ipc/bridge.ts';
import type { EngineAnswer } from '../ipc/channel.ts';
import { dispatchToWindow } from '../ipc/dispatch.ts';
import type { WindowHandlers } from '../ipc/window.ts';
import { isFromApp } from './app-origin.ts';

const procedureName = z.string().max(60);

/** The only messages that the main process takes, and only from the app's own page. */
export function answerWindows(
  handlersOf: (window: WebContents) => WindowHandlers,
  log: (line: string) => void,
): void {
  ipcMain.handle(channels.call, async (event, procedure: unknown, input: unknown): Promise<EngineAnswer> => {
    if (!isFromApp(event)) {
      log('A message from a foreign sender was refused.');
      throw new Error('refused');
    }
    const call = { procedure: procedureName.parse(procedure), input };
    return dispatchToWindow(handlersOf(event.sender), call, (error) =>
      log(
        `${call.procedure} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      ),
    );
  });
}
