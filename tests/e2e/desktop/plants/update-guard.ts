/** When a newer version is fetched and installed. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { plantsIn, type Guard } from './guard.ts';

export const updateGuard: Guard = {
  name: 'updates',
  check: async (app) => {
    await mkdir(join(app.folder, 'user'), { recursive: true });
    await writeFile(join(app.folder, 'user/app-update.yml'), '');
    const main = await app.start({ settings: { isPackaged: true } });
    const seen = await main.evaluate(async ({ dialog }) => {
      interface Updater {
        readonly asked: string[];
        readonly autoDownload: boolean;
        readonly autoInstallOnAppQuit: boolean;
        emit(event: string, found?: { version: string }): void;
      }
      const { updater } = globalThis as unknown as { updater: Updater };
      const answers = [1, 0];
      dialog.showMessageBox = () =>
        Promise.resolve({ response: answers.shift() ?? 1, checkboxChecked: false });
      const settle = () => new Promise((resolve) => setImmediate(resolve));
      for (let found = 0; found < 3; found++) {
        updater.emit('update-available', { version: '1.1.0' });
        await settle();
      }
      updater.emit('update-downloaded');
      await settle();
      const { asked, autoDownload, autoInstallOnAppQuit } = updater;
      return { asked, autoDownload, autoInstallOnAppQuit, unanswered: answers.length };
    });
    // Refused once, wanted once, and then there: nothing ends the app but its person.
    expect(seen).toEqual({
      asked: ['check', 'download'],
      autoDownload: false,
      autoInstallOnAppQuit: true,
      unanswered: 0,
    });
  },
  plants: [
    ...plantsIn('main/updater.ts', [
      ['autoDownload = false', 'autoDownload = true'],
      ['autoInstallOnAppQuit = true', 'autoInstallOnAppQuit = false'],
      [
        "autoUpdater.on('error',",
        "autoUpdater.on('update-downloaded', () => autoUpdater.quitAndInstall());\n  autoUpdater.on('error',",
      ],
      ['return response === 0;', 'return response >= 0;'],
    ]),
  ],
};
