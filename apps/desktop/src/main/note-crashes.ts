import { app, crashReporter, dialog, type BrowserWindow } from 'electron';
import type { Translate } from '@educrowd/shared/messages/translate';
import { appWords } from './app-words.ts';
import type { LogFile } from './log-file.ts';

/** Notes what dies and why. Memory dumps stay on this computer, too. Call it first of all. */
export function noteCrashes(log: LogFile): void {
  crashReporter.start({ uploadToServer: false });
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (reason !== 'clean-exit') log.write(`A window's process is gone: ${reason} (${exitCode})`);
  });
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.write(`${name ?? type} is gone: ${reason} (${exitCode})`);
  });
  const end = (error: unknown): void => {
    log.write(
      `The main process failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    // Nothing is known to be right any more. What was written is safe with the engine.
    const t = appWords();
    dialog.showErrorBox(t('desktop.appFailedTitle'), t('desktop.appFailedBody', { path: log.path }));
    app.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

/** A window whose page has died comes back; one that dies again and again asks first. */
export function reviveWindow(window: BrowserWindow, t: Translate): void {
  const SHORT_MS = 30_000;
  let revivedAt = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const isFirst = performance.now() - revivedAt > SHORT_MS;
    revivedAt = performance.now();
    if (isFirst) {
      window.webContents.reload();
      return;
    }
    void dialog
      .showMessageBox(window, {
        type: 'error',
        message: t('desktop.windowFailedTitle'),
        detail: t('desktop.windowFailedBody'),
        buttons: [t('desktop.openAgain'), t('desktop.quit')],
        defaultId: 0,
        cancelId: 0,
      })
      .then(({ response }) => (response === 1 ? app.quit() : window.webContents.reload()));
  });
}
