import { dialog, type BrowserWindow } from 'electron';
import type { Translate } from '@educrowd/shared/messages/translate';

/**
 * A page that has something which is not on the disk yet asks to stay. Electron would keep the window open without a
 * word; so the person is told why, and decides.
 */
export function askBeforeClosing(window: BrowserWindow, t: Translate): void {
  window.webContents.on('will-prevent-unload', (event) => {
    const choice = dialog.showMessageBoxSync(window, {
      type: 'warning',
      message: t('desktop.notSavedTitle'),
      detail: t('desktop.notSavedBody'),
      buttons: [t('desktop.keepOpen'), t('desktop.closeAnyway')],
      defaultId: 0,
      cancelId: 0,
    });
    // Of this event, preventing it is what lets the page go.
    if (choice === 1) event.preventDefault();
  });
}
