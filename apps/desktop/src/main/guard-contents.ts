/** What a window may not do, whatever its page says: Electron's defaults are those of a browser. */
import { app, session, type WebContents } from 'electron';
import { isAppAddress, isAppPage, isMadeByApp } from './app-origin.ts';
import type { OpenExternal } from './safe-open-external.ts';
import { tellWindow } from './tell-window.ts';

export interface GuardOptions {
  readonly openExternal: OpenExternal;
  readonly log: (line: string) => void;
}

interface Navigation {
  readonly url: string;
  readonly isMainFrame: boolean;
  preventDefault(): void;
}

/** For every window that is made from now on. */
export function guardContents(options: GuardOptions): void {
  app.on('web-contents-created', (_event, contents) => guardOne(contents, options));
}

function guardOne(contents: WebContents, { openExternal, log }: GuardOptions): void {
  // A link to elsewhere opens in the person's browser; the app has no second window.
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url).catch((error: unknown) =>
      tellWindow(contents, {
        type: 'failed',
        message: error instanceof Error ? error.message : String(error),
      }),
    );
    return { action: 'deny' };
  });
  const stayHere = (event: Navigation): void => {
    if (isAppPage(event.url)) return;
    // The preview of a public page is a frame that the page makes itself; it has no scripts.
    if (!event.isMainFrame && isMadeByApp(event.url)) return;
    event.preventDefault();
    log('A window was kept from leaving the app.');
  };
  contents.on('will-navigate', stayHere);
  contents.on('will-frame-navigate', stayHere);
  contents.on('will-redirect', stayHere);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
}

/** Copying a text, when the person asks for it, is the only thing that a page is permitted. */
const PERMITTED = 'clipboard-sanitized-write';

export function guardSession(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((contents, permission, answer) =>
    answer(permission === PERMITTED && isAppPage(contents.getURL())),
  );
  defaultSession.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === PERMITTED && isAppAddress(origin),
  );
  defaultSession.setDevicePermissionHandler(() => false);
  // Files are saved through the system's dialog.
  defaultSession.on('will-download', (event) => event.preventDefault());
}
