import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import * as z from 'zod';
import { channels } from '../ipc/bridge.ts';
import type { EngineAnswer } from '../ipc/channel.ts';
import { dispatchToWindow } from '../ipc/dispatch.ts';
import type { ImportSource } from '../ipc/import.ts';
import type { WindowHandlers } from '../ipc/window.ts';
import { isFromApp } from './app-origin.ts';

export interface AnswerOptions {
  readonly handlersOf: (window: WebContents) => WindowHandlers;
  /** A file was dropped; the preload script says where the system keeps it. Empty for one that a script has made. */
  readonly onDrop: (path: string) => ImportSource | null;
  readonly log: (line: string) => void;
}

const procedureName = z.string().max(60);
const droppedPath = z.string().max(4_096);

/** The only messages that the main process takes, and only from the app's own page. */
export function answerWindows({ handlersOf, onDrop, log }: AnswerOptions): void {
  const checkSender = (event: IpcMainInvokeEvent): void => {
    if (isFromApp(event)) return;
    log('A message from a foreign sender was refused.');
    throw new Error('refused');
  };
  ipcMain.handle(channels.call, async (event, procedure: unknown, input: unknown): Promise<EngineAnswer> => {
    checkSender(event);
    const call = { procedure: procedureName.parse(procedure), input };
    return dispatchToWindow(handlersOf(event.sender), call, (error) =>
      log(
        `${call.procedure} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      ),
    );
  });
  ipcMain.handle(channels.drop, (event, path: unknown) => {
    checkSender(event);
    return onDrop(droppedPath.parse(path));
  });
}
