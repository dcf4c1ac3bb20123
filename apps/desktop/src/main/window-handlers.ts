import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, Notification, type WebContents } from 'electron';
import type { Translate } from '@educrowd/shared/messages/translate';
import type { MenuCommand, WindowHandlers } from '../ipc/window.ts';
import type { WindowEngine } from './connect-windows.ts';
import { grantSource } from './grant-source.ts';
import type { OpenExternal } from './safe-open-external.ts';

export interface HandlerOptions {
  readonly engine: WindowEngine;
  readonly onCommands: (commands: readonly MenuCommand[]) => void;
  /** Signs what may be imported. */
  readonly importKey: string;
  readonly openExternal: OpenExternal;
  readonly goTo: (place: string) => void;
  /** The window's page listens from now on. */
  readonly onConnected: (window: WebContents) => void;
  readonly t: Translate;
}

/** Kept until they were answered: what nobody holds is collected, and its click with it. */
const shown = new Set<Notification>();

export const windowHandlers =
  ({ engine, onCommands, importKey, openExternal, goTo, onConnected, t }: HandlerOptions) =>
  (contents: WebContents): WindowHandlers => ({
    connect: () => {
      engine.connect(contents);
      onConnected(contents);
    },
    chooseImport: async ({ kind }) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(contents), {
        title: kind === 'folder' ? t('desktop.chooseFolder') : t('desktop.chooseArchive'),
        properties: [kind === 'folder' ? 'openDirectory' : 'openFile'],
        ...(kind === 'archive' && {
          filters: [
            {
              name: t('desktop.courseFiles'),
              extensions: ['gz', 'tgz', 'tar', 'zip', 'imscc', 'md', 'markdown', 'xml'],
            },
            { name: t('desktop.allFiles'), extensions: ['*'] },
          ],
        }),
      });
      return canceled ? null : grantSource(importKey, filePaths[0]);
    },
    saveText: async ({ fileName, text }) => {
      const { canceled, filePath } = await dialog.showSaveDialog(windowOf(contents), {
        defaultPath: join(app.getPath('documents'), fileName.replaceAll(/[\\/:*?"<>|\0]/g, '-')),
      });
      if (!canceled && filePath !== '') await writeFile(filePath, text);
    },
    openExternal: ({ url }) => openExternal(url),
    notify: ({ title, body, place }) => {
      if (!Notification.isSupported()) return;
      const notification = new Notification({ title, body });
      shown.add(notification);
      notification.on('click', () => {
        shown.delete(notification);
        goTo(place);
      });
      notification.on('close', () => void shown.delete(notification));
      notification.show();
    },
    takeBackTyping: ({ again }) => (again ? contents.redo() : contents.undo()),
    showCommands: ({ commands }) => onCommands(commands),
  });

function windowOf(contents: WebContents): BrowserWindow {
  const window = BrowserWindow.fromWebContents(contents);
  if (!window) throw new Error('the window is gone');
  return window;
}
