import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { Translate } from '@educrowd/shared/messages/translate';
import { createOffer } from './offer-update.ts';

const INTERVAL_MS = 6 * 60 * 60 * 1000;

/**
 * Asks now and every few hours whether there is a newer version: in an installed app whose package names a place to ask
 * (`app-update.yml`, which electron-builder writes where `publish` is set). The person decides about each update; what
 * they want is installed when they quit, since nobody but them knows when they are done.
 */
export async function watchForUpdates(t: Translate, log: (line: string) => void): Promise<void> {
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml'))) return;
  const { default: updater } = await import('electron-updater');
  const { autoUpdater } = updater;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = true;
  autoUpdater.allowDowngrade = false;
  autoUpdater.logger = null;
  const offer = createOffer({
    ask: (version) => askToUpdate(version, t),
    download: () => autoUpdater.downloadUpdate(),
    log,
  });
  autoUpdater.on('error', (error) => log(`The update failed: ${error.message}`));
  autoUpdater.on('update-available', ({ version }) => void offer(version));
  const check = (): void => {
    autoUpdater.checkForUpdates().catch((error: unknown) => log(`No update was found: ${String(error)}`));
  };
  check();
  setInterval(check, INTERVAL_MS);
}

async function askToUpdate(version: string, t: Translate): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'info',
    message: t('desktop.updateTitle', { version }),
    detail: t('desktop.updateBody'),
    buttons: [t('desktop.updateNow'), t('desktop.updateLater')],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}
